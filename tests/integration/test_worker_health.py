"""/healthz: what it says of a worker that works, of one that does not, and to strangers."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.integration.worker_rig import annotating, process, rig_on, working
from tests.stack import Stack
from worker.errors import SettingsError
from worker.jobs.health import COLLECTOR_SECONDS, OUTAGE_SECONDS, STALE_SECONDS, Health, Pulse
from worker.local.postgres import free_port

WELL = Pulse(since_turn=4.0, failing_for=None, since_beat=1.0, lease_seconds=75.0)


async def said(port: int, request: bytes) -> tuple[int, bytes]:
    """The status and the body of what is answered to these bytes."""
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        answer = await reader.read()
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), body


async def asked(port: int) -> tuple[int, dict[str, Any]]:
    """What /healthz says."""
    status, body = await said(port, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
    return status, json.loads(body)


@asynccontextmanager
async def served(pulse: Pulse) -> AsyncIterator[int]:
    """The port of a health server of a worker that is so."""
    health = await Health(lambda: pulse, lambda: {"worker": "w"}).open("127.0.0.1", 0)
    try:
        yield health.port
    finally:
        await health.close()


@pytest.mark.parametrize(
    ("pulse", "problem"),
    [
        (Pulse(STALE_SECONDS + 1, None, 1.0, 75.0), "the runner has not looked for work for 121 s"),
        (Pulse(1.0, OUTAGE_SECONDS + 1, 1.0, 75.0), "the database could not be asked for 301 s"),
        (Pulse(1.0, None, 601.0, 600.0), "no heartbeat for 601 s"),
        (Pulse(1.0, None, 1.0, 75.0, ("listener",)), "listener died"),
        (
            Pulse(1.0, None, 1.0, 75.0, since_collected=COLLECTOR_SECONDS + 1),
            "message batches have not been looked at for 301 s",
        ),
    ],
)
async def test_a_worker_that_does_not_work_is_unwell(pulse: Pulse, problem: str) -> None:
    """503, and the body says what is wrong."""
    async with served(pulse) as port:
        assert await asked(port) == (503, {"status": "unwell", "problems": [problem], "worker": "w"})


async def test_a_short_outage_of_the_database_is_no_reason_to_restart() -> None:
    """It is known, and the worker waits it out: 200."""
    async with served(Pulse(30.0, OUTAGE_SECONDS - 1, 60.0, 75.0)) as port:
        assert (await asked(port))[0] == 200


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 404),
        (b"GET /healthz/../etc HTTP/1.1\r\n\r\n", 404),
        (b"POST /healthz HTTP/1.1\r\ncontent-length: 9\r\n\r\nsomething", 405),
        (b"GET /healthz?verbose=1 HTTP/1.0\r\n\r\n", 200),
        (b"\xff\xfe\x00 nonsense\r\n\r\n", 404),
        (b"\r\n\r\n", 404),
    ],
)
async def test_what_is_no_health_check_is_refused(request_bytes: bytes, status: int) -> None:
    """Another path, another method, no HTTP at all: an answer and the end of the connection."""
    async with served(WELL) as port:
        assert (await said(port, request_bytes))[0] == status


async def test_head_has_no_body_and_endless_headers_no_answer() -> None:
    """HEAD is answered like GET without the body; more than a few kilobytes are cut off."""
    async with served(WELL) as port:
        assert await said(port, b"HEAD /healthz HTTP/1.1\r\n\r\n") == (200, b"")
        async with asyncio.timeout(10):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /healthz HTTP/1.1\r\nx: " + b"y" * 20_000)
            with contextlib.suppress(ConnectionResetError):  # the same, said more bluntly
                assert await reader.read() == b""
            writer.close()
        assert (await asked(port))[0] == 200


async def test_a_working_worker_says_what_it_does_and_no_secret(seeded_stack: Stack) -> None:
    """Idle, then with a conversation in hand: 200 both times; no key and no address in it."""
    async with rig_on(seeded_stack) as rig:
        settings = rig.settings(RAPPORT_HEALTH_PORT=str(free_port()))
        assert settings.health_port is not None
        async with working(settings) as (worker, _):
            await rig.worker_is("idle")
            status, body = await asked(settings.health_port)
            assert (status, body["status"], body["problems"]) == (200, "ok", [])
            assert (body["worker"], body["in_flight"]) == (worker.name, 0)
            rig.brake.hold(annotating(1))
            await rig.insert_job("fp_marcus_011")
            await rig.brake.reached()
            status, body = await asked(settings.health_port)
            assert (status, body["state"], body["in_flight"]) == (200, "working", 1)
            text = json.dumps(body)
            assert settings.service_key.get_secret_value() not in text
            assert "127.0.0.1" not in text
            batches = body["batches"]
            assert (batches["to_send"], batches["at_claude"], batches["last_error"]) == (0, 0, "")
            assert batches["looked_seconds_ago"] >= 0
            rig.brake.release()
        with pytest.raises(OSError, match=r"."):
            await asked(settings.health_port)


async def test_a_port_that_is_taken_is_a_matter_of_settings(seeded_stack: Stack) -> None:
    """Exit 78, and the message names address and setting; in process, the same as an error."""
    async with served(WELL) as port, rig_on(seeded_stack) as rig:
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}"):
            await Health(lambda: WELL, dict).open("127.0.0.1", port)
        async with process(rig.environment(RAPPORT_HEALTH_PORT=str(port))) as worker:
            assert await worker.code() == 78
        assert any("RAPPORT_HEALTH_PORT" in line for line in worker.lines)
