"""Exit codes, the same for every command (docs/operations.md)."""

OK = 0
FAILED = 1  # the command could not do what was asked; the message says why
USAGE = 2  # the command's words are off
JOB_FAILED = 3  # the job or the drain ended, and something in it failed; check: something was found
PART_DIED = 70  # EX_SOFTWARE of sysexits.h: a part of the worker died, so all of it stopped
CONFIG = 78  # EX_CONFIG of sysexits.h: the settings are incomplete or contradict themselves
INTERRUPTED = 130  # 128 + SIGINT, as shells count
