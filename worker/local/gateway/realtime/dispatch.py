"""From a batch of changes to deliveries: who may hear what, in commit order.

Everything is asked once per batch: values and filters once per table, row visibility once per identity and
table, however many subscribers there are. Deliveries then go out in the order of the log.
Tested in tests/integration/test_realtime_events.py.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from worker.local.gateway.realtime import payload, rows, visibility
from worker.local.gateway.realtime.bindings import Binding, Condition
from worker.local.gateway.realtime.catalog import Access, Catalog, Desk, Table
from worker.local.gateway.realtime.changes import ChangeBatch, Image, RowChange
from worker.local.gateway.realtime.config import RealtimeConfig
from worker.local.gateway.realtime.hub import Hub, Subscriber
from worker.local.gateway.realtime.pgoutput import Relation
from worker.local.gateway.realtime.visibility import Key

if TYPE_CHECKING:
    from worker.local.gateway.tokens import Identity

_IN_PROGRESS: Final = """
    select exists (
      select from pg_snapshot_xip(pg_current_snapshot()) as x
      where (x::text::bigint & 4294967295) = any (%s::bigint[])
    )
"""
_DELIVERIES_A_TURN: Final = 50
_SETTLE_SECONDS: Final = 0.002
_SETTLE_ROUNDS: Final = 500
"""A second in all: far longer than a backend needs between writing its commit and showing it."""

_Listener = tuple[Subscriber, int, Binding]


@dataclass
class _Item:
    """A change on its way."""

    change: RowChange
    table: Table
    access: Access
    new: rows.Rendered
    old: rows.Rendered
    listeners: list[_Listener] = field(default_factory=list)

    @property
    def key(self) -> Key:
        image: Image = self.change.new or {}
        return tuple(image.get(column.name) for column in self.table.keys)

    def refusal(self, role: str) -> str | None:
        """Why nobody of this role gets the row, in the real server's words; None when rows decide."""
        if self.change.action == "DELETE":
            return None
        if not self.table.keys:
            return payload.NO_KEY
        if not {column.name for column in self.table.keys} <= self.access.columns(role):
            return payload.UNAUTHORIZED
        return None


