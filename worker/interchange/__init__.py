"""Import and export of the interchange file."""
