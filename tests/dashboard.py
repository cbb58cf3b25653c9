"""docs/dashboard.md as tests read it: its files, written out as printed."""

import re
from pathlib import Path

from tests.node import node_modules
from tests.readme import SUPABASE_JS
from tests.stack import PROJECT
from tests.typescript import COMPILER, TYPES

PAGE = (PROJECT / "docs" / "dashboard.md").read_text(encoding="utf-8")


def files() -> dict[str, str]:
    """The page's code by the file name in its first line."""
    blocks = re.findall(r"```ts\n// (\w+\.ts)\n(.*?)```", PAGE, flags=re.DOTALL)
    return dict(blocks)


def write(folder: Path) -> None:
    """Put every file of the page, the database's types and supabase-js into a folder."""
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "database.ts").write_text(TYPES.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "node_modules").symlink_to(node_modules(SUPABASE_JS, COMPILER))
