"""A small world for the SQL tests: one dataset, some plans, and whoever acts on them.

`World` speaks SQL as the API's roles do and the worker's functions by name. It knows nothing of HTTP. Its
fixture (conftest.py) checks the history after every test.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import psycopg
from psycopg.types.json import Jsonb

from tests.sql.payload import payload
from tests.stack import Database

Row = dict[str, Any]

USAGE = {
    "input_tokens": 4000,
    "cache_write_5m_tokens": 0,
    "cache_write_1h_tokens": 0,
    "cache_read_tokens": 0,
    "output_tokens": 2000,
    "thinking_tokens": 100,
}


@dataclass(frozen=True)
class Refusal:
    """What the database said no with; detail is parsed JSON, {} when there was none."""

    sqlstate: str
    message: str
    hint: str
    detail: Row


def rows(connection: psycopg.Connection, sql: str, *parameters: object) -> list[Row]:
    """Every row of a query, by column name; [] for a statement that returns none."""
    cursor = connection.execute(sql.encode(), [_adapt(value) for value in parameters])
    if cursor.description is None:
        return []
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def value(connection: psycopg.Connection, sql: str, *parameters: object) -> Any:
    """The first column of the first row."""
    return next(iter(rows(connection, sql, *parameters)[0].values()))


def refused(connection: psycopg.Connection, sql: str, *parameters: object) -> Refusal:
    """The refusal a statement meets; fails when it meets none."""
    try:
        rows(connection, sql, *parameters)
    except psycopg.Error as error:
        detail = error.diag.message_detail or "{}"
        return Refusal(
            error.sqlstate or "",
            error.diag.message_primary or "",
            error.diag.message_hint or "",
            json.loads(detail) if detail.startswith("{") else {"text": detail},
        )
    raise AssertionError(f"not refused: {sql}")


def attempt(connection: psycopg.Connection, sql: str, *parameters: object) -> str | None:
    """The SQLSTATE a statement meets; None when it is done."""
    try:
        rows(connection, sql, *parameters)
    except psycopg.Error as error:
        return error.sqlstate
    return None


class World:
    """A database with dataset `demo`, and the connections of those who act on it.

    Attributes:
        owner: role postgres, as Studio and psql are.
        service: role service_role, as the worker is.
        planted: set by a test that plants violations; the fixture then expects an unclean history.
    """

    def __init__(self, database: Database, like: Self | None = None) -> None:
        """`like`: a world of the same database whose two connections are used again."""
        self.database = database
        self.owner: psycopg.Connection = like.owner if like else database.connect("postgres")
        self.service: psycopg.Connection = like.service if like else database.connect("service_role")
        self._more: list[psycopg.Connection] = []
        self.planted = False
        self._calls = 0
        self.dataset("demo")

    def connect(self, role: str) -> psycopg.Connection:
        """A further connection of a role, closed with the world."""
        return self._kept(self.database.connect(role))

    def close(self) -> None:
        """Close every connection but owner's and service's."""
        for connection in self._more:
            connection.close()

    def _kept(self, connection: psycopg.Connection) -> psycopg.Connection:
        self._more.append(connection)
        return connection

    def dataset(self, dataset_id: str) -> None:
        """A dataset with one template, `<dataset>_t1`."""
        rows(
            self.owner,
            "insert into public.training_datasets (dataset_id, name, id_prefix) values (%s, 'Demo', 'fp')",
            dataset_id,
        )
        rows(
            self.owner,
            "insert into public.conversation_templates (template_id, dataset_id, template_name, tier,"
            " dialogue_prompt, annotation_prompt, instructions)"
            " values (%s, %s, 'T', 'tier1_template', 'write', 'annotate', 'be kind')",
            f"{dataset_id}_t1",
            dataset_id,
        )

    def plan(
        self, count: int = 1, *, dataset: str = "demo", prefix: str = "fp_", **columns: object
    ) -> list[str]:
        """So many planned conversations of tier 1, `<prefix>1` on; columns overrides or adds."""
        start = value(
            self.owner, "select coalesce(max(conversation_number), 0) from public.training_conversations"
        )
        made = []
        for number in range(start + 1, start + count + 1):
            row = {
                "conversation_id": f"{prefix}{number}",
                "conversation_number": number,
                "dataset_id": dataset,
                "tier": "tier1_template",
                "template_id": f"{dataset}_t1",
                "turn_count": 2,
                "persona_type": "Marcus",
                **columns,
            }
            names = ", ".join(row)
            marks = ", ".join(["%s"] * len(row))
            rows(
                self.owner,
                f"insert into public.training_conversations ({names}) values ({marks})",
                *row.values(),
            )
            made.append(str(row["conversation_id"]))
        return made

    def user(self, role: str | None, email: str | None = None) -> psycopg.Connection:
        """A connection of a new signed-in user; a member unless `role` is None."""
        address = email or f"{role or 'stranger'}@example.org"
        user_id = str(uuid.uuid4())
        rows(self.owner, "insert into auth.users (id, email) values (%s, %s)", user_id, address)
        if role is not None:
            rows(
                self.owner,
                "insert into public.training_members (user_id, email, role) values (%s, %s, %s)",
                user_id,
                address,
                role,
            )
        return self._kept(self.database.as_user(user_id, email=address))

    def job(
        self, ids: Sequence[str] | None = None, by: psycopg.Connection | None = None, **columns: object
    ) -> Row:
        """A job as inserted, read back: a batch of `ids`, else process_all."""
        row: Row = {"job_type": "process_all" if ids is None else "batch", **columns}
        if ids is not None:
            row["target_conversation_ids"] = Jsonb(list(ids))
        names = ", ".join(row)
        marks = ", ".join(["%s"] * len(row))
        return rows(
            by or self.service,
            f"insert into public.generation_jobs ({names}) values ({marks}) returning *",
            *row.values(),
        )[0]

    def set_job(self, job: Row, by: psycopg.Connection | None = None, **columns: object) -> Row:
        """The job's row after an update by hand."""
        names = ", ".join(f"{name} = %s" for name in columns)
        return rows(
            by or self.service,
            f"update public.generation_jobs set {names} where id = %s returning *",
            *columns.values(),
            job["id"],
        )[0]

    def see_job(self, job: Row) -> Row:
        """The job's row now."""
        return rows(self.owner, "select * from public.generation_jobs where id = %s", job["id"])[0]

    def item(self, work: Row) -> Row:
        """The row now of an item that was claimed."""
        return rows(self.owner, "select * from public.generation_job_items where id = %s", work["item_id"])[0]

    def conversation(self, conversation_id: str) -> Row:
        """The conversation's row now."""
        return rows(
            self.owner,
            "select * from public.training_conversations where conversation_id = %s",
            conversation_id,
        )[0]

    def claim(
        self,
        limit: int = 10,
        *,
        worker: str = "w1",
        lease: float = 60,
        method: str = "claude_api",
        cleared: Sequence[str] = (),
        by: psycopg.Connection | None = None,
    ) -> list[Row]:
        """What claim_generation_items gives."""
        return list(
            value(
                by or self.service,
                "select public.claim_generation_items(%s, %s, %s::numeric, %s, %s::text[])",
                worker,
                limit,
                lease,
                method,
                list(cleared),
            )
        )

    def heartbeat(self, work: Row, *, worker: str = "w1", lease: float = 60, **progress: object) -> Row:
        """The answer for one item."""
        beat = {"item_id": work["item_id"], "lease_token": work["lease_token"], **progress}
        answers = value(
            self.service, "select public.heartbeat_items(%s, %s, %s::numeric)", worker, Jsonb([beat]), lease
        )
        return dict(answers[0])

    def save(self, work: Row, content: Row | None = None, by: psycopg.Connection | None = None) -> Row:
        """What save_conversation answers."""
        return dict(
            value(
                by or self.service,
                "select public.save_conversation(%s, %s, %s)",
                work["item_id"],
                work["lease_token"],
                Jsonb(content or payload()),
            )
        )

    def fail(self, work: Row, *, retry: bool = True, draft: Row | None = None) -> Row:
        """What fail_item answers."""
        return dict(
            value(
                self.service,
                "select public.fail_item(%s, %s, 'broken', 'It broke.', 'Mend it.', %s, %s)",
                work["item_id"],
                work["lease_token"],
                retry,
                None if draft is None else Jsonb(draft),
            )
        )

    def release(self, work: Row, *, snooze: float = 0, pause: str | None = None) -> Row:
        """The answer for one item."""
        given = Jsonb([{"item_id": work["item_id"], "lease_token": work["lease_token"]}])
        answers = value(
            self.service,
            "select public.release_items('w1', %s, 'stopping', %s::numeric, %s)",
            given,
            snooze,
            pause,
        )
        return dict(answers[0])

    def snooze(self, work: Row, seconds: float) -> Row:
        """The answer for one item that waits for Claude."""
        given = Jsonb([{"item_id": work["item_id"], "lease_token": work["lease_token"]}])
        answers = value(
            self.service,
            "select public.generation_snooze('w1', %s, 'too fast', %s::numeric)",
            given,
            seconds,
        )
        return dict(answers[0])

    def open(self, work: Row, by: psycopg.Connection | None = None, **call: Any) -> Row:
        """What open_call answers; by default for a request never made before."""
        self._calls += 1
        request = {
            "stage": "dialogue",
            "draft_no": 1,
            "model": "claude-sonnet-5-5",
            "request_hash": f"hash {self._calls}",
            "estimated_input_tokens": 4000,
            "max_output_tokens": 4000,
            **call,
        }
        return dict(
            value(
                by or self.service,
                "select public.open_call(%s, %s, %s)",
                work["item_id"],
                work["lease_token"],
                Jsonb(request),
            )
        )

    def settle(self, call: Row, by: psycopg.Connection | None = None, **result: object) -> Row:
        """What settle_call answers; by default a success that used USAGE."""
        outcome = {
            "outcome": "succeeded",
            "stop_reason": "end_turn",
            "request_id": "req_1",
            "milliseconds": 1234,
            "usage": USAGE,
            "response": '{"turns": []}',
            **result,
        }
        return dict(
            value(by or self.service, "select public.settle_call(%s, %s)", call["call_id"], Jsonb(outcome))
        )

    def pay(self, work: Row, **call: Any) -> Row:
        """A call opened and settled."""
        opened = self.open(work, **call)
        assert opened["answer"] == "opened", opened
        return self.settle(opened)

    def expire(self, work: Row) -> None:
        """Let the item's lease run out now."""
        rows(
            self.owner,
            "update public.generation_leases set expires_at = clock_timestamp() - interval '1 second'"
            " where lease_token = %s",
            work["lease_token"],
        )

    def due(self) -> None:
        """Let every backoff be over."""
        rows(
            self.owner, "update public.generation_job_items set available_at = now() where status = 'queued'"
        )

    def past_guards(self, sql: str, *parameters: object) -> None:
        """What no function does and no hand may: a statement with the triggers at rest, as a superuser."""
        with psycopg.connect(self.database.dsn("supabase_admin"), autocommit=True) as admin:
            admin.execute("set session_replication_role = replica")
            rows(admin, sql, *parameters)

    def planned_bulk(self, count: int) -> None:
        """So many ended items of old jobs, with their leases; written past the triggers, statistics fresh."""
        with psycopg.connect(self.database.dsn("supabase_admin"), autocommit=True) as admin:
            admin.execute("set session_replication_role = replica")
            rows(
                admin,
                "insert into public.generation_jobs (job_type, status, models)"
                " select 'batch', 'cancelled', '{}' from generate_series(1, %s)",
                count,
            )
            rows(
                admin,
                "insert into public.generation_job_items (job_id, job_number, conversation_id, position, status)"
                " select id, job_number, 'old_' || job_number, 1, 'cancelled' from public.generation_jobs",
            )
            rows(
                admin,
                "insert into public.generation_leases"
                " (item_id, worker, attempt, expires_at, ended_at, end_reason, generation_method)"
                " select id, 'w', 1, now(), now(), 'cancelled', 'simulated' from public.generation_job_items",
            )
            admin.execute("analyze")
        self.planted = True

    def whole_scans(self, *tables: str) -> dict[str, int]:
        """How often each table was read whole so far."""
        rows(self.service, "select pg_stat_force_next_flush()")
        rows(self.service, "select 1")
        found = rows(
            self.owner,
            "select relname, seq_scan from pg_stat_user_tables where relname = any (%s)",
            list(tables),
        )
        return {str(row["relname"]): int(row["seq_scan"]) for row in found}

    def events(self, job: Row) -> list[str]:
        """The messages of a job's events, oldest first."""
        found = rows(
            self.owner,
            "select message from public.generation_events where job_id = %s order by id",
            job["id"],
        )
        return [str(event["message"]) for event in found]

    def violations(self) -> list[Mapping[str, str]]:
        """What check_generation_history finds."""
        return list(value(self.service, "select public.check_generation_history()"))


def _adapt(parameter: object) -> object:
    return Jsonb(parameter) if isinstance(parameter, dict) else parameter
