"""Which files an export writes, and the value of each. Reads, and writes nothing; worker/cli puts them on a
disk.

Tested in tests/integration/test_export.py.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from worker.errors import RapportError
from worker.interchange.columns import Row
from worker.interchange.writing import about_of, file_of, own_file, pairs_of
from worker.jobs.desk import NotFoundError
from worker.jobs.exchange import Exchange
from worker.jobs.loading import only


@dataclass(frozen=True)
class ExportedFile:
    """A file to be: its name, its conversations, its source; None for one of the format's own shape."""

    name: str
    conversation_ids: tuple[str, ...]
    source_id: str | None


@dataclass(frozen=True)
class Export:
    """What an export writes. value_of reads a file's conversations when it is its turn."""

    exchange: Exchange
    files: tuple[ExportedFile, ...]
    conversations: Mapping[str, Row]
    sources: Mapping[str, Row]
    datasets: Mapping[str, Row]

    async def value_of(self, file: ExportedFile) -> dict[str, Any]:
        """The JSON value of a file."""
        source = self.sources.get(file.source_id or "")
        pairs: dict[int, list[dict[str, Any]]] = {}
        for place, name in enumerate(file.conversation_ids):
            conversation = self.conversations[name]
            about = about_of(conversation, self.datasets[conversation["dataset_id"]]["personas"])
            turns = [_nested(row) for row in await self.exchange.turns(name)]
            position = place if source is None else conversation["source_position"]
            pairs[position] = pairs_of(about, turns, plainly=source is None)
        if source is not None:
            return file_of(source, pairs)
        conversation = self.conversations[file.conversation_ids[0]]
        return own_file(conversation, self.datasets[conversation["dataset_id"]], pairs[0])


async def exported_files(exchange: Exchange, ids: Sequence[str], dataset_id: str | None) -> Export:
    """The files of these conversations, of all that have a text where none is named.

    Raises:
        NotFoundError: a conversation that was named is not there, or has no text; there is no such dataset.
        RapportError: there is nothing to export.
    """
    if dataset_id is not None:
        await exchange.dataset(dataset_id)
    rows = {
        row["conversation_id"]: row
        for row in await exchange.written()
        if dataset_id in (None, row["dataset_id"]) and row["generated_at"] is not None
    }
    missing = [name for name in ids if name not in rows]
    if missing:
        raise NotFoundError(
            f"No text to export: {', '.join(missing)}.",
            hint="A conversation has one when it is generated, reviewed or approved (rapport show ID).",
        )
    chosen = {name: row for name, row in rows.items() if not ids or name in ids}
    if not chosen:
        whose = "" if dataset_id is None else f" of {dataset_id}"
        raise RapportError(f"There is nothing to export: no conversation{whose} has a text yet.")
    sources = await exchange.sources(
        sorted({row["source_id"] for row in chosen.values() if _is_as_imported(row)})
    )
    together: dict[str, list[Row]] = defaultdict(list)
    files = []
    for name, row in chosen.items():
        if _is_as_imported(row) and row["source_id"] in sources:
            together[row["source_id"]].append(row)
        else:
            files.append(ExportedFile(f"{name}.json", (name,), None))
    for source_id, held in together.items():
        held.sort(key=lambda row: int(row["source_position"]))
        names = tuple(row["conversation_id"] for row in held)
        files.append(ExportedFile(sources[source_id]["name"], names, source_id))
    datasets = {
        name: await exchange.dataset(name) for name in sorted({row["dataset_id"] for row in chosen.values()})
    }
    return Export(exchange, tuple(_with_names_of_their_own(files)), chosen, sources, datasets)


def _is_as_imported(row: Row) -> bool:
    """Whether the text there is came from the source: no job has written another since."""
    return row["source_id"] is not None and row["last_job_id"] is None


def _with_names_of_their_own(files: Sequence[ExportedFile]) -> list[ExportedFile]:
    """Sources that are called the same, whatever the case, get a number behind the name of the file."""
    taken: set[str] = set()
    named = []
    for file in sorted(
        files, key=lambda file: (file.source_id is not None, file.name, file.conversation_ids)
    ):
        path, count = PurePosixPath(file.name), 1
        name = file.name
        while name.casefold() in taken:
            count += 1
            name = str(path.with_name(f"{path.stem}.{count}{path.suffix}"))
        taken.add(name.casefold())
        named.append(ExportedFile(name, file.conversation_ids, file.source_id))
    return named


def _nested(row: Row) -> Row:
    """A turn as PostgREST nests it, as the interchange reads it."""
    sentences = sorted(row["response_breakdowns"], key=lambda sentence: int(sentence["sentence_number"]))
    return {
        **row,
        "emotional_context": only(row["emotional_context"]),
        "response_strategy": only(row["response_strategies"]),
        "response_breakdown": sentences,
    }
