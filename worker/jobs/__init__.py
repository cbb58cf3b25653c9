"""The queue's side of the worker: listener, runner, store."""
