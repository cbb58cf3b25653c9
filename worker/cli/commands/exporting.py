"""rapport export: conversations of the database as interchange files."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker import exits
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, console, counted, open_exchange, print_json, wait_for
from worker.errors import RapportError

if TYPE_CHECKING:
    from worker.jobs.exporting import ExportedFile


class Format(Enum):
    """Which shape the files have."""

    SEED_JSON = "seed-json"


@app.command(epilog="Example: rapport export --format seed-json --out exported/")
def export(
    *,
    out: Annotated[Path, typer.Option("--out", help="The folder the files are written to.", metavar="DIR")],
    shape: Annotated[
        Format, typer.Option("--format", help="seed-json: interchange files, as they were imported.")
    ] = Format.SEED_JSON,
    ids: Annotated[
        list[str] | None,
        typer.Option("--conversation", help="Only this conversation; may be given again.", metavar="ID"),
    ] = None,
    dataset: Annotated[str | None, typer.Option("--dataset", help="Only this dataset.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Export conversations: imported files equal to what came in, a file each for all others."""
    from worker.jobs.exporting import exported_files  # noqa: PLC0415 - only this command needs it

    del shape  # there is one

    async def work() -> int:
        exchange = await open_exchange()
        written: dict[Path, ExportedFile] = {}
        try:
            plan = await exported_files(exchange, ids or [], dataset)
            targets = [(out / _below(file.name), file) for file in plan.files]
            _refuse_existing([path for path, _ in targets], force=force)
            for path, file in targets:
                _write(path, await plan.value_of(file))
                written[path] = file
                if not as_json:
                    held = counted(len(file.conversation_ids), "conversation")
                    console().print(f"{path}: {held}", soft_wrap=True)
        finally:
            await exchange.close()
        if as_json:
            print_json([_as_json(path, file) for path, file in written.items()])
        else:
            console().print(f"{counted(len(written), 'file')} written.")
        return exits.OK

    return wait_for(work())


def _below(name: str) -> PurePosixPath:
    """A source's name as a path that stays in the folder."""
    steps = [step for step in PurePosixPath(name.replace("\\", "/")).parts if step not in ("/", "..", ".")]
    return PurePosixPath(*steps) if steps else PurePosixPath("file.json")


def _refuse_existing(paths: list[Path], *, force: bool) -> None:
    there = [str(path) for path in paths if path.exists()]
    if there and not force:
        raise RapportError(
            f"{len(there)} of the files are there already: {', '.join(there[:5])}.",
            hint="Choose another folder, or write over them with --force.",
        )


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """The whole file or none: written beside its place, then moved there."""
    making = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        making.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        making.replace(path)
    except OSError as error:
        raise RapportError(f"{path} cannot be written ({error}).") from error
    finally:
        with suppress(OSError):  # where the folder itself could not be made
            making.unlink(missing_ok=True)


def _as_json(path: Path, file: "ExportedFile") -> dict[str, Any]:
    return {"file": str(path), "conversations": list(file.conversation_ids)}