class Dispatcher:
    """Works on one connection; made anew when that is lost."""

    def __init__(self, desk: Desk, catalog: Catalog, hub: Hub, config: RealtimeConfig) -> None:
        self._desk = desk
        self._catalog = catalog
        self._hub = hub
        self._config = config

    async def dispatch(self, batch: ChangeBatch) -> None:
        """Deliver a batch. Raises psycopg.OperationalError when the connection is gone."""
        heard: dict[Relation, list[_Listener]] = {}
        for change in batch.changes:
            if change.relation not in heard:
                heard[change.relation] = self._listeners(change.relation)
        changes = [change for change in batch.changes if heard[change.relation]]
        if not changes:
            return
        await self._settle(batch.xids)
        items = await self._items(changes, heard)
        seen = await self._visible(items)
        for number, item in enumerate(items):
            if number % _DELIVERIES_A_TURN == 0:
                await self._config.clock.sleep(0)  # let sockets write: a large transaction fills no queue
            self._deliver(item, seen)

    def _listeners(self, relation: Relation) -> list[_Listener]:
        return [
            (subscriber, number, binding)
            for subscriber in self._hub.active
            for number, binding in subscriber.bindings
            if binding.covers(relation.schema, relation.table)
        ]

    async def _settle(self, xids: Sequence[int]) -> None:
        """Wait until the transactions are visible.

        A commit is in the log a moment before other sessions see its rows; looking in that moment would
        hide the row from everybody.
        """
        for _ in range(_SETTLE_ROUNDS):
            cursor = await self._desk.execute(_IN_PROGRESS, (list(xids),))
            row = await cursor.fetchone()
            if row is None or not row[0]:
                return
            await self._config.clock.sleep(_SETTLE_SECONDS)

    async def _items(
        self, changes: Sequence[RowChange], heard: dict[Relation, list[_Listener]]
    ) -> list[_Item]:
        relations = list(dict.fromkeys(change.relation for change in changes))
        roles = {subscriber.identity.role for relation in relations for subscriber, _, _ in heard[relation]}
        access = await self._catalog.access((relation.oid for relation in relations), roles)
        made: dict[int, _Item] = {}
        for relation in relations:
            table = await self._catalog.describe(relation)
            if relation.oid not in access or not table.columns:
                continue  # dropped since
            some = [(at, change) for at, change in enumerate(changes) if change.relation == relation]
            images = [image or {} for _, change in some for image in (change.new, change.old)]
            conditions = list(dict.fromkeys(c for _, _, b in heard[relation] for c in b.conditions))
            rendered = await rows.render(self._desk, table, images, conditions)
            for number, (at, change) in enumerate(some):
                new, old = rendered[2 * number : 2 * number + 2]
                item = _Item(change, table, access[relation.oid], new, old)
                item.listeners = [who for who in heard[relation] if _concerns(item, who[0], who[2])]
                made[at] = item
        return [made[at] for at in sorted(made)]

    async def _visible(self, items: Sequence[_Item]) -> dict[tuple[str, str], dict[Table, set[Key]]]:
        identities: dict[tuple[str, str], Identity] = {}
        wanted: dict[tuple[str, str], dict[Table, list[Key]]] = defaultdict(lambda: defaultdict(list))
        for item in items:
            if not item.access.row_security or item.change.action == "DELETE":
                continue
            for who in {_who(subscriber): subscriber.identity for subscriber, _, _ in item.listeners}.items():
                key, identity = who
                if item.refusal(identity.role) is None:
                    identities[key] = identity
                    wanted[key][item.table].append(item.key)
        timeout_ms = int(self._config.rls_timeout_seconds * 1000)
        return {
            key: await visibility.visible(self._desk, identities[key], tables, timeout_ms)
            for key, tables in wanted.items()
        }

    def _deliver(self, item: _Item, seen: dict[tuple[str, str], dict[Table, set[Key]]]) -> None:
        event = payload.Event(
            item.table,
            item.change.action,
            item.change.committed_at,
            item.new.fields,
            item.old.fields,
            item.access.row_security,
        )
        texts: dict[tuple[str, tuple[str, ...] | None], str] = {}
        groups: dict[tuple[Subscriber, tuple[str, ...] | None], list[int]] = defaultdict(list)
        for subscriber, number, binding in item.listeners:
            groups[subscriber, binding.select].append(number)
        for (subscriber, select), ids in groups.items():
            if not self._hub.is_active(subscriber):
                continue
            role = subscriber.identity.role
            error = item.refusal(role)
            checked = item.access.row_security and item.change.action != "DELETE" and error is None
            if checked and item.key not in seen.get(_who(subscriber), {}).get(item.table, set()):
                continue
            if (role, select) not in texts:
                texts[role, select] = (
                    payload.refusal(item.table, item.change.action, error)
                    if error
                    else payload.data(event, item.access.columns(role), select, self._config.max_record_bytes)
                )
            subscriber.deliver(ids, texts[role, select])


def _who(subscriber: Subscriber) -> tuple[str, str]:
    """What row level security can tell apart."""
    return subscriber.identity.role, subscriber.identity.claims_json


def _concerns(item: _Item, subscriber: Subscriber, binding: Binding) -> bool:
    """Whether the entry asks for this change, before anybody looks whether the row may be seen."""
    if not binding.hears(item.change.action):
        return False
    if item.refusal(subscriber.identity.role) is not None:
        return True  # the real server tells of the refusal without looking at filters
    holds: frozenset[Condition] = item.old.holds if item.change.action == "DELETE" else item.new.holds
    return holds.issuperset(binding.conditions)
