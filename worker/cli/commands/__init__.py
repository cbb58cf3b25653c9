"""One module a group of commands; worker/cli/app.py imports them, which registers them."""
