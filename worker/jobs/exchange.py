"""What import and export ask of the database, with the service key. Bringing a file in: importing.py.

Every method raises DatabaseRefusedError or DatabaseUnreachableError, as Desk's do.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from worker.errors import RapportError
from worker.jobs.connection import IDS_PER_REQUEST, DatabaseUnreachableError
from worker.jobs.desk import PAGE_ROWS, Desk, NotFoundError, Row
from worker.quality.checks import Other

# A reply that is lost is asked for again; each of these functions answers the same when it has been done
# already.
ATTEMPTS: Final = 3
# Publishing a file may take its function's 300 seconds, and a reply is waited for fifteen.
ATTEMPTS_TO_PUBLISH: Final = 20


class Exchange(Desk):
    """A desk at which files come in and go out."""

    async def dataset(self, dataset_id: str | None) -> Row:
        """The dataset of that id; without one, the only one there is.

        Raises:
            NotFoundError: there is none of that id, or none at all.
            RapportError: there are several and none was named.
        """
        rows = await self._rows(self.client.table("training_datasets").select("*").order("dataset_id"))
        found = [row for row in rows if dataset_id in (None, row["dataset_id"])]
        known = ", ".join(row["dataset_id"] for row in rows)
        if len(found) == 1:
            return found[0]
        if found:
            raise RapportError(f"There are several datasets: {known}.", hint="Name one with --dataset.")
        raise NotFoundError(
            f"There is no dataset {dataset_id}." if dataset_id else "There is no dataset.",
            hint=f"There are: {known}." if rows else "Load supabase/seed.sql first (rapport db seed).",
        )

    async def templates(self, dataset_id: str) -> list[Row]:
        """The templates of a dataset: template_id and the bar of each."""
        table = self.client.table("conversation_templates")
        columns = table.select("template_id,quality_requirements")
        return await self._rows(columns.eq("dataset_id", dataset_id))

    async def known(self, ids: Sequence[str]) -> dict[str, Row]:
        """The conversations among these that are there, by id."""
        found: dict[str, Row] = {}
        for start in range(0, len(ids), IDS_PER_REQUEST):
            some = list(ids[start : start + IDS_PER_REQUEST])
            table = self.client.table("training_conversations")
            rows = await self._rows(table.select("*").in_("conversation_id", some))
            found |= {row["conversation_id"]: row for row in rows}
        return found

    async def written(self) -> list[Row]:
        """Every conversation that has a text, by id."""
        rows: list[Row] = []
        while True:
            table = self.client.table("training_conversations")
            page = table.select("*").neq("generation_status", "planned").gt("revision", 0)
            last = rows[-1]["conversation_id"] if rows else ""
            more = await self._rows(
                page.gt("conversation_id", last).order("conversation_id").limit(PAGE_ROWS)
            )
            rows += more
            if len(more) < PAGE_ROWS:
                return rows

    async def sources(self, ids: Sequence[str]) -> dict[str, Row]:
        """Sources by id."""
        found: dict[str, Row] = {}
        for start in range(0, len(ids), IDS_PER_REQUEST):
            some = list(ids[start : start + IDS_PER_REQUEST])
            rows = await self._rows(self.client.table("conversation_sources").select("*").in_("id", some))
            found |= {row["id"]: row for row in rows}
        return found

    async def others(self, dataset_id: str, conversation_id: str, messages: Sequence[str]) -> list[Other]:
        """The conversations of a dataset whose texts come close to these messages."""
        rows = await self._function(
            "conversation_import_others",
            p_dataset_id=dataset_id,
            p_conversation_id=conversation_id,
            p_messages=list(messages),
        )
        return [Other(row["conversation_id"], tuple(row["messages"])) for row in rows]

    async def check(self, conversation_id: str, options: Mapping[str, Any], *, ready: bool) -> None:
        """Refused where a conversation of a file may not come in. ready: it is ready for training."""
        await self._function(
            "conversation_import_check",
            p_conversation_id=conversation_id,
            p_ready=ready,
            p_options=dict(options),
        )

    async def stage(self, import_id: str, position: int, content: Row, options: Mapping[str, Any]) -> None:
        """One conversation of a file, to be published with the others."""
        await self._function(
            "conversation_import_add",
            p_import_id=import_id,
            p_position=position,
            p_content=content,
            p_options=dict(options),
        )

    async def publish(
        self, import_id: str, source: Row, expected: int, options: Mapping[str, Any]
    ) -> dict[str, str]:
        """All that was staged, in one transaction; what became of each (imported, replaced) by id."""
        answer = await self._function(
            "conversation_import_finish",
            ATTEMPTS_TO_PUBLISH,
            p_import_id=import_id,
            p_source=source,
            p_expected=expected,
            p_options=dict(options),
        )
        return {row["conversation_id"]: row["fate"] for row in answer.get("conversations", [])}

    async def undo(self, import_id: str) -> None:
        """Nothing of it was staged."""
        await self._function("conversation_import_undo", p_import_id=import_id)

    async def _function(self, name: str, attempts: int = ATTEMPTS, /, **arguments: Any) -> Any:
        for left in reversed(range(attempts)):
            try:
                answer = await self._ask(self.client.rpc(name, arguments).execute())
            except DatabaseUnreachableError:
                if not left:
                    raise
            else:
                return cast("Any", answer.data)
        raise AssertionError  # the last attempt returned or raised
