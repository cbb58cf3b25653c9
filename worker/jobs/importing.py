"""Brings one interchange file into the database, whole or not at all.

A conversation is read, measured by worker/quality and staged; when all of the file is there it is published
in one transaction. The first fault removes what was staged, and so does whatever else ends the import; what
a killed process leaves is invisible and goes with a later import (supabase/migrations/…_imports.sql).
Tested in tests/integration/test_import.py and tests/faults/test_import_killed.py.
"""

import asyncio
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from worker.domain.conversation import Conversation
from worker.domain.plan import ConversationPlan, Dataset, QualityRequirements
from worker.errors import ContentError, RapportError
from worker.generation.assemble import findings_payload
from worker.interchange.fields import Note
from worker.interchange.patch import same
from worker.interchange.reading import ReadConversation, ReadFile, file_at, lenient
from worker.interchange.turns import PLANNED, About, counted
from worker.interchange.writing import archetypes, pairs_of
from worker.jobs.connection import DatabaseRefusedError, DatabaseUnreachableError
from worker.jobs.desk import Row
from worker.jobs.exchange import Exchange
from worker.jobs.loading import with_profile
from worker.planning.shapes import Rules
from worker.quality.assess import assess
from worker.quality.checks import Other
from worker.quality.shortlist import shortlist

_METHOD: Final = "imported"
_SIMULATED: Final = "simulated"
_ARC: Final = ("starting_emotion", "starting_intensity", "ending_emotion", "ending_intensity")

Progress = Callable[[int, int], None]
"""Called with how many conversations of the file are done, and how many there are."""


@dataclass(frozen=True)
class Wishes:
    """How files come in: as seeds (approved) or drafts, over conversations of the same id or not; by whom."""

    seed: bool = False
    replace: bool = False
    dry_run: bool = False
    by: str = ""


@dataclass(frozen=True)
class Imported:
    """What became of one conversation. fate: imported, replaced, or (a dry run) checked.

    own_score: the mean of the scores its file gives it, as the file scores (mostly of 5); None when it
    gives none.
    """

    conversation_id: str
    fate: str
    overall_score: float
    ready_for_training: bool
    findings: int
    own_score: float | None


@dataclass(frozen=True)
class ImportedFile:
    """What became of a file: its conversations and what was noted, or the fault it was undone for."""

    name: str
    conversations: tuple[Imported, ...] = ()
    notes: tuple[Note, ...] = ()
    fault: RapportError | None = None


