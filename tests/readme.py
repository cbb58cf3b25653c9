"""README.md as tests read it: its snippets, run as printed."""

import re

from tests.stack import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
SUPABASE_JS = "@supabase/supabase-js@2.109.0"


def snippet(language: str) -> str:
    """The README's first block in a language."""
    blocks = re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)
    assert blocks, f"README.md has no {language} block"
    return str(blocks[0])


def hosted_commands() -> list[list[str]]:
    """The commands of the README's section on hosted projects that stand in blocks, in words."""
    return _commands("## A hosted project")


def app_commands() -> list[list[str]]:
    """The commands of the README's section on a project that holds an app, in words, remarks left out."""
    return _commands("### A project that holds an app")


def _commands(heading: str) -> list[list[str]]:
    section = README.partition(heading)[2].partition("\n##")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)
    lines = [line.partition("#")[0].split() for block in blocks for line in block.splitlines()]
    return [words for words in lines if words]
