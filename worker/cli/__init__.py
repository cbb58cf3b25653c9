"""The rapport command."""
