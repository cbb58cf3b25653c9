"""What `rapport doctor` looks at: one Check a thing, from the settings to the models. Spends nothing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from realtime import RealtimePostgresChangesListenEvent

from worker.cli.catalogue import Asked, check_models, models_asked_for
from worker.cli.diagnosis import Access, Check, in_the_clear, not_supabase, refused, unreachable
from worker.errors import SettingsError
from worker.jobs import versions
from worker.jobs.connection import DatabaseRefusedError, DatabaseUnreachableError
from worker.jobs.desk import Desk, NotSupabaseError, Row
from worker.settings import Settings, database_settings, name_of_key, worker_settings

_PUBLISH = (
    "In the dashboard's SQL editor: alter publication supabase_realtime add table {}; "
    "(or switch them on under Database, Publications, supabase_realtime). No such publication? First: create "
    "publication supabase_realtime;"
)
# Seconds Realtime may take from the join to its word that it listens (reliability.md measured 1 to 3).
REALTIME_SECONDS = 10.0
# A worker that lives prolongs its charge of a batch at every look; twice the 90 seconds it lasts.
UNATTENDED = timedelta(seconds=180)


async def checks(environ: dict[str, str], now: datetime) -> AsyncIterator[Check]:
    """Every check in order; a later one is left out where an earlier one makes it pointless.

    Args:
        environ: the settings as they were set.
        now: the wall clock.
    """
    settings: Settings | None = None
    try:
        settings = worker_settings(environ, now=now)
        yield Check("settings", "ok", f"complete; Claude is {settings.claude}")
    except SettingsError as error:
        yield Check("settings", "FAIL", error.message, error.hint)
    try:
        database = database_settings(environ, now=now)
    except SettingsError:
        return
    access = Access(
        database.supabase_url, name_of_key(environ) or "", database.service_key.get_secret_value()
    )
    if (unencrypted := in_the_clear(access)) is not None:
        yield unencrypted
    desk = await Desk.open(database.supabase_url, database.service_key.get_secret_value())
    models: dict[str, Asked] | Check = {}
    try:
        found = await _look(desk, access)
        if isinstance(found, Check):
            yield found
        else:
            yield Check("database", "ok", f"{database.supabase_url} answers")
            work = [await _workers(desk, found), *await _batches(desk, found)]
            for check in [*_health(found), await _versions(desk), *work]:
                yield check
            yield await _history(desk)
            yield await _realtime(desk)
            if settings is not None:
                models = await _asked_for(desk)
    finally:
        await desk.close()
    if isinstance(models, Check):
        yield models
    elif settings is not None:
        async for check in check_models(settings, models):
            yield check


async def _asked_for(desk: Desk) -> dict[str, Asked] | Check:
    """The models to look at; what is wrong when a database of another version cannot say."""
    try:
        return await models_asked_for(desk)
    except DatabaseRefusedError as error:
        return Check("models", "warn", f"not looked at: {error.message}", error.hint)


async def _look(desk: Desk, access: Access) -> Row | Check:
    """generation_health(), or what its refusal means."""
    try:
        return await desk.health()
    except NotSupabaseError:
        return not_supabase(access)
    except DatabaseUnreachableError as error:
        return unreachable(error, access)
    except DatabaseRefusedError as error:
        return refused(error, access)


def _health(health: Row) -> list[Check]:
    missing = health["missing_publication"]
    checks = [
        Check("key", "ok", "the service key is accepted"),
        Check("migrations", "ok", f"schema {health['schema_version']}, {len(health['migrations'])} applied"),
        Check(
            "publication", "FAIL" if missing else "ok",
            f"not published: {', '.join(missing)}" if missing else "every watched table is published",
            _PUBLISH.format(", ".join(f"public.{table}" for table in missing)) if missing else "",
        ),
    ]  # fmt: skip
    planned = health["planned"]
    datasets = health["datasets"]
    count = datasets if isinstance(datasets, int) else len(datasets)
    checks.append(
        Check("content", "ok", f"{count} dataset(s), {planned} conversation(s) planned")
        if count
        else Check(
            "content",
            "warn",
            "no dataset is loaded",
            'Load it: rapport db migrate --seed, or psql "$SUPABASE_DB_URL" -f supabase/seed.sql',
        )
    )
    server = datetime.fromisoformat(health["server_time"])
    skew = abs((datetime.now(UTC) - server).total_seconds())  # noqa: TID251 - compares two wall clocks
    if skew > 60:  # noqa: PLR2004 - a minute: enough to confuse a person who reads logs beside rows
        checks.append(Check("clock", "warn", f"this machine's clock is {skew:.0f} s off the database's"))
    return checks


async def _versions(desk: Desk) -> Check:
    """Whether the worker of this very Rapport and the database belong together."""
    try:
        versions.check(await desk.versions())
    except (SettingsError, DatabaseRefusedError) as error:
        found = versions.understood(error) if isinstance(error, DatabaseRefusedError) else error
        return Check("versions", "FAIL", found.message, found.hint)
    needed = versions.NEEDED_MIGRATION
    return Check("versions", "ok", f"the database has migration {needed} and takes this worker")


async def _workers(desk: Desk, health: Row) -> Check:
    if not health["live_workers"]:
        return Check("worker", "warn", "no worker is alive", "Start one: rapport run")
    newest = (await desk.workers())[0]
    says = f"{newest['worker_id']}: {newest['state']}, {newest['mode']}"
    if newest["state"] == "paused":
        return Check("worker", "warn", says, newest["message"] or "")
    return Check("worker", "ok", says)


async def _batches(desk: Desk, health: Row) -> list[Check]:
    """How the open message batches are; nothing when there is none, or the database knows of none yet."""
    try:
        found = await desk.open_batches()
    except DatabaseRefusedError:
        return []  # an older database, which another line tells
    if not found:
        return []
    troubled = [batch for batch in found if batch.get("trouble")]
    if troubled:
        first = f"{troubled[0]['provider_batch_id']}: {troubled[0]['trouble']}"
        return [Check(
            "batches", "warn", f"{len(troubled)} of {len(found)} cannot come home; {first}",
            "Its row in generation_batches says since when it is at Claude.",
        )]  # fmt: skip
    heard = max(datetime.fromisoformat(batch["worker_until"]) for batch in found)
    if heard < datetime.fromisoformat(health["server_time"]) - UNATTENDED:
        return [Check(
            "batches", "warn", f"{len(found)} open, and nobody has looked after them since {heard:%H:%M} UTC",
            "Start a worker: rapport run. Their answers are kept at Claude for 29 days.",
        )]  # fmt: skip
    sent = [batch for batch in found if batch["status"] == "submitted"]
    requests, settled = (sum(batch[name] for batch in sent) for name in ("requests", "settled"))
    at_claude = f"{len(sent)} at Claude, {settled} of {requests} requests settled"
    return [Check("batches", "ok", f"{at_claude}; {len(found) - len(sent)} to be sent")]


async def _history(desk: Desk) -> Check:
    violations = await desk.history_violations()
    if not violations:
        return Check("history", "ok", "leases, results and ledger agree")
    first = violations[0]
    return Check(
        "history", "FAIL", f"{len(violations)} violation(s), the first: {first['rule']}: {first['message']}",
        "Please report it with the output of: select * from check_generation_history()",
    )  # fmt: skip


async def _realtime(desk: Desk) -> Check:
    listening = asyncio.Event()

    def on_system(payload: Any) -> None:
        # A join that is answered is not yet a server that listens.
        if "subscribed" in payload.message.lower():
            listening.set()

    channel = desk.client.channel("rapport-doctor")
    channel.on_postgres_changes(
        RealtimePostgresChangesListenEvent.Insert,
        schema="public",
        table="generation_jobs",
        callback=lambda _: None,
    )
    channel.on_system(on_system)
    try:
        async with asyncio.timeout(REALTIME_SECONDS):
            await channel.subscribe()
            await listening.wait()
    except Exception as error:  # noqa: BLE001 - the client raises many kinds; each means the same here
        return Check(
            "realtime", "warn", f"no subscription within {REALTIME_SECONDS:.0f} s ({type(error).__name__})",
            "Jobs still run, found by polling every few seconds, but nobody sees them live. On hosted: "
            "Project settings, Realtime, enable it; a proxy on the way must let websockets (wss) through.",
        )  # fmt: skip
    finally:
        with contextlib.suppress(Exception):
            await desk.client.remove_all_channels()
            await desk.client.realtime.close()
    return Check("realtime", "ok", "subscribed to generation_jobs")
