"""One module a group of commands; importing this package registers them all with worker.cli.app."""

from worker.cli.commands import demo, doctor, jobs, local, members, plan, run, show

__all__ = ["demo", "doctor", "jobs", "local", "members", "plan", "run", "show"]
