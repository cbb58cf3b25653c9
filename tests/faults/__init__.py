"""What the worker must survive; each test ends with the history checker."""
