"""A Realtime over a database in which something of everything has happened, and who listens to it.

Order is told by marks: rows of a table everybody hears. What is heard before a mark was written before it.
"""

from typing import Any

from tests.integration.realtime_rig import Rig, Wire, token
from tests.sql.lived import live
from tests.sql.world import World, rows

MARK = {"event": "*", "schema": "public", "table": "marks"}
EVERYTHING = {"event": "*", "schema": "public"}
MARKS = """
create table public.marks (id int primary key);
grant select on public.marks to anon, authenticated;
alter publication supabase_realtime add table public.marks;
"""


class Served:
    """What is served, and what writes to it.

    Attributes:
        rig: the served Realtime. world: what writes. marks: how many rows everybody may hear there are.
    """

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.world = World(rig.database)
        for connection in (self.world.owner, self.world.service):
            connection.execute("set synchronous_commit = on")
        live(self.world)
        rig.execute(MARKS)
        self.marks = 0
        self._people = 0

    def person(self, role: str | None, **claims: Any) -> str:
        """The token of a new user, a member if there is a role."""
        self._people += 1
        return token(self.rig.database.add_user(f"{role}{self._people}@example.org", role), **claims)

    def mark(self) -> int:
        """Write a row that everybody hears: what comes before it was before it."""
        self.marks += 1
        self.rig.execute("insert into public.marks values (%s)", (self.marks,))
        return self.marks

    async def before(self, wire: Wire, mark: int) -> list[dict[str, Any]]:
        """The `data` of every event a socket heard before that mark."""
        found: list[dict[str, Any]] = []
        while True:
            data = (await wire.change())["data"]
            if data["table"] == "marks" and data["record"]["id"] == mark:
                return found
            found.append(data)

    async def settled(self) -> None:
        """Return once all that was written has been read: a socket may hear of what came just before it."""
        async with self.rig.socket() as wire:
            await self.join(wire, None, MARK)
            await self.before(wire, self.mark())

    async def join(self, wire: Wire, bearer: str | None, *entries: dict[str, Any]) -> str:
        """Join, and return the join's reference once the subscription is made."""
        claims = {"access_token": bearer} if bearer else {}
        ref = await wire.join(*(entries or (EVERYTHING,)), **claims)
        await wire.subscribed()
        return ref

    def change(self, number: int) -> None:
        """Update one conversation's plan so that its event bears a number."""
        rows(
            self.world.owner,
            "update public.training_conversations set tier_batch = %s where conversation_id = 'fp_5'",
            number,
        )


def numbers(heard: list[dict[str, Any]]) -> list[int]:
    """The numbers of the changes heard, in order."""
    return [data["record"]["tier_batch"] for data in heard if data["table"] == "training_conversations"]
