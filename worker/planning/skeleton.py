"""A second dataset from the files of a first: the same rules and prompts, other ids, another consultant.

Copied: profile, personas, facts, guides, templates, and the first specification of each template (or all of
them), as examples to rewrite. Not copied: seeds, which are one consultant's own words, and so the templates
refer to none. The copy is made beside the project, looked over, and moved into place as the last step; until
then nothing has changed. Tested in tests/unit/test_planning_new.py.
"""

import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from worker.errors import ContentError
from worker.planning.faults import Fault, refuse
from worker.planning.filling import FILL_IN
from worker.planning.inspection import inspect_datasets
from worker.planning.load import load_dataset
from worker.planning.shapes import LoadedDataset

# What a dataset may be called: the rule of training_datasets.dataset_id.
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
# What its ids may begin with: they become part of template ids, which know no hyphen.
PREFIX = re.compile(r"[a-z0-9][a-z0-9_]{0,62}")
# What would end a string of TOML, or begin a placeholder, where a name is put into a text.
_UNFIT = re.compile(r'["\\{}\x00-\x1f]')
_LONGEST_ID: Final = 63
_SPECIFICATION = re.compile(r"^(?=\[\[conversation\]\]\s*$)", re.MULTILINE)


@dataclass(frozen=True)
class Beginning:
    """What a new dataset is to be. Each of the three names is left to fill in when it is "".

    name: its folder and id. prefix: what its conversation ids, and its templates', begin with. every: copy
    every specification, not the first of each template.
    """

    name: str
    prefix: str
    title: str = ""
    consultant: str = ""
    business: str = ""
    every: bool = False


def begin_dataset(root: Path, source: str, begun: Beginning) -> tuple[Fault, ...]:
    """Makes planning/<name>/ and templates/<name>/ from the source's files.

    Returns:
        What is left to fill in before the dataset can be rendered, each with file and field.

    Raises ContentError, having written nothing: a name is bad or taken, or the source has faults.
    """
    _check_names(root, begun)
    loaded = load_dataset(root, source)
    with TemporaryDirectory(prefix=".rapport-new-", dir=root) as made:
        draft = Path(made)
        _write(root, draft, loaded, source, begun)
        (inspected,) = inspect_datasets(draft, [begun.name])
        refuse(
            f"Dataset {begun.name} cannot be begun from {source}",
            [fault for fault in inspected.faults if FILL_IN not in fault.what],
        )
        _check_ids(root, begun, inspected.loaded)
        _move(draft, root, begun.name)
    return inspected.faults


def _check_names(root: Path, begun: Beginning) -> None:
    for what, rule, value in (("name", NAME, begun.name), ("prefix", PREFIX, begun.prefix)):
        if not rule.fullmatch(value):
            raise ContentError(
                f"{value!r} is no {what} of a dataset.",
                hint="Small letters, digits and _"
                + (" or -" if rule is NAME else "")
                + "; a letter or digit first; 63 at most.",
            )
    for what, value in (
        ("title", begun.title),
        ("consultant", begun.consultant),
        ("business", begun.business),
    ):
        if value and not value.strip():
            raise ContentError(
                f"The {what} is blank.", hint="Name it, or leave it out: it is then left to fill in."
            )
        if _UNFIT.search(value):
            raise ContentError(
                f"{value!r} cannot stand in the files.", hint="Leave out quotes, backslashes and braces."
            )
    for folder in ("planning", "templates"):
        if (root / folder / begun.name).exists():
            raise ContentError(f"{folder}/{begun.name} is already there.", hint="Choose another name.")


def _check_ids(root: Path, begun: Beginning, made: LoadedDataset | None) -> None:
    """No dataset of the project has an id of the new one."""
    taken = {path.parent.name for path in root.glob("templates/*/*/template.toml")}
    prefixes = {
        str(tomllib.loads(path.read_text(encoding="utf-8")).get("id_prefix")): path.parent.name
        for path in root.glob("planning/*/dataset.toml")
    }
    if begun.prefix in prefixes:
        raise ContentError(
            f"The prefix {begun.prefix} is {prefixes[begun.prefix]}'s.", hint="Give another with --prefix."
        )
    mine = [] if made is None else [item.template.template_id for item in made.templates]
    both = sorted(taken.intersection(mine))
    if both:
        raise ContentError(
            f"There is already a template {both[0]}.", hint="Give another prefix with --prefix."
        )


