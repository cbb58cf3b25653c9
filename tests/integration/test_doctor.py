"""`rapport doctor` on the local stack: what it can tell apart there, and the call that proves a key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import typer
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.stack import PROJECT, Stack
from worker.cli.checkup import checks
from worker.cli.diagnosis import Check
from worker.cli.paid import MOST_OUTPUT_TOKENS, cents, paid_call
from worker.cli.session import agree
from worker.clock import SystemClock
from worker.errors import RapportError
from worker.jobs.versions import MIGRATE, NEEDED_MIGRATION, UPGRADE
from worker.local.keys import make_keys
from worker.local.postgres import free_port
from worker.local.serving import Served
from worker.local.simulator import Fault, FaultKind, ScriptedClaude, SimulatorConfig
from worker.local.simulator.models import MODELS, ModelCard
from worker.local.simulator.scripted import Entry
from worker.settings import ClaudeMode, Settings

CLOCK = SystemClock()
CHEAPEST = "claude-haiku-5-5"


def said(question: str) -> None:
    """Somebody who agrees to nothing."""
    pytest.fail(f"nobody was to be asked: {question}")


@asynccontextmanager
async def claude(*script: Entry) -> AsyncIterator[ScriptedClaude]:
    """A simulated API on this machine; what it has no entry for is one word."""
    api = ScriptedClaude(list(script), otherwise="ready", config=SimulatorConfig())
    async with api.serve():
        yield api


def environment(stack: Stack, **changed: str) -> dict[str, str]:
    """Settings of a stack for `checks`; Claude is simulated where nobody listens."""
    return {
        "SUPABASE_URL": stack.url,
        "SUPABASE_SERVICE_ROLE_KEY": stack.service_role_key,
        "RAPPORT_CLAUDE": "simulated",
        "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{free_port()}",
        **changed,
    }


def settings(stack: Stack, api: ScriptedClaude, mode: ClaudeMode = "simulated") -> Settings:
    """Settings as they are once checked. Live ones can only be made past the check: no test may pay."""
    return Settings(
        supabase_url=stack.url,
        service_key=SecretStr(stack.service_role_key),
        claude=mode,
        anthropic_api_key=SecretStr("sk-ant-not-a-key"),
        anthropic_base_url=api.url,
    )


async def examined(environ: dict[str, str]) -> dict[str, Check]:
    """Every line of the doctor by its name."""
    return {check.name: check async for check in checks(environ, CLOCK.now())}


async def test_a_healthy_project_has_no_failing_line(seeded_stack: Stack) -> None:
    """Both forms of the service key, and every model of the presets."""
    async with claude() as api:
        for key in (seeded_stack.service_role_key, seeded_stack.secret_key):
            environ = environment(seeded_stack, SUPABASE_SERVICE_ROLE_KEY=key, ANTHROPIC_BASE_URL=api.url)
            found = await examined(environ)
            assert [name for name, check in found.items() if check.verdict == "FAIL"] == []
            assert {"settings", "database", "key", "publication", f"model {CHEAPEST}"} <= set(found)
        assert api.invoice.lines == []


async def test_a_retired_model_fails_and_a_deprecated_one_warns_with_its_date(seeded_stack: Stack) -> None:
    """Of a preset and of a job that is not over: who asks for it, and what takes its place in its line."""
    owner = seeded_stack.database.connect()
    async with claude() as api:
        old = {"models": {"annotate": "claude-sonnet-4-5"}}
        async with seeded_stack.async_client(seeded_stack.service_role_key) as client:
            row = {"job_type": "single", "target_conversation_ids": ["fp_marcus_011"], "options": old}
            await client.table("generation_jobs").insert(row).execute()
        environ = environment(seeded_stack, ANTHROPIC_BASE_URL=api.url)
        found = await examined(environ)
        check = found["model claude-sonnet-4-5"]
        assert (check.verdict, check.action) == ("warn", "Take claude-sonnet-5-5, of the same line.")
        assert check.message == (
            "simulated; it is deprecated and retires on 2026-11-30. Asked for by job #1."
        )
        assert {check.verdict for name, check in found.items() if name.startswith("model claude-opus")} <= {
            "ok"
        }

        api.config = replace(api.config, retired=frozenset({"claude-sonnet-4-5-20250929", CHEAPEST}))
        found = await examined(environ)
        assert found["model claude-sonnet-4-5"].verdict == "FAIL"
        assert found["model claude-sonnet-4-5"].message.startswith(
            "claude-sonnet-4-5-20250929 was retired on"
        )
        assert found["model claude-sonnet-4-5"].action.startswith("Take claude-sonnet-5-5")
        check = found[f"model {CHEAPEST}"]
        assert check.verdict == "FAIL"
        assert "the preset cheapest" in check.message
    owner.execute("update public.generation_jobs set requested_action = 'cancel'")
    async with claude() as api:
        found = await examined(environment(seeded_stack, ANTHROPIC_BASE_URL=api.url))
        assert "model claude-sonnet-4-5" not in found


async def test_a_model_that_cannot_do_what_a_stage_asks_fails(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No structured outputs, no batches, not that effort: each is named; fewer tokens are a warning."""
    card = MODELS[CHEAPEST]
    described = ModelCard.as_json
    lacking = {"structured_outputs": {"supported": False}, "batch": {"supported": False}}
    effort = {"supported": True, "low": {"supported": False}}

    def spoilt(self: ModelCard) -> dict[str, Any]:
        said = described(self)
        if self.id == CHEAPEST:
            said["capabilities"] |= lacking | {"effort": said["capabilities"]["effort"] | effort}
        return said

    async with claude() as api:
        environ = environment(seeded_stack, ANTHROPIC_BASE_URL=api.url)
        with monkeypatch.context() as changed:
            changed.setattr(ModelCard, "as_json", spoilt)
            check = (await examined(environ))[f"model {CHEAPEST}"]
        assert check.verdict == "FAIL"
        assert "structured outputs, message batches, effort low" in check.message
        monkeypatch.setitem(MODELS, CHEAPEST, replace(card, max_output=9_000))
        check = (await examined(environ))[f"model {CHEAPEST}"]
        assert (check.verdict, "9000 tokens at most" in check.message) == ("warn", True)


