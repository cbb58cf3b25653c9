"""The worker's every request to Supabase: claims, heartbeats, saves, the ledger, events, its own row.

It says of each request whether it may be sent twice, and asks those patiently (patience.py). Answers are the
database's; nothing is decided here. Every method raises DatabaseRefusedError (it said no) or
DatabaseUnreachableError (it said nothing). Tested in tests/integration/test_worker_drain.py and tests/faults.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Self, cast

from postgrest.exceptions import APIError
from postgrest.types import ReturnMethod
from supabase import AsyncClient

from worker.claude.ledger import CallKey, CallToOpen, Opening, Round, Settlement, read_opening, storable
from worker.clock import Clock
from worker.domain.conversation import Conversation
from worker.generation.work import Work
from worker.jobs.claims import BatchLimits, Beat, Claim, OpenBatch
from worker.jobs.connection import IDS_PER_REQUEST, WHOLE_TURN, DatabaseRefusedError, connect, refusal
from worker.jobs.loading import Row, pinned, start_of, work_from
from worker.jobs.patience import CALL, ONCE, STOPPING, Patience, patiently
from worker.jobs.together import Together
from worker.jobs.versions import CONTRACT, check, understood
from worker.quality.checks import Other
from worker.quality.novelty import messages_of
from worker.settings import Settings

# Reasons for a pause that the worker gave and a probe can find gone.
PROBED_REASONS = ("key_rejected", "credit_exhausted", "spend_limit", "daily_limit")
# Reasons for a pause that end by themselves when calls on their way cost less than was reserved for them.
ROOM_REASONS = ("cap_reached", "daily_limit")


class Store:
    """Args: url: the project's, for messages. client: with the service key. clock. worker: our name."""

    def __init__(self, url: str, client: AsyncClient, clock: Clock, *, worker: str, method: str) -> None:
        self._url = url
        self._client = client
        self._clock = clock
        self.worker = worker
        self.method = method
        self._met = False
        self._opening = Together(self._open_together)
        self._settling = Together(self._settle_together)

    @classmethod
    async def open(cls, settings: Settings, clock: Clock, *, worker: str) -> Self:
        """Make a client of its own for the service key; nothing is sent yet."""
        client = await connect(settings.supabase_url, settings.service_key.get_secret_value())
        return cls(settings.supabase_url, client, clock, worker=worker, method=settings.method)

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.postgrest.aclose()

    # The queue

    async def meet(self, patience: Patience = CALL) -> None:
        """See once that worker and database belong together.

        Raises:
            DatabaseTooOldError, WorkerTooOldError: they do not.
        """
        if self._met:
            return
        try:
            versions = await self._call("generation_versions", {}, patience)
        except DatabaseRefusedError as error:
            raise understood(error) from error
        check(versions)
        self._met = True

    async def claim(self, limit: int, lease_seconds: float, cleared: Sequence[str] = ()) -> list[Claim]:
        """Take up to `limit` items; expired leases are swept first.

        Not asked twice: what a lost reply claimed comes back when its leases end; a second claim would take
        as many again. Raises DatabaseTooOldError or WorkerTooOldError when the two do not belong together.
        """
        await self.meet(ONCE)
        arguments = {
            "p_worker": self.worker,
            "p_limit": limit,
            "p_lease_seconds": lease_seconds,
            "p_method": self.method,
            "p_cleared": list(cleared),
            "p_contract": CONTRACT,
        }
        try:
            rows = await self._call("claim_generation_items", arguments, ONCE)
        except DatabaseRefusedError as error:
            raise understood(error) from error
        return [Claim.model_validate(row) for row in rows]

    async def beat(self, items: Sequence[Mapping[str, Any]], lease_seconds: float) -> list[Beat]:
        """Extend leases and write progress, each item with its token; one answer an item.

        Not asked twice here: the next beat comes soon enough and says something newer.
        """
        arguments = {"p_worker": self.worker, "p_items": list(items), "p_lease_seconds": lease_seconds}
        return [Beat.model_validate(row) for row in await self._call("heartbeat_items", arguments, ONCE)]

    async def save(self, claim: Claim, payload: Mapping[str, Any]) -> Row:
        """Save a whole conversation. May be asked again: the answer is then already_saved."""
        arguments = {
            "p_item_id": claim.item_id,
            "p_lease_token": claim.lease_token,
            "p_payload": dict(payload),
        }
        return cast("Row", await self._call("save_conversation", arguments, CALL))

    async def fail(
        self, claim: Claim, *, code: str, message: str, hint: str, retry: bool, draft: Row | None = None
    ) -> str:
        """End an item that could not be written. May be asked again: already_ended.

        Returns:
            queued, failed, dead, cancelled, fenced or already_ended.
        """
        arguments = {
            "p_item_id": claim.item_id,
            "p_lease_token": claim.lease_token,
            "p_code": code,
            "p_message": message,
            "p_hint": hint,
            "p_retry": retry,
            "p_draft": draft,
        }
        return str((await self._call("fail_item", arguments, CALL))["answer"])

    async def release(
        self,
        claims: Sequence[Claim],
        reason: str,
        *,
        pause: str | None = None,
        patience: Patience = STOPPING,
    ) -> None:
        """Give items back with their attempts. May be asked again: a second time finds nothing of ours."""
        arguments = {
            "p_worker": self.worker,
            "p_items": [claim.key for claim in claims],
            "p_reason": reason,
            "p_pause": pause,
        }
        await self._call("release_items", arguments, patience)

    async def snooze(self, claim: Claim, reason: str, seconds: float) -> None:
        """Give an item back that waits for Claude. May be asked again: the second time is fenced."""
        arguments = {
            "p_worker": self.worker,
            "p_items": [claim.key],
            "p_reason": reason,
            "p_seconds": round(seconds, 1),
        }
        await self._call("generation_snooze", arguments, CALL)

    # The ledger of one call

    async def open_call(self, claim: Claim, call: CallToOpen) -> Opening:
        """Reserve money for a call; several at once are opened in one request.

        May be asked again: a call of this lease that is open already is answered as it was opened.
        """
        return read_opening(await self._opening.ask({**claim.key, "call": call.payload()}))

    async def kept_calls(self, claim: Claim) -> dict[str, CallKey]:
        """By id, the calls whose answers would be given again. May be asked again: it only reads."""
        rows = await self._call("generation_kept_calls", _fenced(claim), CALL)
        return {
            str(row["call_id"]): (
                row["stage"],
                row["turn_number"],
                row["section"],
                row["draft_no"],
                row["request_hash"],
            )
            for row in rows
        }

    async def replay_call(self, claim: Claim, call: CallToOpen) -> Opening | None:
        """The answer that was paid for this place of the text there is; None when it is not kept.

        May be asked again: it only reads.
        """
        arguments = {**_fenced(claim), "p_call": call.payload()}
        answer = await self._call("generation_replay_call", arguments, CALL)
        return None if answer["answer"] == "not_kept" else read_opening(answer)

    async def settle_call(self, call_id: str, settlement: Settlement) -> Decimal | None:
        """Write down what a call came to; several at once go in one request.

        May be asked again: already_settled.

        Returns:
            its cost in US dollars; None when its usage is not known.
        """
        answer = await self._settling.ask({"call_id": call_id, "result": settlement.payload()})
        return None if answer["cost_usd"] is None else Decimal(str(answer["cost_usd"]))

    async def _open_together(self, calls: list[Row]) -> list[Row | Exception]:
        return await self._together("generation_open_calls", "p_calls", calls)

    async def _settle_together(self, results: list[Row]) -> list[Row | Exception]:
        return await self._together("generation_settle_calls", "p_results", results)

    async def _together(self, function: str, name: str, asked: list[Row]) -> list[Row | Exception]:
        """One request for all; one that is refused as a whole is made for each alone: the fault is one's."""
        try:
            answers = await self._call(function, {name: asked}, CALL)
        except DatabaseRefusedError as error:
            if len(asked) == 1:
                return [error]
            return [answer for one in asked for answer in await self._together(function, name, [one])]
        return [refusal(APIError(each)) if each["answer"] == "error" else each for each in answers]

    # Message batches. All may be asked again: a second time is answered, and changes nothing

    async def batch_rounds(self, claim: Claim) -> list[Round]:
        """What batches answered to the item within its attempt, oldest first."""
        rows = await self._call("generation_batch_rounds", _fenced(claim), CALL)
        return [Round.read(row) for row in rows]

    async def stage_call(self, claim: Claim, call_id: str, body: str) -> None:
        """Keep an opened call's request until a batch takes it."""
        await self._call(
            "generation_stage_call", {**_fenced(claim), "p_call_id": call_id, "p_body": body}, CALL
        )

    async def call_unfit(self, claim: Claim, call_id: str, error_type: str, error_message: str) -> bool:
        """Say that a batch's answer is not what was asked for; False when it is none of this item's."""
        said = {
            "p_call_id": call_id,
            "p_error_type": error_type,
            "p_error_message": storable(error_message),
        }
        answer = await self._call("generation_call_unfit", {**_fenced(claim), **said}, CALL)
        return bool(answer["answer"] == "noted")

    async def wait_for_batch(self, claim: Claim) -> str:
        """End the lease and let the item wait: waiting, queued, cancelled or fenced."""
        return str((await self._call("generation_wait_for_batch", _fenced(claim), CALL))["answer"])

    async def look_at_batches(self, limits: BatchLimits) -> list[OpenBatch]:
        """Make batches of what is ready and take charge of those nobody looks after: all we look after."""
        arguments = {"p_worker": self.worker, "p_method": self.method, **limits.arguments()}
        rows = await self._call("generation_batches_look", arguments, CALL)
        return [OpenBatch.model_validate(row) for row in rows]

    async def batch_bodies(self, batch_id: str, after: str | None, limit: int) -> list[Row]:
        """Requests of a batch in the order of their ids, after one: custom_id and body."""
        arguments = {"p_batch_id": batch_id, "p_after": after, "p_limit": limit}
        return cast("list[Row]", await self._call("generation_batch_bodies", arguments, CALL))

    async def of_batch(self, what: str, batch_id: str, **arguments: Any) -> Row:
        """Ask or tell the database something of a batch: the function generation_batch_<what>."""
        told = {f"p_{name}": value for name, value in arguments.items()}
        named = {"p_worker": self.worker, "p_batch_id": batch_id}
        return cast("Row", await self._call(f"generation_batch_{what}", {**named, **told}, CALL) or {})

    async def leave_batches(self) -> None:
        """Stop looking after any batch: others may at once."""
        await self._call("generation_batches_leave", {"p_worker": self.worker}, STOPPING)

    async def known_batches(self, provider_ids: Sequence[str]) -> set[str]:
        """Which of these ids of Claude's belong to a batch of ours."""
        rows = await self._rows(
            "generation_batches",
            lambda table: table.select("provider_batch_id").in_("provider_batch_id", list(provider_ids)),
        )
        return {str(row["provider_batch_id"]) for row in rows}

    # What the pipeline works from

    async def work(self, claim: Claim) -> Work:
        """Everything the pipeline needs for a claimed item.

        Raises:
            UnusableRowError: a row is missing or cannot be used; trying again would not help.
        """
        conversation = await self._one("training_conversations", "conversation_id", claim.conversation_id)
        template = await self._template(claim)
        dataset = await self._one("training_datasets", "dataset_id", claim.dataset_id)
        references = template["reference_conversation_ids"] if template else []
        turns: list[Row] = []
        metrics: Row | None = None
        if start_of(claim).over_text:
            turns = await self._turns(claim.conversation_id)
            metrics = await self._one("quality_metrics", "conversation_id", claim.conversation_id)
        made = work_from(
            claim,
            conversation=conversation,
            template=template,
            dataset=dataset,
            example=await self._turns(references[0]) if references else [],
            existing=turns,
            metrics=metrics,
            method=self.method,
        )
        return replace(made, lookalikes=self.lookalikes, seconds_before=await self._seconds_before(claim))

    async def _seconds_before(self, claim: Claim) -> float:
        """How long earlier runs had the item in hand; a preview is of no item."""
        if not claim.item_id:
            return 0.0
        return float(await self._call("generation_item_seconds", {"p_item_id": claim.item_id}, CALL))

    async def _template(self, claim: Claim) -> Row | None:
        """The claimed item's template with the text it was queued with, whatever was edited since."""
        if claim.template_id is None:
            return None
        template = await self._one("conversation_templates", "template_id", claim.template_id)
        if template is None or claim.template_version in (None, template["version"]):
            return template
        kept = await self._rows(
            "conversation_template_versions",
            lambda table: (
                table.select("*").eq("template_id", claim.template_id).eq("version", claim.template_version)
            ),
        )
        return pinned(claim, template, kept[0] if kept else None)

    async def lookalikes(self, conversation: Conversation) -> list[Other]:
        """The conversations of the dataset whose texts come close to this one's, with their messages."""
        name = conversation.conversation_id
        arguments = {"p_conversation_id": name, "p_messages": list(messages_of(conversation))}
        close = await self._call("conversation_lookalikes", arguments, CALL)
        rows = await self._rows(
            "training_turns",
            lambda table: (
                table.select("conversation_id,user_input,target_response").in_("conversation_id", close)
            ),
        ) if close else []  # fmt: skip
        return [
            Other(
                other,
                tuple(
                    str(row[field])
                    for row in rows
                    if row["conversation_id"] == other
                    for field in ("user_input", "target_response")
                ),
            )
            for other in close
        ]

    async def _turns(self, conversation_id: str) -> list[Row]:
        return await self._rows(
            "training_turns",
            lambda table: (
                table.select(WHOLE_TURN).eq("conversation_id", conversation_id).order("turn_number")
            ),
        )

    # What is left to do

    async def jobs_left(self) -> list[str]:
        """The jobs that are queued or in progress, and those paused at a limit that wait for a batch: what
        comes home with it may be room to go on. Other paused ones wait for somebody else.
        """
        rows = await self._rows(
            "generation_jobs",
            lambda table: table.select("id").in_("status", ["queued", "in_progress"]).order("job_number"),
        )
        rows += await self._rows(
            "generation_jobs",
            lambda table: (
                table.select("id,generation_job_items!inner(id)")
                .eq("status", "paused")
                .in_("status_reason", list(ROOM_REASONS))
                .eq("generation_job_items.status", "waiting_batch")
                .order("job_number")
            ),
        )
        return [str(row["id"]) for row in rows]

    async def jobs_failed(self, job_ids: Sequence[str]) -> int:
        """How many of these jobs have a conversation that failed."""
        parts = (
            job_ids[start : start + IDS_PER_REQUEST] for start in range(0, len(job_ids), IDS_PER_REQUEST)
        )
        return sum([len(await self._failed_among(list(part))) for part in parts])

    async def _failed_among(self, job_ids: list[str]) -> list[Row]:
        return await self._rows(
            "generation_jobs",
            lambda table: table.select("id").in_("id", job_ids).gt("failed_conversations", 0),
        )

    async def jobs_paused(self) -> int:
        """How many jobs are paused, and not by a person."""
        rows = await self._rows(
            "generation_jobs",
            lambda table: (
                table.select("id").eq("status", "paused").neq("status_reason", "paused_by_user").limit(1)
            ),
        )
        return len(rows)

    async def paused_reasons(self) -> set[str]:
        """The reasons a worker gave for the pauses that are on now."""
        rows = await self._rows(
            "generation_jobs",
            lambda table: (
                table.select("status_reason")
                .eq("status", "paused")
                .in_("status_reason", list(PROBED_REASONS))
            ),
        )
        return {str(row["status_reason"]) for row in rows}

    async def resume_within_budget(self) -> int:
        """Let jobs go on that were paused at the daily limit and have room now; how many.

        May be asked again: a second time finds them resumed.
        """
        return int(await self._call("generation_budget_resume", {}, ONCE))

    async def models_of_preset(self, preset: str) -> Row:
        """Model, effort and delivery of each stage of a preset, the judge's included."""
        options = {"preset": preset, "judge": True}
        return cast("Row", await self._call("generation_job_models", {"p_options": options}, CALL))

    async def models_of_jobs(self) -> list[Row]:
        """The jobs that are not over: id and models."""
        return await self._rows(
            "generation_jobs",
            lambda table: (
                table.select("id,models")
                .in_("status", ["queued", "in_progress", "paused"])
                .order("job_number")
            ),
        )

    # What people see

    async def told(self, job_id: str, stage: str, message: str) -> bool:
        """Whether the story of a job has this very line."""
        rows = await self._rows(
            "generation_events",
            lambda table: (
                table.select("id").eq("job_id", job_id).eq("stage", stage).eq("message", message).limit(1)
            ),
        )
        return bool(rows)

    async def event(self, claim: Claim, stage: str, message: str, level: str) -> None:
        """Append a line to the story of a conversation."""
        await self.tell(claim.job_id, stage, message, level, claim.conversation_id)

    async def tell(
        self, job_id: str, stage: str, message: str, level: str, conversation_id: str | None = None
    ) -> None:
        """Append a line to the story of a job. Asked once: a line told twice would confuse."""
        row = {
            "job_id": job_id,
            "conversation_id": conversation_id,
            "stage": stage,
            "level": level,
            "message": storable(message),
        }
        await self._ask(
            "generation_events",
            lambda: (
                self._client.table("generation_events").insert(row, returning=ReturnMethod.minimal).execute()
            ),
            ONCE,
        )

    async def say_state(self, row: Mapping[str, Any], patience: Patience = ONCE) -> None:
        """Write our own row of generation_workers: who we are, what state we are in."""
        await self._upsert("generation_workers", row, patience)

    async def beat_worker(self, row: Mapping[str, Any]) -> None:
        """Write our beat: the unpublished sign of life."""
        await self._upsert("generation_worker_beats", row, ONCE)

    # How anything is asked

    async def _call(self, function: str, arguments: dict[str, Any], patience: Patience) -> Any:
        answer = await self._ask(function, lambda: self._client.rpc(function, arguments).execute(), patience)
        return answer.data

    async def _upsert(self, table: str, row: Mapping[str, Any], patience: Patience) -> None:
        values = {"worker_id": self.worker, **row}

        def request() -> Any:
            builder = self._client.table(table)
            return builder.upsert(values, on_conflict="worker_id", returning=ReturnMethod.minimal).execute()

        await self._ask(table, request, patience)

    async def _one(self, table: str, column: str, value: str) -> Row | None:
        rows = await self._rows(table, lambda asked: asked.select("*").eq(column, value).limit(1))
        return rows[0] if rows else None

    async def _rows(self, table: str, build: Callable[[Any], Any]) -> list[Row]:
        answer = await self._ask(table, lambda: build(self._client.table(table)).execute(), CALL)
        return cast("list[Row]", answer.data)

    async def _ask(self, name: str, request: Callable[[], Any], patience: Patience) -> Any:
        return await patiently(request, url=self._url, clock=self._clock, patience=patience, name=name)


def _fenced(claim: Claim) -> dict[str, Any]:
    return {"p_item_id": claim.item_id, "p_lease_token": claim.lease_token}
