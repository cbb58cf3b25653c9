"""The demo ends, whatever becomes of its worker."""

import asyncio
import sys

import pytest

from worker.cli.commands.demo import while_alive
from worker.errors import RapportError


async def process(program: str) -> asyncio.subprocess.Process:
    """A Python process in place of a worker."""
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdin=pipe)


async def done() -> str:
    """Work that ends at once."""
    return "done"


async def test_a_worker_that_dies_ends_the_watching() -> None:
    """A job nobody works on would be watched for ever."""
    with pytest.raises(RapportError, match="code 70"):
        await while_alive(await process("raise SystemExit(70)"), asyncio.Event().wait())


async def test_what_the_work_comes_to_is_the_answer() -> None:
    """With the worker alive nothing changes, and it is left alive."""
    worker = await process("input()")
    assert await while_alive(worker, done()) == "done"
    assert worker.returncode is None
    worker.kill()
    await worker.wait()