async def test_worker_and_database_of_different_ages_are_told(stack: Stack) -> None:
    """A database that outgrew this Rapport, one that lacks a migration, one without a word on versions."""
    owner = stack.database.connect()
    assert (await examined(environment(stack)))["versions"].verdict == "ok"
    owner.execute(
        "insert into public.training_schema_versions (version, name, oldest_worker) values ('2999', 'n', 99)"
    )
    grown = (await examined(environment(stack)))["versions"]
    assert (grown.verdict, grown.action) == ("FAIL", UPGRADE)
    owner.execute("delete from public.training_schema_versions where version >= %s", (NEEDED_MIGRATION,))
    behind = (await examined(environment(stack)))["versions"]
    assert (behind.verdict, behind.action) == ("FAIL", MIGRATE)
    owner.execute("drop function public.claim_generation_items(text, int, numeric, text, text[], int)")
    owner.execute("drop function public.generation_versions()")
    assert (await examined(environment(stack)))["versions"].action == MIGRATE


async def test_a_worker_that_claims_nothing_is_a_warning(stack: Stack) -> None:
    """Its row says why, and so does the doctor."""
    stack.database.connect().execute(
        "insert into public.generation_workers (worker_id, mode, version, state, message)"
        " values ('w', 'live', '0', 'paused', 'too old');"
        "insert into public.generation_worker_beats (worker_id) values ('w')"
    )
    found = (await examined(environment(stack)))["worker"]
    assert (found.verdict, found.action) == ("warn", "too old")


@pytest.mark.parametrize("form", ["service_role_key", "secret_key"])
async def test_a_key_of_another_project_is_told(stack: Stack, form: str) -> None:
    """The gateway's own words become the doctor's; nothing after it is looked at."""
    key = str(getattr(make_keys(), form))
    found = await examined(environment(stack, SUPABASE_SERVICE_ROLE_KEY=key))
    assert list(found) == ["settings", "key"]
    assert "does not know the key in SUPABASE_SERVICE_ROLE_KEY" in found["key"].message
    assert "another project" in found["key"].action
    assert key[-8:] not in repr(found)


async def test_a_project_without_our_migrations_is_told(platform_stack: Stack) -> None:
    """The key works, and the function the doctor asks is not there."""
    found = await examined(environment(platform_stack))
    assert "not applied" in found["migrations"].message
    assert "rapport db migrate" in found["migrations"].action


async def test_a_stack_that_is_not_up_is_told(stack: Stack) -> None:
    """Refused on this machine: start it."""
    found = await examined(environment(stack, SUPABASE_URL=f"http://127.0.0.1:{free_port()}"))
    assert found["database"].action == "Start it: rapport local"


@pytest.mark.parametrize("status", [200, 404])
async def test_another_web_server_is_told_from_a_project(stack: Stack, status: int) -> None:
    """A sign-in page with 200 and one with 404, as proxies show them."""

    async def page(_: Request) -> Response:
        return HTMLResponse("<html>Sign in to the network</html>", status_code=status)

    port = free_port()
    app = Starlette(routes=[Route("/{rest:path}", page, methods=["GET", "POST"])])
    served = Served(app, name="a sign-in page", port=port)
    served.start()
    try:
        found = await examined(environment(stack, SUPABASE_URL=f"http://127.0.0.1:{port}"))
    finally:
        served.stop()
    assert "not as a Supabase project does" in found["database"].message


async def test_the_simulator_in_place_of_the_project_is_told(stack: Stack) -> None:
    """The two local addresses swapped: JSON, but no project's."""
    async with claude() as api:
        found = await examined(environment(stack, SUPABASE_URL=api.url, ANTHROPIC_BASE_URL=api.url))
    assert "not as a Supabase project does" in found["database"].message


