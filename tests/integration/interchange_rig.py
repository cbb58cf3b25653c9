"""A seeded stack for the tests of import and export, the command line on it, and files to import."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.stack import PROJECT, Stack, TestCluster
from worker.cli.app import run
from worker.local.keys import Keys

SEEDS = PROJECT / "planning" / "elena" / "seeds"
Row = dict[str, Any]


class Interchange:
    """`rapport import` and `rapport export` against a stack, in this process."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    def environment(self) -> dict[str, str]:
        """What the command line is told."""
        return {"SUPABASE_URL": self.stack.url, "SUPABASE_SERVICE_ROLE_KEY": self.stack.service_role_key}

    def rapport(self, *arguments: object) -> int:
        """The exit code of a command."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment().items():
                patch.setenv(name, value)
            return run([str(argument) for argument in arguments])

    def rows(self, query: str, *parameters: object) -> list[Row]:
        """Rows of a query as the owner, with what guards edits by hand set aside."""
        with psycopg.connect(self.stack.db_url, row_factory=dict_row) as connection:
            connection.execute("select public.generation_as_worker(null)")
            cursor = connection.execute(query.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

    def exported(self, folder: Path, *ids: str) -> Any:
        """The value of the one file an export of these conversations writes."""
        assert (
            self.rapport("export", "--out", folder, "--force", *(f"--conversation={name}" for name in ids))
            == 0
        )
        (path,) = folder.rglob("*.json")
        value = json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
        return value


@contextmanager
def seeded(cluster: TestCluster, keys: Keys) -> Iterator[Interchange]:
    """A stack of its own over a database that holds supabase/seed.sql."""
    with cluster.database("seeded") as database, Stack(database, keys) as stack:
        yield Interchange(stack)


def renamed(value: Any, **names: str) -> Any:
    """A parsed file whose conversations are called otherwise."""
    text = json.dumps(value)
    for old, new in names.items():
        text = text.replace(old, new)
    return json.loads(text)


def seed(name: str) -> Any:
    """A seed file's value."""
    return json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))


def write(path: Path, value: Mapping[str, Any]) -> Path:
    """A file of this value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path
