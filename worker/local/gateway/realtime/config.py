"""What the Realtime server is told from outside."""

from dataclasses import dataclass, field

from worker.clock import Clock, SystemClock
from worker.local.gateway.realtime.faults import Faults
from worker.local.gateway.tokens import Verifier


@dataclass(frozen=True)
class RealtimeConfig:
    """Settings; the defaults are the real server's where it has one.

    Attributes:
        conninfo: libpq string of a role that may replicate and become anon, authenticated and service_role
            (the platform's supabase_admin).
        verifier: checks API keys and tokens.
        publication: what is listened to.
        poll_seconds: pause between two looks at the log. The real server reads every 0.1 to 0.5 seconds; ours
            first asks where the log ends, which costs next to nothing, and reads only when it has grown.
        max_changes: changes a read asks for; a transaction is never cut (real server: 100).
        max_record_bytes: records above it arrive with small fields only (real server: 1 MiB).
        rls_timeout_seconds: how long one identity's check may take.
        retry_seconds: longest pause between two attempts to reach Postgres.
        queue_messages, queue_bytes: what may wait for one slow socket before it is closed with 1013.
        idle_socket_seconds: a socket that sends nothing, not even a heartbeat, is closed (Phoenix: 60).
        recheck_seconds: how often a token is checked again before it expires (real server: 300).
        max_channels: channels a socket may join (real server: 100).
    """

    conninfo: str
    verifier: Verifier
    publication: str = "supabase_realtime"
    clock: Clock = field(default_factory=SystemClock)
    faults: Faults = field(default_factory=Faults)
    poll_seconds: float = 0.05
    max_changes: int = 100
    max_record_bytes: int = 1024 * 1024
    rls_timeout_seconds: float = 5.0
    retry_seconds: float = 2.0
    queue_messages: int = 20_000
    queue_bytes: int = 32 * 1024 * 1024
    idle_socket_seconds: float = 60.0
    recheck_seconds: float = 300.0
    max_channels: int = 100
