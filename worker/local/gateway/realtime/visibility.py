"""Which rows a subscriber may see: asked of Postgres as that subscriber.

One transaction per identity (role and claims) and batch, however many subscribers share it: the role is
switched, the claims are set, and the rows are looked up by primary key, so that row level security and
grants decide, as apply_rls does on hosted. A row already deleted is not visible.
Tested in tests/integration/test_realtime_events.py.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import psycopg
import structlog
from psycopg import sql

from worker.local.gateway.realtime.catalog import Desk, Table

if TYPE_CHECKING:
    from worker.local.gateway.tokens import Identity

_log = structlog.get_logger(__name__)

Key = tuple[str | None, ...]
"""A primary key's values, in the order of Table.keys, as text."""

_BECOME: Final = """
    select set_config('search_path', 'public, extensions', true),
           set_config('statement_timeout', %s, true),
           set_config('request.jwt.claims', %s, true),
           set_config('role', %s, true)
"""


async def visible(
    desk: Desk, identity: "Identity", wanted: Mapping[Table, Sequence[Key]], timeout_ms: int
) -> dict[Table, set[Key]]:
    """The keys of `wanted` that `identity` may see.

    A policy that fails, or a check that takes longer than `timeout_ms`, hides that table's rows from this
    identity and from nobody else. Raises psycopg.OperationalError when the connection is gone.
    """
    try:
        async with desk.transaction():
            await desk.execute(_BECOME, (str(timeout_ms), identity.claims_json, identity.role))
            return {table: await _seen(desk, table, keys) for table, keys in wanted.items()}
    except psycopg.DatabaseError as error:
        if desk.closed or desk.broken:
            raise
        if len(wanted) == 1:
            _log.warning("realtime_rls_check_failed", role=identity.role, sqlstate=error.sqlstate)
            return {table: set() for table in wanted}
    # One table's failing policy must not hide the others.
    seen: dict[Table, set[Key]] = {}
    for table, keys in wanted.items():
        seen |= await visible(desk, identity, {table: keys}, timeout_ms)
    return seen


async def _seen(desk: Desk, table: Table, keys: Sequence[Key]) -> set[Key]:
    unique = list(dict.fromkeys(keys))
    columns = range(len(table.keys))
    query = sql.SQL(
        "select u.n from unnest({}) with ordinality as u({}, n) where exists (select from {} as t where {})"
    ).format(
        sql.SQL(", ").join([sql.SQL("%s::text[]") for _ in columns]),
        sql.SQL(", ").join(sql.Identifier(f"k{at}") for at in columns),
        sql.Identifier(_plain(table.schema), _plain(table.name)),
        sql.SQL(" and ").join(
            [
                sql.SQL("t.{} = u.{}::{}").format(
                    sql.Identifier(_plain(key.name)),
                    sql.Identifier(f"k{at}"),
                    sql.SQL(_plain(key.sql_type)),
                )
                for at, key in enumerate(table.keys)
            ]
        ),
    )
    cursor = await desk.execute(query, [[key[at] for key in unique] for at in columns])
    return {unique[number - 1] for (number,) in await cursor.fetchall()}


def _plain(name: str) -> str:
    """A name in a query with parameters, where % begins one."""
    return name.replace("%", "%%")
