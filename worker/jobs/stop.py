"""The wish to stop: first with grace, then at once."""

import asyncio
import signal

import structlog

log = structlog.get_logger(__name__)


class Stop:
    """asked: claim nothing any more, finish what is in hand. at_once: hand everything back now."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.at_once = asyncio.Event()

    def ask(self) -> None:
        """The first time with grace, the second time at once."""
        (self.at_once if self.asked.is_set() else self.asked).set()
        self.asked.set()

    def listen_to_signals(self) -> None:
        """SIGTERM and SIGINT ask."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._on_signal, number)

    @staticmethod
    def ignore_signals() -> None:
        """Give SIGTERM and SIGINT back to the program that runs us."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    def _on_signal(self, number: int) -> None:
        log.info("stop_asked", signal=signal.Signals(number).name, again=self.asked.is_set())
        self.ask()