@dataclass(frozen=True)
class Importer:
    """Brings files into one dataset. Make it with `importer_for`."""

    exchange: Exchange
    rules: Rules
    archetypes: Mapping[str, str]
    wishes: Wishes
    options: Mapping[str, Any] = field(default_factory=dict)
    checked: set[str] = field(default_factory=set)  # ids of the files a dry run has found sound

    async def bring(self, path: Path, name: str, progress: Progress) -> ImportedFile:
        """One file.

        Args:
            path: where it is.
            name: what the source is called.
            progress: told after every conversation.
        """
        try:
            # Reading is the machine's work: on a thread, so that a signal is answered meanwhile.
            read = await asyncio.to_thread(file_at, path)
            done = await self._bring(read, name, progress)
        except (ContentError, DatabaseRefusedError, DatabaseUnreachableError) as fault:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise asyncio.CancelledError from fault  # Ctrl-C, met in the middle of a request
            return ImportedFile(name, fault=fault)
        return ImportedFile(name, done, read.notes)

    async def _bring(self, read: ReadFile, name: str, progress: Progress) -> tuple[Imported, ...]:
        import_id = str(uuid.uuid4())
        try:
            done = await self._stage_all(read, import_id, progress)
            if self.wishes.dry_run:
                self.checked.update(item.conversation_id for item in done)
                return done
            source = {
                "name": name,
                "sha256": read.sha256,
                "dataset_metadata": read.dataset_metadata,
                "consultant_profile": read.consultant_profile,
                "extras": read.extras,
            }
            fates = await self.exchange.publish(import_id, source, len(done), self.options)
        except BaseException:
            if not self.wishes.dry_run:
                await self._undo(import_id)
            raise
        # Of a file whose reply was lost it is not told which texts it replaced.
        return tuple(replace(item, fate=fates.get(item.conversation_id, "imported")) for item in done)

    async def _undo(self, import_id: str) -> None:
        """Nothing of it stays staged; a database that does not answer is no second fault."""
        undoing = asyncio.ensure_future(self.exchange.undo(import_id))
        try:
            await asyncio.shield(undoing)
        except asyncio.CancelledError:
            await undoing
            raise
        except RapportError:
            return

    async def _stage_all(self, read: ReadFile, import_id: str, progress: Progress) -> tuple[Imported, ...]:
        dataset_id = self.rules.dataset.dataset_id
        there = await self.exchange.known([item.conversation_id for item in read.conversations])
        alike = shortlist({item.conversation_id: _messages(item) for item in read.conversations})
        said = _method_said(read)
        done: list[Imported] = []
        staging: asyncio.Task[None] | None = None
        try:
            for item in read.conversations:
                near = await self.exchange.others(dataset_id, item.conversation_id, _messages(item))
                others = {other.conversation_id: other for other in (*near, *alike[item.conversation_id])}
                # One is measured while the one before it is staged.
                content, imported = await asyncio.to_thread(
                    self._prepared, item, there.get(item.conversation_id), list(others.values()), said
                )
                if staging is not None:
                    await staging
                staging = asyncio.create_task(self._stage(import_id, item, content))
                done.append(imported)
                progress(len(done), len(read.conversations))
            if staging is not None:
                await staging
        except BaseException:
            if staging is not None:
                staging.cancel()
                await asyncio.wait([staging])
            raise
        return tuple(done)

    async def _stage(self, import_id: str, item: ReadConversation, content: Row) -> None:
        if self.wishes.dry_run:
            ready = bool(content["metrics"]["ready_for_training"])
            await self.exchange.check(item.conversation_id, self.options, ready=ready)
            if item.conversation_id in self.checked and not self.wishes.replace:
                raise ContentError(
                    f"{item.conversation_id} is in an earlier one of these files.",
                    hint="Give one of them another id, or let the later one replace it with --replace.",
                )
        else:
            await self.exchange.stage(import_id, item.position, content, self.options)

    def _prepared(
        self, read: ReadConversation, there: Row | None, others: Sequence[Other], said: str
    ) -> tuple[Row, Imported]:
        """What is staged of a conversation, and what is said of it."""
        about, columns = self._columns(read, there)
        conversation, plan = lenient(read), _plan_of(there)
        if plan is not None:
            conversation = _with_intensities(conversation)
        # The simulator writes whole texts; what is not is the file's own, and under the bar all the same.
        whole = all(row["response_breakdown"] for row in read.turns)
        method = said if whole else _METHOD
        report = assess(
            conversation, plan, self.rules.bar_of(plan), method, self.rules.dataset.profile, others
        )
        turns = read.rows(about)
        written = pairs_of(about, turns, plainly=False)
        if not all(map(same, written, read.pairs)):
            raise RapportError(
                f"{read.conversation_id} would not come back as it is.",
                hint="Nothing was imported. This is a fault of Rapport's: report it with the file.",
            )
        content = {
            "conversation": {**columns, "generation_method": method},
            "turns": [counted(row, turn) for row, turn in zip(turns, conversation.turns, strict=True)],
            "metrics": report.metrics.model_dump(mode="json"),
            "findings": findings_payload(report.findings),
        }
        metrics = report.metrics
        return content, Imported(
            read.conversation_id,
            "checked",
            metrics.overall_score,
            metrics.ready_for_training,
            len(report.findings),
            own_score(read),
        )

    def _columns(self, read: ReadConversation, there: Row | None) -> tuple[About, Row]:
        """What every turn repeats, and the columns of the conversation; a plan that is there stays."""
        planned = there if there is not None and there["plan_hash"] is not None else None
        types = {archetype: persona_type for persona_type, archetype in self.archetypes.items()}
        persona_type = types.get(read.about.archetype or "") if planned is None else planned["persona_type"]
        stays = {} if planned is None else {name: planned[name] for name in PLANNED}
        about = replace(read.about, **stays)
        first, last = (read.turns[place]["emotional_context"] for place in (0, -1))
        arc = dict(
            zip(
                _ARC,
                (first["primary_emotion"], first["intensity"], last["primary_emotion"], last["intensity"]),
                strict=True,
            )
        )
        given = read.about.archetype
        known = given == self.archetypes.get(persona_type or "")
        return about, {
            "conversation_id": read.conversation_id,
            "persona_type": persona_type,
            **{name: getattr(about, name) for name in PLANNED},
            **(arc if planned is None else {name: planned[name] for name in _ARC}),
            "use_for_variations": about.use_for_variations,
            "variation_count_target": about.variation_count_target,
            "extras": {} if known else {"archetype": given},
        }


