"""rapport db: Rapport's schema in a project that may hold somebody's app."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from worker import exits
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, agree, console, environment, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    import psycopg

    from worker.database.files import Migration
    from worker.database.state import State

group = typer.Typer(
    no_args_is_help=True,
    help="Rapport's tables in a Supabase project, over its Postgres address (SUPABASE_DB_URL or --db-url).",
)
app.add_typer(group, name="db")

DB_URL = typer.Option(
    "--db-url", help="The Postgres address, direct or session pooler; else SUPABASE_DB_URL.", metavar="URL"
)


def _open(db_url: str | None) -> "psycopg.Connection":
    from worker.database.address import connect, database_address  # noqa: PLC0415 - needs the extra db

    return connect(database_address(environment(), db_url))


def _migrations() -> "tuple[Migration, ...]":
    from worker.database.files import find_migrations, supabase_folder  # noqa: PLC0415 - with its like

    return find_migrations(supabase_folder() / "migrations")


@group.command(epilog="Examples: rapport db migrate --dry-run | rapport db migrate --seed")
def migrate(
    *,
    db_url: Annotated[str | None, DB_URL] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Look for what stands in the way and list the files; change nothing."),
    ] = False,
    seed: Annotated[
        bool, typer.Option("--seed", help="Then load seed.sql: adds what is not there, leaves your edits.")
    ] = False,
) -> int:
    """Apply what is pending, each file whole or not at all; the Supabase CLI's history is left alone."""
    from worker.database import install  # noqa: PLC0415 - needs the extra db
    from worker.database.files import supabase_folder  # noqa: PLC0415 - with its like
    from worker.database.state import read_state  # noqa: PLC0415 - needs the extra db

    out, migrations = console(), _migrations()
    with closing(_open(db_url)) as connection:
        if dry_run:
            state = read_state(connection, migrations)
            install.refuse(state)
            for each in state.pending:
                out.print(f"would apply {each.path.name}")
            out.print("Nothing was changed." if state.pending else "Up to date.")
            return exits.OK
        applied = install.migrate(connection, migrations, lambda each: out.print(f"applied {each.path.name}"))
        state = read_state(connection, migrations)
        _warn(out, state)
        if seed:
            install.load_seed(connection, supabase_folder() / "seed.sql")
            state = read_state(connection, migrations)
            out.print(f"loaded seed.sql: {_contents(state)}")
        out.print(f"Applied {len(applied)} migrations." if applied else "Up to date.")
        if not state.contents:
            out.print(
                "There is no content yet. The dataset that ships with Rapport: rapport db migrate --seed"
            )
    return exits.OK


@group.command(epilog="Examples: rapport db status | rapport db status --json")
def status(
    *, db_url: Annotated[str | None, DB_URL] = None, as_json: Annotated[bool, JSON_OPTION] = False
) -> int:
    """Show what is applied and by whom, what is pending or in the way, and how grants and content are."""
    from worker.database.state import read_state  # noqa: PLC0415 - needs the extra db

    with closing(_open(db_url)) as connection:
        state = read_state(connection, _migrations())
    if as_json:
        print_json(_as_json(state))
    else:
        _print(console(), state)
    return exits.OK


@group.command(epilog="Example: rapport db uninstall")
def uninstall(
    *,
    db_url: Annotated[str | None, DB_URL] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> int:
    """Take everything of Rapport's out again (uninstall.sql); stops if anything of yours depends on it."""
    from worker.database import install  # noqa: PLC0415 - needs the extra db
    from worker.database.files import supabase_folder  # noqa: PLC0415 - with its like
    from worker.database.state import read_state  # noqa: PLC0415 - needs the extra db

    with closing(_open(db_url)) as connection:
        contents = _contents(read_state(connection, _migrations()))
        agree(
            f"Drop Rapport's tables and everything in them ({contents})? It cannot be taken back.",
            "An uninstall drops Rapport's tables and everything in them",
            yes=yes,
        )
        install.uninstall(connection, supabase_folder() / "uninstall.sql")
    console().print("Rapport is out of this database.")
    return exits.OK


def _print(out: Console, state: "State") -> None:
    for each in state.applied:
        mark = "newer  " if each in state.newer else "applied"
        when = "" if each.applied_at is None else f"{each.applied_at:%Y-%m-%d %H:%M} "
        cli = ", in the CLI's history" if each.version in state.by_cli else ""
        out.print(f"{mark}  {each.version}_{each.name}  {when}by {each.applied_by}{cli}", soft_wrap=True)
    for migration in state.pending:
        out.print(f"pending  {migration.version}_{migration.name}")
    _warn(out, state)
    history = f"it knows {len(state.by_cli)} of ours: go on with supabase db push"
    out.print(f"Supabase CLI's history: {history if state.by_cli else 'it knows none of ours, as it should'}")
    out.print(f"grants: {_GRANTS[state.grants_as_migrated]}")
    out.print(f"content: {_contents(state)}")


def _warn(out: Console, state: "State") -> None:
    halfway = (
        () if state.halfway is None else (f"{state.halfway[0].path.name} ({', '.join(state.halfway[1])})",)
    )
    for label, things in (
        ("this database lacks what a Supabase project has", state.platform_missing),
        ("in the way, not Rapport's", state.foreign),
        ("begun and broken off", halfway),
        ("left out, though later ones are applied", [each.path.name for each in state.out_of_order]),
        ("applied, and not there any more", state.missing),
        ("not as Rapport made it", state.edited),
    ):
        if things:
            out.print(f"{label}: {', '.join(things)}", soft_wrap=True)


def _contents(state: "State") -> str:
    if not state.contents:
        return "none (rapport db migrate --seed loads what ships with Rapport)"
    return ", ".join(f"dataset {name} with {count} conversations" for name, count in state.contents.items())


def _as_json(state: "State") -> dict[str, Any]:
    return {
        "up_to_date": not (state.pending or state.newer or state.missing),
        "applied": [
            {
                "version": each.version,
                "name": each.name,
                "applied_at": each.applied_at,
                "applied_by": each.applied_by,
                "in_cli_history": each.version in state.by_cli,
            }
            for each in state.applied
        ],
        "pending": _names(state.pending),
        "newer": [each.version for each in state.newer],
        "foreign": state.foreign,
        "halfway": None
        if state.halfway is None
        else {"migration": state.halfway[0].path.name, "there": state.halfway[1]},
        "out_of_order": _names(state.out_of_order),
        "missing": state.missing,
        "edited": state.edited,
        "platform_missing": state.platform_missing,
        "grants_as_migrated": state.grants_as_migrated,
        "datasets": state.contents,
    }


def _names(migrations: "Sequence[Migration]") -> list[str]:
    return [f"{each.version}_{each.name}" for each in migrations]


_GRANTS = {
    True: "as migrated",
    False: "not as migrated: somebody changed a grant or a policy of Rapport's",
    None: "unknown",
}
