"""Whether this worker and the database belong together, and what to do when they do not.

Two numbers decide. NEEDED_MIGRATION: the newest migration whose tables or functions this worker uses; raise
it with the code that uses a newer one. CONTRACT: this worker's number, which a migration may demand
(training_schema_versions.oldest_worker); raise it when a worker learns what a later migration insists on.
Tested in tests/unit/test_jobs_versions.py and tests/integration/test_worker_versions.py.
"""

from collections.abc import Mapping
from typing import Any, Final

from worker.errors import RapportError, SettingsError
from worker.jobs.connection import DatabaseRefusedError

NEEDED_MIGRATION: Final = "20261125170200"
CONTRACT: Final = 2
"""1 is what a worker counts as that names none."""

UPGRADE: Final = (
    "Deploy the Rapport that belongs to this database: pip install --upgrade rapport-worker, then restart it."
)
MIGRATE: Final = (
    "Apply its migrations: rapport db migrate (supabase db push where the Supabase CLI keeps the history)."
)
_NO_SUCH_FUNCTION: Final = frozenset({"PGRST202", "42883"})
_UPGRADE_REQUIRED: Final = "PT426"


class DatabaseTooOldError(SettingsError):
    """The database lacks migrations this worker needs; the program exits 78."""

    code = "database_too_old"


class WorkerTooOldError(SettingsError):
    """The database takes only newer workers; a drain exits 78, one that stays claims nothing and says so."""

    code = "worker_too_old"


def check(versions: Mapping[str, Any]) -> None:
    """What generation_versions() answered, against this worker.

    Raises:
        DatabaseTooOldError, WorkerTooOldError.
    """
    applied, oldest = versions.get("schema_version"), int(versions["oldest_worker"])
    if applied is None or str(applied) < NEEDED_MIGRATION:
        raise DatabaseTooOldError(
            f"The database is at migration {applied or 'none'}; this worker needs {NEEDED_MIGRATION}.",
            hint=MIGRATE,
        )
    if oldest > CONTRACT:
        raise WorkerTooOldError(
            f"This worker is older than the database takes (contract {CONTRACT}, needed {oldest}): "
            "it claims nothing.",
            hint=UPGRADE,
        )


def understood(error: DatabaseRefusedError) -> RapportError:
    """A refusal that means a difference of versions as that; any other as it is."""
    if error.sqlstate in _NO_SUCH_FUNCTION:
        return DatabaseTooOldError(
            f"The database lacks what this worker needs: it is older than migration {NEEDED_MIGRATION}.",
            hint=MIGRATE,
        )
    if error.sqlstate == _UPGRADE_REQUIRED:
        return WorkerTooOldError(error.message, hint=error.hint)
    return error
