"""The simulated Claude that `rapport local`, `rapport demo` and the tests run against."""

from worker.clock import Clock
from worker.local.simulator.app import MessagesApi
from worker.local.simulator.author import ContentAuthor
from worker.local.simulator.config import SimulatorConfig


class Simulator(MessagesApi):
    """Writes conversations and annotations that follow what they are sent.

    `.app` is the ASGI application, `.invoice` what the provider charged, `serve()` a server on loopback.

    Args:
        config: speed, faults, limits; the default has no latency and no faults.
        clock: every wait and every lifetime goes by it; the machine's own by default.
    """

    def __init__(self, config: SimulatorConfig | None = None, *, clock: Clock | None = None) -> None:
        config = SimulatorConfig() if config is None else config
        super().__init__(ContentAuthor(config), config, clock)
