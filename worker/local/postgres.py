"""One Postgres cluster on loopback: made, started, stopped and removed with the wheel's own programs.

It listens on 127.0.0.1 only, with generated passwords (SCRAM) and no socket file. Everything below `home` is
ours; a data folder is built under another name and renamed when it is whole, so that a start that was cut
short is simply made again. Knows nothing of Supabase (bootstrap.py does). Tested in
tests/integration/test_stack_postgres.py.
"""

import hashlib
import os
import re
import secrets
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import psycopg

from worker.local.binaries import (
    Account,
    LocalStackError,
    account,
    find_binaries,
    private_folder,
    root_folder,
)

HOST: Final = "127.0.0.1"
SUPERUSER: Final = "supabase_admin"
"""The cluster's owner; `postgres` is an ordinary role, as on hosted Supabase."""
SETTINGS: Final = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "wal_level": "logical",
    "max_replication_slots": "40",
    "max_wal_senders": "40",
    "max_slot_wal_keep_size": "1GB",  # a reader that died must not fill the disk
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "statement_timeout": "120s",  # hosted Supabase's global limit
    "jit": "off",
    # What was asked may hold prompts; a failed statement's text stays out of the log.
    "log_min_error_statement": "panic",
}
FAST_AND_UNSAFE: Final = {
    # commits still wait for the (unflushed) write: Realtime reads the log no further than that
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # its workers would hold a template that is being cloned
    "max_wal_size": "4GB",
}
"""For clusters that may be lost with the power: tests and the demo."""
_START_SECONDS: Final = 60


