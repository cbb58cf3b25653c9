"""No test speaks to anything but this machine: no Claude, no project, whatever the environment says.

The hook sees every connection and name look-up of Python in this process; what tests start gets an
environment of its own. npm, which some tests run, is not Python and may ask its registry.
"""

import ipaddress
import os
import sys
from typing import Any

LOCAL_NAMES = ("localhost", "", None)
# What would lead a client somewhere else; tests pass their own.
FORGOTTEN = (
    "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "ANTHROPIC_PROFILE", "SUPABASE_URL",
    "SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_SECRET_KEY", "RAPPORT_CLAUDE", "HTTP_PROXY", "HTTPS_PROXY",
    "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy",
)  # fmt: skip


class NotLoopbackError(RuntimeError):
    """A test tried to reach another machine."""


def stay_on_this_machine() -> None:
    """Forget where the user's settings lead, and refuse every other address from now on."""
    for name in FORGOTTEN:
        os.environ.pop(name, None)
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if not _is_local(name):
        raise NotLoopbackError(f"a test tried to reach {name}; tests speak to 127.0.0.1 alone")


def _is_local(host: str | None) -> bool:
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False
