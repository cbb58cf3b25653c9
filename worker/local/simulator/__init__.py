"""A Claude that costs nothing: the Messages API on loopback, with content that follows the plan.

`Simulator` writes by itself, `ScriptedClaude` by a script; both are MessagesApi, so a test of the one's
protocol is a test of the other's. Imported by worker/local, worker/cli and tests, by nobody else.
"""

from worker.local.simulator.app import MessagesApi
from worker.local.simulator.config import BatchConfig, SimulatorConfig
from worker.local.simulator.faults import Fault, FaultKind
from worker.local.simulator.scripted import SIMULATE, Reply, ScriptedClaude
from worker.local.simulator.simulated import Simulator
from worker.local.simulator.weather import Weather

__all__ = [
    "SIMULATE",
    "BatchConfig",
    "Fault",
    "FaultKind",
    "MessagesApi",
    "Reply",
    "ScriptedClaude",
    "Simulator",
    "SimulatorConfig",
    "Weather",
]