async def importer_for(exchange: Exchange, dataset_id: str | None, wishes: Wishes) -> Importer:
    """An importer into a dataset, with its rules as the database has them.

    Raises:
        RapportError: there is no such dataset, or its rules cannot be read.
    """
    row = await exchange.dataset(dataset_id)
    try:
        dataset = Dataset.model_validate(
            {name: value for name, value in with_profile(row).items() if name in Dataset.model_fields}
        )
        bars = {
            template["template_id"]: QualityRequirements.model_validate(
                {**row["quality_requirements"], **template["quality_requirements"]}
            )
            for template in await exchange.templates(dataset.dataset_id)
        }
    except ValidationError as error:
        raise RapportError(
            f"The rules of dataset {row['dataset_id']} cannot be read: {error.errors()[0]['msg']}.",
            hint="Correct its row, or that of its template.",
        ) from error
    return Importer(
        exchange,
        Rules(dataset=dataset, plans={}, bars=bars),
        archetypes(row["personas"]),
        wishes,
        {
            "dataset_id": dataset.dataset_id,
            "seed": wishes.seed,
            "replace": wishes.replace,
            "by": wishes.by,
        },
    )


def own_score(read: ReadConversation) -> float | None:
    """The mean of the quality_score its turns give themselves; None when none does."""
    said = [
        score
        for pair in read.pairs
        if isinstance(training := pair.get("training_metadata"), Mapping)
        and isinstance(score := training.get("quality_score"), int | float)
        and not isinstance(score, bool)
    ]
    return round(sum(said) / len(said), 2) if said else None


def _method_said(read: ReadFile) -> str:
    """What the simulator wrote stays simulated on its way through a file."""
    metadata = read.dataset_metadata
    said = metadata.get("generation_method") if isinstance(metadata, Mapping) else None
    return _SIMULATED if said == _SIMULATED else _METHOD


def _messages(read: ReadConversation) -> tuple[str, ...]:
    return tuple(row[name] for row in read.turns for name in ("user_input", "target_response"))


def _plan_of(row: Row | None) -> ConversationPlan | None:
    """The plan of a conversation that is replaced; None where it has none that is whole."""
    if row is None:
        return None
    try:
        return ConversationPlan.model_validate(
            {name: row[name] for name in ConversationPlan.model_fields if name in row}
        )
    except ValidationError:
        return None


def _with_intensities(conversation: Conversation) -> Conversation:
    """The checks against a plan compare intensities; one that a file does not give is at its least."""
    turns = tuple(
        turn.model_copy(
            update={"emotional_context": turn.emotional_context.model_copy(update={"intensity": 0.0})}
        )
        if getattr(turn.emotional_context, "intensity", None) is None
        else turn
        for turn in conversation.turns
    )
    return conversation.model_copy(update={"turns": turns})
