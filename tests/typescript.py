"""types/database.ts: our tables, views and functions for TypeScript, as the Supabase CLI generates them.

`make types` writes the file anew (npm is needed, Docker is not). tests/integration/test_database_types.py
compares it with the migrated database on every run, and with the CLI's whole output in the long form.
"""

import re
import subprocess
import tempfile
from pathlib import Path

from tests.node import NODE, environment, node_modules
from tests.stack import PROJECT, Database, TestCluster
from tests.supabase_cli import supabase

FORMATTER = "oxfmt@0.78.0"
COMPILER = "typescript@7.0.2"
TYPES = PROJECT / "types" / "database.ts"
HEADER = "// Generated from the migrations with the Supabase CLI: run `make types` after changing them.\n"

Tree = dict[str, "str | Tree"]


def generate(folder: Path, database: Database) -> str:
    """The file's text for a migrated database."""
    raw = folder / "database.ts"
    made = supabase(folder, database, "gen", "types", "--schema=public").stdout
    raw.write_text(HEADER + made, encoding="utf-8")
    formatter = node_modules(FORMATTER) / "oxfmt" / "bin" / "oxfmt"
    subprocess.run(
        [str(NODE), str(formatter), str(raw)], cwd=folder, env=environment(), timeout=60, check=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return raw.read_text(encoding="utf-8")


def compile_strictly(folder: Path, *files: str) -> None:
    """Check files of a folder whose node_modules holds COMPILER; fails with what tsc says against them."""
    tsc = folder / "node_modules" / "typescript" / "bin" / "tsc"
    options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "esnext",
        "--moduleResolution",
        "bundler",
    ]
    done = subprocess.run(
        [str(NODE), str(tsc), *options, "--target", "es2022", *files],
        cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def parse(text: str) -> Tree:
    """The type `Database` of such a file: names to nested types; an optional member's name ends in `?`.

    Raises:
        ValueError: there is no such type, or it is not written as the CLI and its formatter write it.
    """
    start = re.search(r"^export type Database = (?=\{)", text, flags=re.MULTILINE)
    if start is None:
        raise ValueError("no type Database")
    tokens = re.findall(r'"[^"]*"|\w+|[^\s\w]', text[start.end() :])
    tree, _ = _members(tokens, 1)
    return tree


def _members(tokens: list[str], at: int) -> tuple[Tree, int]:
    """The members from `at` to the brace that closes them, and the place after that brace."""
    found: Tree = {}
    while tokens[at] != "}":
        if tokens[at] == "[":  # a mapped type: it has no members of its own
            at = _type_end(tokens, at)
        else:
            name, at = tokens[at].strip('"'), at + 1
            if tokens[at] == "?":
                name, at = name + "?", at + 1
            if tokens[at] != ":":
                raise ValueError(f"no type after {name}: {tokens[at : at + 5]}")
            end = _type_end(tokens, at + 1)
            tree, after = _members(tokens, at + 2) if tokens[at + 1] == "{" else ({}, 0)
            found[name] = tree if after == end else " ".join(tokens[at + 1 : end])
            at = end
        at += tokens[at] == ";"
    return found, at + 1


def _type_end(tokens: list[str], at: int) -> int:
    """The place after the type that begins at `at`: a semicolon, or the brace that closes its members."""
    depth = 0
    while depth or tokens[at] not in (";", "}"):
        depth += {"{": 1, "[": 1, "(": 1, "}": -1, "]": -1, ")": -1}.get(tokens[at], 0)
        at += 1
    return at


def main() -> None:
    """Write types/database.ts from a fresh database with every migration."""
    cluster = TestCluster()
    cluster.start()
    try:
        with cluster.database("migrated") as database, tempfile.TemporaryDirectory() as folder:
            TYPES.parent.mkdir(exist_ok=True)
            TYPES.write_text(generate(Path(folder), database), encoding="utf-8")
    finally:
        cluster.destroy()


if __name__ == "__main__":
    main()
