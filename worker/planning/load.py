"""Reads one dataset's files into domain values and raises one error that names every fault.

planning/<name>/ holds what is planned, templates/<name>/ the prompts; docs/content.md describes both. Rules
that need several files stand in checks.py. Tested in tests/unit/test_planning_load.py.
"""

import hashlib
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from worker.domain.base import Model
from worker.domain.plan import ConversationPlan, Dataset, QualityRequirements, Template
from worker.errors import ContentError
from worker.interchange.reading import ReadFile, file_from, strict
from worker.planning.checks import UNREAD_PLANS, Origins, check_dataset
from worker.planning.faults import Fault, Faults, refuse
from worker.planning.shapes import (
    DatasetFile,
    FactsFile,
    LoadedDataset,
    LoadedSeed,
    LoadedTemplate,
    PersonasFile,
    ProfileFile,
    Rules,
    TemplateFile,
)

# The parts of a template that are files of their own: prompt column to file name.
PROMPT_FILES = {
    "dialogue_prompt": "dialogue.md",
    "annotation_prompt": "annotation.md",
    "instructions": "instructions.md",
}
# The guides every dataset has.
GUIDES = ("voice", "annotation", "judge")
CONSULTANT_FIELDS = ("name", "credential", "business")

Shape = TypeVar("Shape", bound=Model)
Whole = TypeVar("Whole")


@dataclass(frozen=True)
class Reading:
    """What the files of a dataset came to.

    loaded: None when a part every rule needs is missing or malformed, which is among the faults then.
    """

    name: str
    loaded: LoadedDataset | None
    origins: Origins
    faults: tuple[Fault, ...]


def read_dataset(root: Path, name: str) -> Reading:
    """A dataset as its files give it, and everything that is wrong with them.

    Args:
        root: the folder that holds planning/ and templates/.
        name: the dataset's folder in both.
    """
    loader = _Loader(root, name)
    loaded = loader.load()
    if loaded is not None:
        check_dataset(loaded, loader.origins(), loader.faults)
    return Reading(name, loaded, loader.origins(), loader.faults.found)


def load_dataset(root: Path, name: str) -> LoadedDataset:
    """A dataset whose files are in order. Args as read_dataset's.

    Raises ContentError naming every fault with file and field.
    """
    reading = read_dataset(root, name)
    return _whole(name, reading.loaded, reading.faults)


def load_rules(root: Path, name: str) -> Rules:
    """What a conversation of a dataset is held to, without the seeds and the rules over the whole plan.

    So a file can be checked while others are being written. Args and errors as load_dataset's.
    """
    loader = _Loader(root, name)
    rules = loader.rules()
    return _whole(name, rules, loader.faults.found)


def _whole(name: str, read: Whole | None, faults: tuple[Fault, ...]) -> Whole:
    """What was read, when nothing is wrong with it."""
    refuse(f"Dataset {name}", faults)
    if read is None:  # a part is missing, which was a fault
        raise ContentError(f"Dataset {name} could not be read.")
    return read


