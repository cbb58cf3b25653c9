"""`python -m worker` is the rapport command; the demo starts its worker this way."""

from worker.cli import main

main()
