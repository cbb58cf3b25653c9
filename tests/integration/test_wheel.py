"""An installed wheel, away from any clone: the SQL that `rapport db` applies came along."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.node import UNREACHABLE
from tests.stack import MIGRATIONS, PROJECT, Database

pytestmark = pytest.mark.long


def pip(*arguments: str) -> None:
    """Run pip; skips the calling test when no registry can be reached for the build's own needs."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode and any(word in done.stderr for word in (*UNREACHABLE, "No matching distribution")):
        pytest.skip(f"the package registry cannot be reached: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("way", ["--prefix", "--target"])
def test_a_wheel_migrates_a_project(tmp_path: Path, platform_only: Database, way: str) -> None:
    """Built, installed and run from elsewhere: every migration and the seed are applied."""
    pip("wheel", "--no-deps", "--wheel-dir", str(tmp_path / "wheels"), ".")
    (wheel,) = (tmp_path / "wheels").glob("rapport_worker-*.whl")
    home = tmp_path / "home"
    pip("install", "--no-deps", "--ignore-installed", way, str(home), str(wheel))
    (package,) = home.rglob("worker/__init__.py")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "worker", "db", "migrate", "--seed"],
        cwd=tmp_path,
        # before the clone, which this environment has installed in place
        env={
            **os.environ,
            "PYTHONPATH": str(package.parents[1]),
            "SUPABASE_DB_URL": platform_only.dsn("postgres"),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("applied ") == len(list(MIGRATIONS.glob("*.sql")))
    assert "loaded seed.sql: dataset" in done.stdout
    found = list(home.glob("share/rapport/supabase/*.sql"))
    assert {path.name for path in found} == {"seed.sql", "uninstall.sql"}
