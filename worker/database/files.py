"""The SQL that ships with Rapport: supabase/migrations, seed.sql and uninstall.sql, from a clone or a wheel.

Tested in tests/unit/test_database_files.py and tests/integration/test_wheel.py.
"""

import importlib.metadata
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from worker.errors import RapportError

_FILE_NAME: Final = re.compile(r"([0-9]+)_(.*)\.sql")
_DISTRIBUTION: Final = "rapport-worker"
_INSTALLED: Final = "share/rapport/supabase"
"""Where pyproject.toml's data-files put the SQL, below the environment's folder."""


class MigrationError(RapportError):
    """A migration or seed file cannot be applied; the message names it, the hint says what to do."""

    code = "migration"


@dataclass(frozen=True)
class Migration:
    """One file of supabase/migrations.

    Attributes:
        version: the digits its name begins with.
        name: what follows them, without `.sql`.
        path: the file.
        text: its SQL.
    """

    version: str
    name: str
    path: Path
    text: str


def supabase_folder() -> Path:
    """The folder that holds migrations/, seed.sql and uninstall.sql of this very Rapport.

    Raises MigrationError when neither a clone nor an installed wheel has it.
    """
    for folder in _candidates():
        if (folder / "seed.sql").is_file():
            return folder
    raise MigrationError(
        "The SQL files of Rapport are not here: this installation came without them.",
        hint="Run the command in a clone of the repository, or install the wheel anew.",
    )


def _candidates() -> Iterator[Path]:
    """Where the SQL may lie: in the clone, where the wheel's own record says, or beside what is installed."""
    root = Path(__file__).parents[2]
    yield root / "supabase"
    try:
        shipped = importlib.metadata.files(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        shipped = []
    for entry in shipped:
        if entry.as_posix().endswith(f"{_INSTALLED}/seed.sql"):
            yield Path(str(entry.locate())).resolve().parent
    yield root / _INSTALLED  # pip install --target moves the files and not the record
    yield Path(sys.prefix) / _INSTALLED


def find_migrations(folder: Path) -> tuple[Migration, ...]:
    """The migrations of a folder by version; files of other names are none. Raises MigrationError."""
    found: dict[str, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        match = _FILE_NAME.fullmatch(path.name)
        if match is None:
            continue
        version, name = match.groups()
        if version in found:
            raise MigrationError(
                f"{path.name} and {found[version].path.name} have the same version.",
                hint="Rename one of them.",
            )
        found[version] = Migration(version, name, path, path.read_text(encoding="utf-8"))
    return tuple(found[version] for version in sorted(found))
