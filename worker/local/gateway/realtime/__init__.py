"""Supabase Realtime for the local stack: Phoenix channels with postgres_changes read from the log.

`RealtimeServer(RealtimeConfig(conninfo, verifier))` gives `.routes()` (relative to `/realtime/v1`),
`await .start()` and `await .stop()`. Postgres needs wal_level logical and the publication. Broadcast and
presence are left out and answered with an error that names them. How a change travels: reader (slot) →
pgoutput → changes → dispatch (rows, visibility, payload) → hub's subscribers → channels → sockets.
"""

from worker.local.gateway.realtime.config import RealtimeConfig
from worker.local.gateway.realtime.faults import Faults
from worker.local.gateway.realtime.server import RealtimeServer

__all__ = ["Faults", "RealtimeConfig", "RealtimeServer"]