async def test_a_table_that_is_not_published_is_told_with_its_command(stack: Stack) -> None:
    """The line printed is SQL that mends it."""
    owner = stack.database.connect("postgres")
    owner.execute("alter publication supabase_realtime drop table public.generation_events")
    check = (await examined(environment(stack)))["publication"]
    assert check.verdict == "FAIL"
    statement = check.action.partition("editor: ")[2].partition(";")[0]
    owner.execute(statement.encode())
    assert (await examined(environment(stack)))["publication"].verdict == "ok"


async def test_wrong_settings_are_told_and_the_database_is_left_alone(stack: Stack) -> None:
    """The public key: one line, exit 78's; nothing is sent with it."""
    found = await examined(environment(stack, SUPABASE_SERVICE_ROLE_KEY=stack.anon_key))
    assert list(found) == ["settings"]
    assert "public (anon) key" in found["settings"].message


# The call that pays


async def test_the_simulated_call_costs_nothing_and_says_what_it_would(stack: Stack) -> None:
    """The cheapest preset's model, one call, nobody asked; the price is the price list's for its usage."""
    async with claude() as api:
        check = await paid_call(settings(stack, api), CLOCK, said)
        (line,) = api.invoice.lines
    assert check.verdict == "ok", check
    assert line.model == CHEAPEST
    assert f"it cost {cents(line.cost_usd)}" in check.message
    assert "nothing was paid" in check.message
    assert "not in the ledger" in check.message
    owner = stack.database.connect("postgres")
    assert owner.execute("select count(*) from public.generation_calls").fetchone() == (0,)


async def test_a_live_call_is_asked_about_with_its_worst_price_first(stack: Stack) -> None:
    """The question names model, most and terms, before anything is sent; the answer is no simulation."""
    asked: list[str] = []
    async with claude() as api:

        def agreed(question: str) -> None:
            assert api.asked == []
            asked.append(question)

        check = await paid_call(settings(stack, api, "live"), CLOCK, agreed)
        assert len(api.asked) == 1
    (question,) = asked
    assert f"at most {cents(Decimal('0.00055'))}" in (PROJECT / "docs" / "hosting.md").read_text()
    assert CHEAPEST in question
    assert cents(Decimal("0.00055")) in question  # 500 tokens at $0.10 and 1,000 at $0.50 a million
    assert "terms" in question
    assert check.verdict == "ok"
    assert "simulated" not in check.message


async def test_who_says_no_pays_nothing(stack: Stack) -> None:
    """The refusal goes through; no call was made."""

    def refuse(_question: str) -> None:
        raise typer.Abort

    async with claude() as api:
        with pytest.raises(typer.Abort):
            await paid_call(settings(stack, api, "live"), CLOCK, refuse)
        assert api.asked == []


async def test_without_a_terminal_a_live_call_needs_yes(stack: Stack) -> None:
    """A script is told to say --yes, and has paid nothing."""
    async with claude() as api:
        with pytest.raises(RapportError, match="--yes"):
            await paid_call(
                settings(stack, api, "live"), CLOCK, lambda question: agree(question, "It", yes=False)
            )
        assert api.asked == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("update public.generation_prices set usd_per_million = 20000 where kind = 'output'", "1 cent is"),
        ("delete from public.generation_prices where kind = 'output'", "no price is known"),
    ],
)
async def test_above_a_cent_or_without_a_price_nothing_is_sent(stack: Stack, change: str, words: str) -> None:
    """The price list decides, before anybody is asked."""
    stack.database.connect("postgres").execute(change.encode())
    async with claude() as api:
        check = await paid_call(settings(stack, api, "live"), CLOCK, said)
        assert api.asked == []
    assert check.verdict == "FAIL"
    assert words in check.message


@pytest.mark.parametrize(
    ("kind", "verdict", "words", "hint"),
    [
        (FaultKind.STATUS_401, "FAIL", "it cost nothing", "ANTHROPIC_API_KEY"),
        (FaultKind.STATUS_402, "FAIL", "it cost nothing", "Buy credit"),
        (FaultKind.USAGE_LIMIT, "FAIL", "it cost nothing", "spend limit"),
        (FaultKind.OVERLOADED, "FAIL", "it cost nothing", "too much to do"),
        (FaultKind.EMPTY, "FAIL", f"not known, {cents(Decimal('0.00055'))} at most", "unwell"),
        (FaultKind.MAX_TOKENS, "ok", "it cost 0.", ""),
        (FaultKind.REFUSAL, "ok", "it cost 0.", ""),
    ],
)
async def test_what_becomes_of_the_call_is_told_with_its_cost(
    stack: Stack, kind: FaultKind, verdict: str, words: str, hint: str
) -> None:
    """A refused key costs nothing, an answer cut short was bought, what is unknown is bounded."""
    async with claude(Fault(kind)) as api:
        check = await paid_call(settings(stack, api), CLOCK, said)
        assert len(api.asked) == 1
    assert check.verdict == verdict
    assert words in check.message
    assert hint in check.action


def test_the_call_is_small() -> None:
    """What is printed in cents is what it is: a twentieth of a cent at most for the cheapest model."""
    assert MOST_OUTPUT_TOKENS <= 1_000
    assert cents(Decimal("0.00055")) == "0.055 cents"
    assert cents(Decimal("0.0000043")) == "0.0004 cents"
