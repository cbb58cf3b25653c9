"""Whether Claude takes our key, asked for free (GET /v1/models costs nothing: claude_api.md section 6)."""

import asyncio

import httpx2
import structlog

from worker.claude.catalogue import LOOK_FAILED
from worker.claude.client import open_sdk
from worker.settings import Settings

log = structlog.get_logger(__name__)

PROBE_TIMEOUT_SECONDS = 15.0


class KeyProbe:
    """Args: settings, for the key and the address. Makes a client for each probe: they are rare."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def __call__(self) -> bool:
        """Whether the key is accepted; False too when nobody answers, or somebody else does (a sign-in page):
        nothing can be bought then either.
        """
        sdk = open_sdk(
            api_key=self._settings.anthropic_api_key,
            base_url=self._settings.anthropic_base_url,
            timeout=httpx2.Timeout(PROBE_TIMEOUT_SECONDS),
        )
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_SECONDS):
                await sdk.models.list(limit=1)
        except LOOK_FAILED as error:
            log.warning("key_probe_failed", error=type(error).__name__)
            return False
        finally:
            await sdk.close()
        return True