class Cluster:
    """A data folder and the server over it.

    Args:
        home: the stack's folder. Data lives below it; when we are root, below /var/lib/rapport, in a folder
            named after `home`, because the account Postgres runs as must reach it.
        port: TCP port on 127.0.0.1.
        password: of the superuser `supabase_admin`; used when the data folder is made.
        settings: server settings over SETTINGS.
        programs: the bin folder of the Postgres to run; None: the wheel's.
        folder: where the data lives instead, for a cluster that may as well be in memory.
    """

    def __init__(
        self,
        home: Path,
        *,
        port: int,
        password: str,
        settings: Mapping[str, str] | None = None,
        programs: Path | None = None,
        folder: Path | None = None,
    ) -> None:
        self.home = home.resolve()
        self.port = port
        self._password = password
        self._settings = {**SETTINGS, **(settings or {})}
        self._owner: Account | None = account()
        self._binaries = find_binaries(self._owner, programs)
        self.folder = folder or self._choose_folder()
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"

    def _choose_folder(self) -> Path:
        if self._owner is None:
            return self.home / "postgres"
        # The same clone always finds its own data; two clones never share one.
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:16]
        return root_folder().resolve() / f"cluster-{name}"

    def start(self) -> None:
        """Start the server, making the data folder when there is none.

        A server left behind by a killed process is stopped first. Raises LocalStackError.
        """
        private_folder(self.folder, self._owner)
        self._clear_leftovers()
        if not self.data.exists():
            self._initdb()
        self._check_version()
        check_port_free(self.port, "Postgres", "--db-port")
        self.log.unlink(missing_ok=True)
        flags = " ".join(f"-c {name}={_quoted(value)}" for name, value in self._settings.items())
        done = self._pg_ctl("start", "-o", f"-p {self.port} {flags}", "-l", str(self.log))
        if done is not None:
            raise LocalStackError(
                f"Postgres did not start in {self.data}: {self._log_tail() or done}",
                hint="If its data is damaged, begin anew: rapport local --reset",
            )

    def stop(self, mode: str = "fast") -> None:
        """Stop the server and wait; a server that does not run is no error.

        Args:
            mode: pg_ctl's: fast (roll back and end) or immediate (as in a crash).
        """
        if self._server_pid() is not None:
            fault = self._pg_ctl("stop", "-m", mode)
            if fault is not None and self._server_pid() is not None:
                raise LocalStackError(f"Postgres did not stop: {fault}")

    def destroy(self) -> None:
        """Stop the server and remove its folder and everything in it."""
        if self.folder.exists():
            self.stop("immediate")
            shutil.rmtree(self.folder)

    def dsn(self, role: str, password: str, database: str = "postgres") -> str:
        """A connection URL."""
        return f"postgresql://{role}:{password}@{HOST}:{self.port}/{database}"

    @property
    def admin_dsn(self) -> str:
        """The connection URL of the superuser, database postgres."""
        return self.dsn(SUPERUSER, self._password)

    def admin(self, database: str = "postgres") -> psycopg.Connection:
        """A connection as superuser, in autocommit. The caller closes it."""
        return psycopg.connect(self.dsn(SUPERUSER, self._password, database), autocommit=True)

    def _initdb(self) -> None:
        making = self.folder / "data.making"
        secret = self.folder / "data.password"
        secret.unlink(missing_ok=True)
        with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(self._password)
        if self._owner is not None:
            os.chown(secret, self._owner.uid, self._owner.gid)
        try:
            done = self._binaries.run(
                "initdb",
                f"--pgdata={making}",
                f"--username={SUPERUSER}",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync",
                "--no-instructions",
                cwd=self.folder,
            )
        finally:
            secret.unlink()
        if done.returncode:
            raise LocalStackError(f"initdb failed in {making}: {_last_lines(done.stdout)}")
        making.rename(self.data)

    def _check_version(self) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError as error:
            raise LocalStackError(
                f"{self.data} is no Postgres data folder (PG_VERSION is missing).",
                hint="Begin anew: rapport local --reset",
            ) from error
        if found != self._binaries.major:
            raise LocalStackError(
                f"{self.data} was made by Postgres {found}; the installed one is {self._binaries.major}.",
                hint="Begin anew: rapport local --reset (what is stored locally is lost)",
            )

    def _clear_leftovers(self) -> None:
        making = self.folder / "data.making"
        if making.exists():
            shutil.rmtree(making)
        if self._server_pid() is not None:
            self.stop()
        # A pid file whose process is no server of ours would keep Postgres from starting.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _server_pid(self) -> int | None:
        """The process id of the server that runs over our data folder, None when none does."""
        try:
            first = (self.data / "postmaster.pid").read_text().partition("\n")[0]
        except FileNotFoundError:
            return None
        if not first.isdigit():
            return None
        pid = int(first)
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return None
        except PermissionError:  # alive, somebody else's: then it is no server of ours
            return None
        # Process ids are used again, after a reboot above all: a server works inside its data folder.
        try:
            folder = Path(f"/proc/{pid}/cwd").readlink()
        except OSError:
            return pid
        return pid if folder == self.data else None

    def _pg_ctl(self, action: str, *arguments: str) -> str | None:
        """None when it went well, otherwise what pg_ctl said."""
        done = self._binaries.run(
            "pg_ctl",
            action,
            f"--pgdata={self.data}",
            "--wait",
            f"--timeout={_START_SECONDS}",
            *arguments,
            cwd=self.folder,
            seconds=_START_SECONDS + 30,
        )
        return _last_lines(done.stdout) if done.returncode else None

    def _log_tail(self) -> str:
        try:
            text = self.log.read_text(errors="replace")
        except OSError:
            return ""
        faults = re.findall(r"(?:FATAL|PANIC|ERROR|HINT):\s+(.*)", text)
        return " ".join(faults[-3:]) or _last_lines(text)


def check_port_free(port: int, what: str, option: str) -> None:
    """Raise LocalStackError when something listens on the port; port 0 is always free."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise LocalStackError(
                f"Port {port} for {what} may not be opened by this user.",
                hint=f"Choose one above 1023: rapport local {option} PORT",
            ) from error
        except OSError as error:
            raise LocalStackError(
                f"Port {port} on {HOST}, for {what}, is in use.",
                hint=f"Stop what uses it (ss -ltnp 'sport = :{port}' names it; supabase start, perhaps), "
                f"or choose another: rapport local {option} PORT",
            ) from error


def free_port() -> int:
    """A TCP port nobody listened on a moment ago."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def new_password() -> str:
    """A password that needs no quoting in a URL: 32 hexadecimal digits."""
    return secrets.token_hex(16)


def _quoted(value: str) -> str:
    """Quote for the shell that pg_ctl starts the server with; values are our own constants."""
    return "'" + value.replace("'", "'\\''") + "'"


def _last_lines(text: str) -> str:
    return " ".join(text.strip().splitlines()[-3:])
