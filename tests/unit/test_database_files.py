"""Cutting SQL files into statements and finding migrations (worker/database)."""

from pathlib import Path

import pytest

from worker.database.files import MigrationError, find_migrations
from worker.database.statements import split_statements


def cut(text: str) -> list[str]:
    """The texts of the statements."""
    return [each.text for each in split_statements(text)]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("select 1; select 2", ["select 1", "select 2"]),
        ("select 1;\n\n;\n", ["select 1"]),
        ("select 'a;b''c;'; select 2", ["select 'a;b''c;'", "select 2"]),
        (r"select E'a\';b'; select 2", [r"select E'a\';b'", "select 2"]),
        ('select ";" as ";"; select 2', ['select ";" as ";"', "select 2"]),
        ("do $$ begin; end $$; select 2", ["do $$ begin; end $$", "select 2"]),
        ("do $a$ $$;$$ $a$; select 2", ["do $a$ $$;$$ $a$", "select 2"]),
        ("select $1;select a$b;", ["select $1", "select a$b"]),
        ("-- one; 'two\nselect 1; select 2", ["-- one; 'two\nselect 1", "select 2"]),
        ("/* a; /* b; ' */ c; */ select 1; select 2", ["/* a; /* b; ' */ c; */ select 1", "select 2"]),
        (
            "create function f() returns int begin atomic; select case when true then 1 end; end; select 2",
            [
                "create function f() returns int begin atomic; select case when true then 1 end; end",
                "select 2",
            ],
        ),
        ("", []),
    ],
)
def test_semicolons_cut_only_between_statements(text: str, statements: list[str]) -> None:
    """Quotes, dollar quotes, comments and atomic bodies keep their semicolons."""
    assert cut(text) == statements


def test_offset_points_into_the_file() -> None:
    """A statement knows where it begins, so that an error can name the line."""
    text = "select 1;\n\n  select 2;"
    assert [text[each.offset :][:8] for each in split_statements(text)] == ["select 1", "select 2"]


def test_migrations_come_by_version(tmp_path: Path) -> None:
    """Files without a version are none; the rest comes in order of version, not of name."""
    for name in ("20260102_b.sql", "20260101_z.sql", "notes.sql", "20260103_c.txt"):
        (tmp_path / name).write_text("select 1")
    assert [each.version for each in find_migrations(tmp_path)] == ["20260101", "20260102"]


def test_same_version_twice_is_refused(tmp_path: Path) -> None:
    """Two files of one version would be one row of history."""
    for name in ("20260101_a.sql", "20260101_b.sql"):
        (tmp_path / name).write_text("select 1")
    with pytest.raises(MigrationError, match=r"20260101_b.sql and 20260101_a.sql have the same version"):
        find_migrations(tmp_path)