def _write(root: Path, draft: Path, loaded: LoadedDataset, source: str, begun: Beginning) -> None:
    """The whole copy, below a folder of its own."""
    planning, templates = draft / "planning" / begun.name, draft / "templates" / begun.name
    shutil.copytree(root / "planning" / source / "facts", planning / "facts")
    shutil.copytree(root / "templates" / source, templates)
    ids = {
        old: f"{begun.prefix}_{old.removeprefix(f'{loaded.dataset.id_prefix}_')}"
        for old in (item.template.template_id for item in loaded.templates)
    }
    too_long = [new for new in ids.values() if len(new) > _LONGEST_ID]
    if too_long:
        raise ContentError(f"{too_long[0]} is longer than a template's id may be.", hint="Shorten --prefix.")
    for old, new in ids.items():
        (templates / old).rename(templates / new)
    folder = root / "planning" / source
    specifications = list(_specifications(folder / "conversations", every=begun.every))
    profile = (folder / "profile.toml").read_text(encoding="utf-8")
    words = _words(loaded, begun, ids, "\n".join([profile, *(text for _, text in specifications)]))
    for path in sorted(templates.rglob("*.*")):
        text = _reworded(path.read_text(encoding="utf-8"), words)
        if path.name == "template.toml":
            text = _set(text, "reference_conversation_ids", "[]")
        path.write_text(text, encoding="utf-8")
    personas = (folder / "personas.toml").read_text(encoding="utf-8")
    about = (folder / "dataset.toml").read_text(encoding="utf-8")
    (planning / "profile.toml").write_text(_reworded(profile, words), encoding="utf-8")
    (planning / "personas.toml").write_text(_reworded(personas, words), encoding="utf-8")
    (planning / "dataset.toml").write_text(_dataset(about, begun), encoding="utf-8")
    (planning / "conversations").mkdir()
    for name, text in specifications:
        target = planning / "conversations" / name
        target.write_text(_reworded(_own_ids(text, loaded, begun), words), encoding="utf-8")


def _words(loaded: LoadedDataset, begun: Beginning, ids: Mapping[str, str], texts: str) -> dict[str, str]:
    """What the copied texts say → what they say now: the consultant, the business, the templates' ids."""
    consultant = loaded.dataset.profile["consultant"]
    old, business = str(consultant["name"]), str(consultant["business"])
    new = begun.consultant or f"{FILL_IN} NAME"
    words = {**ids, business: begun.business or f"{FILL_IN} BUSINESS", old: new}
    first = old.split(maxsplit=1)[0]
    # A first name that is also a word ("May", "Will") is left for a person to find.
    if not re.search(rf"\b{re.escape(first.casefold())}\b", texts):
        words[first] = new.split()[0] if begun.consultant else new
    return words


def _reworded(text: str, words: Mapping[str, str]) -> str:
    """The text with each of the words, standing alone, replaced; the longest first."""
    longest = sorted(words, key=len, reverse=True)
    alone = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return alone.sub(lambda found: words[found.group()], text)


def _dataset(text: str, begun: Beginning) -> str:
    """dataset.toml under its own id, unfinished: what is copied is fewer than the quotas ask for."""
    text = _set(text, "id", f'"{begun.name}"')
    text = _set(text, "name", f'"{begun.title or f"{FILL_IN} TITLE"}"')
    text = _set(text, "id_prefix", f'"{begun.prefix}"')
    return _set(text, "complete", "false")


def _set(text: str, key: str, value: str) -> str:
    """The text with the value of a key that stands on a line of its own."""
    return re.sub(rf"(?m)^{key} = .*$", lambda _: f"{key} = {value}", text)


def _specifications(folder: Path, *, every: bool) -> Iterator[tuple[str, str]]:
    """The files of specifications to be generated, by name; of each the first specification, or all."""
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        if tomllib.loads(text).get("tier") == "seed":
            continue
        head, first, *rest = _SPECIFICATION.split(text)
        yield path.name, head + (first if not every else "".join([first, *rest]))


def _own_ids(text: str, loaded: LoadedDataset, begun: Beginning) -> str:
    """Conversation ids with the new prefix."""
    old = re.escape(loaded.dataset.id_prefix)
    return re.sub(rf'(?m)^(conversation_id = "){old}_', rf"\g<1>{begun.prefix}_", text)


def _move(draft: Path, root: Path, name: str) -> None:
    """Puts both folders in place; planning/ last, which makes it a dataset."""
    templates = root / "templates" / name
    (draft / "templates" / name).rename(templates)
    try:
        (draft / "planning" / name).rename(root / "planning" / name)
    except OSError:
        templates.rename(draft / "templates" / name)
        raise
