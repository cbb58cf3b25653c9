"""What `rapport doctor` looks at: one Check a thing, from the settings to the models. Spends nothing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import anthropic
import httpx2
from realtime import RealtimePostgresChangesListenEvent

from worker.claude.client import open_sdk
from worker.errors import SettingsError
from worker.jobs.connection import DatabaseRefusedError, DatabaseUnreachableError
from worker.jobs.desk import Desk, Row
from worker.jobs.probe import PROBE_TIMEOUT_SECONDS
from worker.settings import Settings, database_settings, worker_settings

Verdict = Literal["ok", "warn", "FAIL"]

# Seconds Realtime may take from the join to its word that it listens (reliability.md measured 1 to 3).
REALTIME_SECONDS = 10.0


@dataclass(frozen=True)
class Check:
    """One line of the doctor: what was looked at, how it is, what to do (empty when nothing)."""

    name: str
    verdict: Verdict
    message: str
    action: str = ""


async def checks(environ: dict[str, str]) -> AsyncIterator[Check]:
    """Every check in order; a later one is left out where an earlier one makes it pointless."""
    settings: Settings | None = None
    try:
        settings = worker_settings(environ)
        yield Check("settings", "ok", f"complete; Claude is {settings.claude}")
    except SettingsError as error:
        yield Check("settings", "FAIL", error.message, error.hint)
    try:
        database = database_settings(environ)
    except SettingsError:
        return
    desk = await Desk.open(database.supabase_url, database.service_key.get_secret_value())
    health: Row | None = None
    try:
        try:
            health = await desk.health()
            yield Check("database", "ok", f"{database.supabase_url} answers")
        except DatabaseUnreachableError as error:
            yield Check("database", "FAIL", error.message, error.hint)
        except DatabaseRefusedError as error:
            yield _refused(error)
        if health is not None:
            for check in _health(health):
                yield check
            yield await _workers(desk, health)
            yield await _history(desk)
            yield await _realtime(desk)
    finally:
        await desk.close()
    if settings is not None and health is not None:
        async for check in _models(settings, health["models"]):
            yield check


def _refused(error: DatabaseRefusedError) -> Check:
    if error.sqlstate in ("PGRST202", "42883"):
        return Check(
            "migrations", "FAIL", "the project has no generation_health(): our migrations are not applied.",
            "Apply them: supabase db push --remote (or `rapport local`, which does it by itself).",
        )  # fmt: skip
    if error.sqlstate in ("42501", "PGRST301", "PGRST303", "401"):
        return Check(
            "key", "FAIL", f"the project refuses the key: {error.message}",
            "Copy the service_role or secret key of this very project (Studio: Project settings, API keys).",
        )  # fmt: skip
    return Check("database", "FAIL", error.message, error.hint)


def _health(health: Row) -> list[Check]:
    missing = health["missing_publication"]
    checks = [
        Check("key", "ok", "the service key is accepted"),
        Check("migrations", "ok", f"schema {health['schema_version']}, {len(health['migrations'])} applied"),
        Check(
            "publication", "FAIL" if missing else "ok",
            f"not published: {', '.join(missing)}" if missing else "every watched table is published",
            "Run: alter publication supabase_realtime add table " + ", ".join(missing) if missing else "",
        ),
    ]  # fmt: skip
    planned = health["planned"]
    datasets = health["datasets"]
    count = datasets if isinstance(datasets, int) else len(datasets)
    checks.append(
        Check("content", "ok", f"{count} dataset(s), {planned} conversation(s) planned")
        if count
        else Check(
            "content", "warn", "no dataset is loaded", 'Load it: psql "$SUPABASE_DB_URL" -f supabase/seed.sql'
        )
    )
    server = datetime.fromisoformat(health["server_time"])
    skew = abs((datetime.now(UTC) - server).total_seconds())  # noqa: TID251 - compares two wall clocks
    if skew > 60:  # noqa: PLR2004 - a minute: enough to confuse a person who reads logs beside rows
        checks.append(Check("clock", "warn", f"this machine's clock is {skew:.0f} s off the database's"))
    return checks


async def _workers(desk: Desk, health: Row) -> Check:
    if not health["live_workers"]:
        return Check("worker", "warn", "no worker is alive", "Start one: rapport run")
    newest = (await desk.workers())[0]
    return Check("worker", "ok", f"{newest['worker_id']}: {newest['state']}, {newest['mode']}")


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
            "Jobs still run, found by polling every few seconds; check that Realtime is enabled.",
        )  # fmt: skip
    finally:
        with contextlib.suppress(Exception):
            await desk.client.remove_all_channels()
            await desk.client.realtime.close()
    return Check("realtime", "ok", "subscribed to generation_jobs")


async def _models(settings: Settings, models: list[str]) -> AsyncIterator[Check]:
    client = open_sdk(
        api_key=settings.anthropic_api_key,
        base_url=settings.anthropic_base_url,
        timeout=httpx2.Timeout(PROBE_TIMEOUT_SECONDS),
    )
    try:
        for model in models:
            yield await _model(client, model, settings)
    finally:
        await client.close()


async def _model(client: anthropic.AsyncAnthropic, model: str, settings: Settings) -> Check:
    name = f"model {model}"
    try:
        found = await client.models.retrieve(model)
    except anthropic.AuthenticationError:
        return Check(name, "FAIL", "the API key is rejected", "Check ANTHROPIC_API_KEY.")
    except anthropic.NotFoundError:
        return Check(name, "FAIL", "the API does not know it", "Choose another in options.models of the job.")
    except (anthropic.APIError, httpx2.HTTPError) as error:
        return Check(name, "FAIL", f"no answer ({type(error).__name__})", "Check the network to the API.")
    retires = getattr(found, "retires_at", None)
    said = "simulated" if settings.claude == "simulated" else "available"
    if retires is not None:
        return Check(name, "warn", f"{said}; it retires on {retires:%Y-%m-%d}")
    return Check(name, "ok", said)
