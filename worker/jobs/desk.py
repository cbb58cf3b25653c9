"""What a person at the command line asks of the database: jobs, conversations, members, health.

The worker's own calls are in worker/jobs/store.py; this module never claims, saves or settles. Every method
raises DatabaseRefusedError (the database said no) or DatabaseUnreachableError (it said nothing).
"""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Self, TypeVar, cast

import httpx
from postgrest.exceptions import APIError
from supabase import AsyncClient
from supabase_auth.errors import AuthError
from supabase_auth.types import User

from worker.claude.ledger import CallToOpen, Usage
from worker.errors import RapportError
from worker.jobs.connection import IDS_PER_REQUEST, WHOLE_TURN, connect, refusal, unreachable

Row = dict[str, Any]
_Answer = TypeVar("_Answer")

# Rows asked for at once when a whole list is wanted: the most hosted Supabase answers (schema.md).
PAGE_ROWS = 1000


class NotFoundError(RapportError):
    """What was asked for is not there."""

    code = "not_found"


class NotSupabaseError(RapportError):
    """The address answers with success, but not with what a project answers."""

    code = "not_supabase"


class Desk:
    """Reads and writes as whoever `key` is. Make it with `open`, close it when done."""

    def __init__(self, url: str, client: AsyncClient) -> None:
        self.url = url
        self.client = client

    @classmethod
    async def open(cls, url: str, key: str) -> Self:
        """Connect to the project at `url` as `key`; nothing is sent yet."""
        return cls(url, await connect(url, key))

    async def close(self) -> None:
        """Give the connections back."""
        await self.client.postgrest.aclose()
        await self.client.auth.close()

    async def _ask(self, request: Awaitable[_Answer]) -> _Answer:
        try:
            return await request
        except APIError as error:
            raise refusal(error) from error
        except httpx.HTTPError as error:
            raise unreachable(self.url, error) from error

    async def _rows(self, request: Any) -> list[Row]:
        answer = await self._ask(request.execute())
        return cast("list[Row]", answer.data)

    async def _one(self, request: Any) -> Row | None:
        rows = await self._rows(request.limit(1))
        return rows[0] if rows else None

    # Jobs

    async def create_job(self, row: Mapping[str, Any]) -> Row:
        """Insert one generation_jobs row; the row as the database completed it."""
        rows = await self._rows(self.client.table("generation_jobs").insert(dict(row)))
        return rows[0]

    async def job(self, job_number: int) -> Row:
        """One job.

        Raises:
            NotFoundError: no job has that number.
        """
        row = await self._one(self.client.table("generation_jobs").select("*").eq("job_number", job_number))
        if row is None:
            raise NotFoundError(f"There is no job {job_number}.", hint="`rapport jobs list` shows them.")
        return row

    async def jobs(self, limit: int) -> list[Row]:
        """The newest jobs first."""
        table = self.client.table("generation_jobs")
        return await self._rows(table.select("*").order("job_number", desc=True).limit(limit))

    async def items(self, job_id: str) -> list[Row]:
        """A job's items in order."""
        table = self.client.table("generation_job_items")
        return await self._rows(table.select("*").eq("job_id", job_id).order("position"))

    async def events(self, job_id: str, after: int = 0) -> list[Row]:
        """A job's events with an id above `after`, oldest first."""
        table = self.client.table("generation_events")
        request = table.select("*").eq("job_id", job_id).gt("id", after).order("id").limit(PAGE_ROWS)
        return await self._rows(request)

    # Conversations

    async def conversation(self, conversation_id: str) -> Row:
        """One conversation with its metrics (key quality_metrics, None when there are none).

        Raises:
            NotFoundError: no conversation has that id.
        """
        table = self.client.table("training_conversations")
        row = await self._one(table.select("*").eq("conversation_id", conversation_id))
        if row is None:
            raise NotFoundError(
                f"There is no conversation {conversation_id}.",
                hint="Ids look like prefix_persona_number; see the table training_conversations.",
            )
        metrics = self.client.table("quality_metrics").select("*").eq("conversation_id", conversation_id)
        return {**row, "quality_metrics": await self._one(metrics)}

    async def turns(self, conversation_id: str) -> list[Row]:
        """A conversation's turns in order, each with its three annotated parts nested under their tables."""
        table = self.client.table("training_turns")
        request = table.select(WHOLE_TURN).eq("conversation_id", conversation_id).order("turn_number")
        return await self._rows(request)

    async def findings(self, conversation_id: str) -> list[Row]:
        """What the checks found in the conversation as it is saved now."""
        table = self.client.table("quality_findings")
        return await self._rows(table.select("*").eq("conversation_id", conversation_id).order("turn_number"))

    async def kept_draft(self, conversation_id: str) -> Row:
        """The newest draft that was kept when an item of the conversation failed.

        Raises:
            NotFoundError: none was kept.
        """
        table = self.client.table("generation_drafts").select("*").eq("conversation_id", conversation_id)
        row = await self._one(table.order("created_at", desc=True))
        if row is None:
            raise NotFoundError(
                f"No draft of {conversation_id} is kept.",
                hint="A draft is kept when a conversation fails: `rapport jobs watch N` says why it did.",
            )
        return row

    async def candidates(self, *, generated: bool) -> list[Row]:
        """What a job could be made for, in the plan's order: all that is planned, or all that is generated.

        What has no template (an imported text) is none of it. A thousand at most (PAGE_ROWS): more are
        chosen with process_all and its filter.
        """
        table = self.client.table("training_conversations")
        columns = table.select(
            "conversation_id,conversation_number,dataset_id,tier,template_id,persona_type,turn_count,topic_description"
        )
        status = "generated" if generated else "planned"
        request = columns.eq("generation_status", status).eq("is_seed_example", value=False)
        request = request.not_.is_("template_id", "null")
        return await self._rows(request.order("conversation_number").order("conversation_id"))

    async def resettable(self, ids: Sequence[str]) -> list[Row]:
        """What is written among these, or, with no ids, of all that is simulated.

        A row each: conversation_id, generation_status, generation_method, template_id.
        """
        if not ids:
            return await self._rows(self._written().eq("generation_method", "simulated"))
        parts = [ids[start : start + IDS_PER_REQUEST] for start in range(0, len(ids), IDS_PER_REQUEST)]
        return [
            row
            for part in parts
            for row in await self._rows(self._written().in_("conversation_id", list(part)))
        ]

    def _written(self) -> Any:
        table = self.client.table("training_conversations")
        columns = table.select("conversation_id,generation_status,generation_method,template_id")
        return columns.neq("generation_status", "planned").order("conversation_id").limit(PAGE_ROWS)

    async def reset(self, ids: Sequence[str], by: str) -> Row:
        """conversation_reset(): make these, or with no ids all that is simulated and free, planned again.

        Args:
            ids: conversations; all are reset or none.
            by: who asks, for the event.

        Returns:
            reset (a row each: conversation_id, was, generation_method, revision), already_planned, live,
            without_template.
        """
        arguments = {"p_ids": list(ids) or None, "p_simulated": not ids, "p_by": by}
        answer = await self._ask(self.client.rpc("conversation_reset", arguments).execute())
        return cast("Row", answer.data)

    # Planning files

    async def push_plan(self, datasets: Sequence[Mapping[str, Any]], *, dry_run: bool) -> Row:
        """training_plan_push(): bring datasets as their files have them to the database, all or nothing.

        Args:
            datasets: shipments (worker/planning/shipment.py).
            dry_run: the same answer, and nothing is written.

        Returns:
            dry_run, lines (kind, id, outcome, parts, why) and counts (outcome to number).
        """
        arguments = {"p_datasets": list(datasets), "p_dry_run": dry_run}
        answer = await self._ask(self.client.rpc("training_plan_push", arguments).execute())
        return cast("Row", answer.data)

    # Health

    async def health(self) -> Row:
        """generation_health(): schema version, publication, grants fingerprint.

        Raises:
            NotSupabaseError: success, but no such answer: a proxy's sign-in page, another web server.
        """
        answer = await self._ask(self.client.rpc("generation_health", {}).execute())
        if not isinstance(answer.data, dict):
            raise NotSupabaseError(f"{self.url} answers, but not as a Supabase project does.")
        return cast("Row", answer.data)

    async def models(self, options: Mapping[str, Any]) -> dict[str, Row]:
        """Model, effort and delivery of each stage, as the database resolves the options of a job.

        Raises:
            NotFoundError: there is no such preset.
        """
        answer = await self._ask(self.client.rpc("generation_job_models", {"p_options": options}).execute())
        if answer.data is None:
            raise NotFoundError(
                f"No preset is called {options.get('preset')}.",
                hint="Presets are best, balanced and cheapest.",
            )
        return cast("dict[str, Row]", answer.data)

    async def estimate(self, ids: Sequence[str] | None, options: Mapping[str, Any]) -> Row:
        """estimate_generation(): what a job for these (None: all that is planned) should cost.

        Refused as the job's insert would be.
        """
        arguments = {"p_ids": None if ids is None else list(ids), "p_options": dict(options)}
        answer = await self._ask(self.client.rpc("estimate_generation", arguments).execute())
        return cast("Row", answer.data)

    async def budget(self) -> Row:
        """The row of generation_budget as of today: a day begun since the last call counts from 0."""
        answer = await self._ask(self.client.rpc("generation_budget_today", {"p_lock": False}).execute())
        return cast("Row", answer.data)

    async def set_daily_limit(self, amount: Decimal) -> None:
        """Set what may be spent on one UTC day; jobs that have room now go on."""
        table = self.client.table("generation_budget")
        await self._rows(table.update({"daily_limit_usd": str(amount)}).eq("only_row", value=True))

    async def spend(self, since: date | None) -> list[Row]:
        """The ledger by day, job, stage, model and delivery, from a UTC day on (None: all of it)."""
        order = ("day", "job_number", "stage", "model", "delivery", "generation_method")
        return await self._every("generation_spend", order, since)

    async def unknown_costs(self, since: date | None) -> list[Row]:
        """The calls whose cost is not known, oldest first."""
        return await self._every("generation_unknown_costs", ("opened_at", "id"), since)

    async def _every(self, view: str, order: Sequence[str], since: date | None) -> list[Row]:
        """Every row of a view, page by page, by `order`, whose first column is at or after `since`."""
        rows: list[Row] = []
        page_full = True
        while page_full:
            request = self.client.table(view).select("*")
            if since is not None:
                request = request.gte(order[0], since.isoformat())
            for name in order:
                request = request.order(name)
            page = await self._rows(request.range(len(rows), len(rows) + PAGE_ROWS - 1))
            rows += page
            page_full = len(page) == PAGE_ROWS
        return rows

    async def worst_case(self, call: CallToOpen) -> Decimal | None:
        """The most a call may cost by the price list, US dollars; None when a price is missing."""
        arguments = {"p_call": call.payload(), "p_batch": call.delivery == "message_batch"}
        answer = await self._ask(self.client.rpc("generation_worst_case", arguments).execute())
        return None if answer.data is None else Decimal(str(answer.data))

    async def price(self, model: str, usage: Usage, at: str) -> Decimal | None:
        """US dollars of a usage by generation_prices at a time; None when the list does not say."""
        arguments = {"p_model": model, "p_usage": asdict(usage), "p_batch": False, "p_at": at}
        answer = await self._ask(self.client.rpc("generation_cost", arguments).execute())
        return None if answer.data is None else Decimal(str(answer.data))

    async def versions(self) -> Row:
        """generation_versions(): schema_version and oldest_worker."""
        answer = await self._ask(self.client.rpc("generation_versions", {}).execute())
        return cast("Row", answer.data)

    async def history_violations(self) -> list[Row]:
        """check_generation_history(): the invariants that do not hold; empty when all do."""
        answer = await self._ask(self.client.rpc("check_generation_history", {}).execute())
        return cast("list[Row]", answer.data)

    async def open_batches(self) -> list[Row]:
        """Message batches that are to be sent or at Claude, oldest first."""
        table = self.client.table("generation_batches").select("*")
        return await self._rows(table.in_("status", ["intended", "submitted"]).order("intent_at"))

    async def workers(self) -> list[Row]:
        """Who works or worked, newest first."""
        table = self.client.table("generation_workers")
        return await self._rows(table.select("*").order("updated_at", desc=True).limit(20))

    # Members (service key only)

    async def members(self) -> list[Row]:
        """Everybody who may see the data, by e-mail."""
        return await self._rows(self.client.table("training_members").select("*").order("email"))

    async def add_member(self, email: str, role: str) -> Row:
        """Make the signed-up user with that e-mail a member, or change the member's role.

        Raises:
            NotFoundError: nobody with that e-mail has signed up.
        """
        user = await self._user(email)
        row = {"user_id": user.id, "email": user.email or email, "role": role}
        rows = await self._rows(self.client.table("training_members").upsert(row, on_conflict="user_id"))
        return rows[0]

    async def remove_member(self, email: str) -> Row:
        """Take a member's rights away; the sign-up stays.

        Raises:
            NotFoundError: no member has that e-mail.
        """
        known = next(
            (row for row in await self.members() if row["email"].casefold() == email.casefold()), None
        )
        table = self.client.table("training_members")
        rows = await self._rows(table.delete().eq("user_id", known["user_id"])) if known else []
        if not rows:
            raise NotFoundError(f"{email} is not a member.", hint="`rapport members list` shows them.")
        return rows[0]

    async def _user(self, email: str) -> User:
        page = 1
        while True:
            try:
                users = await self.client.auth.admin.list_users(page=page, per_page=PAGE_ROWS)
            except AuthError as error:
                raise RapportError(
                    f"The project would not list its users: {error}.",
                    hint="Members are added with the service key; check SUPABASE_SERVICE_ROLE_KEY.",
                ) from error
            for user in users:
                if (user.email or "").casefold() == email.casefold():
                    return user
            if len(users) < PAGE_ROWS:
                raise NotFoundError(
                    f"Nobody has signed up as {email}.",
                    hint="Let them sign up to the project first (or add the user in Studio), then try again.",
                )
            page += 1