class _Loader:
    """Reads the files of one dataset, notes their faults and where each thing stands."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self.planning = root / "planning" / name
        self.templates = root / "templates" / name
        self.faults = Faults()
        self.files: dict[str, str] = {
            part: self.shown(self.planning / f"{part}.toml") for part in ("dataset", "profile", "personas")
        }
        self.facts: dict[str, list[str]] = {}
        self.places: dict[str, tuple[str, str]] = {}
        self.unread: set[str] = set()

    def origins(self) -> Origins:
        guides = {name: self.shown(self.templates / "guides" / f"{name}.md") for name in GUIDES}
        return Origins(
            files=self.files, guides=guides, facts=self.facts, plans=self.places, unread=self.unread
        )

    def load(self) -> LoadedDataset | None:
        about = self._shaped(self.planning / "dataset.toml", DatasetFile)
        parts = self._parts(about)
        if about is None:
            return None
        plans = self._plans(about.id)
        templates = self._load_templates(about)
        seeds = self._seeds([plan for plan in plans if plan.tier == "seed"])
        if parts is None:
            return None
        personas, facts, dataset = parts
        return LoadedDataset(
            dataset=dataset,
            quotas=about.quotas,
            batches=about.batches,
            personas=personas.persona,
            facts=facts.fact,
            hotlines=facts.hotline,
            templates=tuple(templates),
            plans=tuple(
                sorted(
                    (plan for plan in plans if plan.tier != "seed"),
                    key=lambda plan: (plan.conversation_number or 0, plan.conversation_id),
                )
            ),
            seeds=tuple(sorted(seeds, key=lambda seed: seed.plan.conversation_number or 0)),
        )

    def rules(self) -> Rules | None:
        about = self._shaped(self.planning / "dataset.toml", DatasetFile)
        parts = self._parts(about)
        if about is None:
            return None
        plans = {plan.conversation_id: plan for plan in self._plans(about.id)}
        templates = [item.template for item in self._load_templates(about)]
        bars = {template.template_id: template.quality_requirements for template in templates}
        return None if parts is None else Rules(dataset=parts[2], plans=plans, bars=bars)

    def _parts(self, about: DatasetFile | None) -> tuple[PersonasFile, FactsFile, Dataset] | None:
        """The dataset itself: what stands in files of one each, and the facts."""
        profile = self._shaped(self.planning / "profile.toml", ProfileFile)
        personas = self._shaped(self.planning / "personas.toml", PersonasFile)
        facts = self._facts()
        guides = {name: self._text(self.templates / "guides" / f"{name}.md") for name in GUIDES}
        if about is None or profile is None or personas is None:
            return None
        for field in CONSULTANT_FIELDS:
            if not profile.consultant.get(field):
                self.faults.add(
                    self.shown(self.planning / "profile.toml"), f"consultant.{field}", "is missing"
                )
        dataset = Dataset(
            dataset_id=about.id,
            name=about.name,
            profile={
                **profile.model_dump(mode="json", exclude_defaults=True),
                "guides": guides,
                "hotlines": [item.model_dump(mode="json") for item in facts.hotline],
                "personas": [item.model_dump(mode="json") for item in personas.persona],
                "facts": [item.model_dump(mode="json") for item in facts.fact],
            },
            quality_requirements=about.quality_requirements,
            id_prefix=about.id_prefix,
            language=about.language,
        )
        return personas, facts, dataset

    def _facts(self) -> FactsFile:
        """The facts and hotlines of every file in facts/, in the order of the files' names."""
        files = [
            (path, file)
            for path in sorted((self.planning / "facts").glob("*.toml"))
            if (file := self._shaped(path, FactsFile)) is not None
        ]
        for path, file in files:
            for name in (*(fact.id for fact in file.fact), *(line.id for line in file.hotline)):
                self.facts.setdefault(name, []).append(self.shown(path))
        return FactsFile(
            fact=tuple(fact for _, file in files for fact in file.fact),
            hotline=tuple(line for _, file in files for line in file.hotline),
        )

    def _plans(self, dataset_id: str) -> list[ConversationPlan]:
        found: list[ConversationPlan] = []
        for path in sorted((self.planning / "conversations").glob("*.toml")):
            table = self._toml(path)
            if table is None:
                self.unread.add(UNREAD_PLANS)
                continue
            entries = table.pop("conversation", [])
            if not isinstance(entries, list) or not entries:
                self.faults.add(self.shown(path), "conversation", "expected one [[conversation]] or more")
                continue
            for index, entry in enumerate(entries):
                field = f"conversation[{index}]"
                if isinstance(entry, dict) and entry.get("conversation_id"):
                    field = f"conversation[{index}] ({entry['conversation_id']})"
                values = {"dataset_id": dataset_id, **table, **entry}
                plan = self._validated(ConversationPlan, values, path, field)
                if plan is None:
                    self.unread.add(UNREAD_PLANS)
                    continue
                if plan.conversation_id in self.places:
                    self.faults.add(
                        self.shown(path), f"{field}.conversation_id",
                        f"{plan.conversation_id} is also in {self.places[plan.conversation_id][0]}",
                    )  # fmt: skip
                    continue
                self.places[plan.conversation_id] = (self.shown(path), field)
                found.append(plan)
        return found

    def _load_templates(self, about: DatasetFile) -> list[LoadedTemplate]:
        found: list[LoadedTemplate] = []
        for path in sorted(self.templates.glob("*/template.toml")):
            file = self._shaped(path, TemplateFile)
            prompts = {name: self._text(path.parent / file_name) for name, file_name in PROMPT_FILES.items()}
            if file is None:
                self.unread.add(path.parent.name)
                continue
            if file.template_id != path.parent.name:
                self.faults.add(
                    self.shown(path),
                    "template_id",
                    f"is {file.template_id} in a folder named {path.parent.name}",
                )
            bar = {**about.quality_requirements.model_dump(), **file.quality_requirements}
            requirements = self._validated(QualityRequirements, bar, path, "quality_requirements")
            if requirements is None:
                self.unread.add(path.parent.name)
                continue
            self.files[file.template_id] = self.shown(path)
            template = Template(
                **file.model_dump(exclude={"plan", "quality_requirements"}),
                **prompts,
                dataset_id=about.id,
                quality_requirements=requirements,
            )
            found.append(LoadedTemplate(template, dict(file.quality_requirements), file.plan))
        return found

    def _seeds(self, plans: list[ConversationPlan]) -> list[LoadedSeed]:
        found: list[LoadedSeed] = []
        folder = self.planning / "seeds"
        written = {path.stem: path for path in sorted(folder.glob("*.json"))}
        for plan in plans:
            file, field = self.places[plan.conversation_id]
            path = written.pop(plan.conversation_id, None)
            if path is None:
                self.faults.add(file, field, f"seeds/{plan.conversation_id}.json is missing")
                continue
            seed = self._seed(path, plan)
            if seed is not None:
                found.append(seed)
        for path in written.values() if UNREAD_PLANS not in self.unread else ():
            self.faults.add(self.shown(path), "", "no specification of tier seed has this conversation_id")
        return found

    def _seed(self, path: Path, plan: ConversationPlan) -> LoadedSeed | None:
        text = self._text(path)
        if not text:
            return None
        try:
            file = file_from(text, self.shown(path), strictly=True)
            conversations = [strict(item, self.shown(path)) for item in file.conversations]
        except ContentError as error:
            shown = self.shown(path)
            for line in error.message.removeprefix(f"{shown}:").strip().splitlines():
                self.faults.add(shown, "", line.strip())
            return None
        if len(conversations) != 1:
            self.faults.add(
                self.shown(path), "training_pairs", f"holds {len(conversations)} conversations; expected one"
            )
            return None
        self._check_seed(path, plan, file)
        return LoadedSeed(
            plan=plan,
            conversation=conversations[0],
            path=path.relative_to(self.root),
            read=file.conversations[0],
            file=replace(file, sha256=hashlib.sha256(text.encode()).hexdigest()),
        )

    def _check_seed(self, path: Path, plan: ConversationPlan, file: ReadFile) -> None:
        about = file.conversations[0].about
        for field, found, planned in (
            ("conversation_id", about.conversation_id, plan.conversation_id),
            ("client_persona", about.persona_name, plan.persona_name),
            ("session_context", about.session_context, plan.session_context),
            ("expected_outcome", about.expected_outcome, plan.expected_outcome),
        ):
            if found != planned:
                self.faults.add(self.shown(path), field, f"is {found!r}; its specification says {planned!r}")

    def _shaped(self, path: Path, shape: type[Shape]) -> Shape | None:
        table = self._toml(path)
        return None if table is None else self._validated(shape, table, path)

    def _validated(self, shape: type[Shape], values: Any, path: Path, prefix: str = "") -> Shape | None:
        try:
            return shape.model_validate(values)
        except ValidationError as error:
            self.faults.add_all(self.shown(path), error, prefix)
            return None

    def _toml(self, path: Path) -> dict[str, Any] | None:
        text = self._text(path)
        if not text:
            return None
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.faults.add(self.shown(path), "", f"broken TOML: {error}")
            return None

    def _text(self, path: Path) -> str:
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            self.faults.add(self.shown(path), "", "is missing")
            return ""
        except (OSError, UnicodeDecodeError) as error:
            self.faults.add(self.shown(path), "", f"cannot be read ({error})")
            return ""
        if not text.strip():
            self.faults.add(self.shown(path), "", "is empty")
            return ""
        return text

    def shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()
