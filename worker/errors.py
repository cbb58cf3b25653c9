"""The root of our exceptions.

Every error says what was wrong, where, and what to do. Packages derive their own from these; the table of
what is retried lives with the caller that retries (worker/claude/faults.py, worker/jobs/patience.py).
"""


class RapportError(Exception):
    """Something a person can act on.

    Args:
        message: one sentence that says what was wrong and where.
        hint: one sentence that says what to do; empty when the message says it already.
    """

    code = "rapport_error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class SettingsError(RapportError):
    """The environment is incomplete or contradicts itself; the program exits 78 (EX_CONFIG)."""

    code = "settings"


class ContentError(RapportError):
    """A file of planning/, templates/ or an import is wrong; the message names file and field."""

    code = "content"
