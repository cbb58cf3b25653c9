"""rapport import: interchange files into the database."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from worker import exits
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, console, counted, open_exchange, operator, print_json, wait_for

if TYPE_CHECKING:
    from worker.jobs.importing import Imported, ImportedFile, Wishes

# A line of progress after so many conversations of a file.
_STEP = 25
# So many conversations of a file, and so many notes, are shown one by one.
_SHOWN, _NOTES = 20, 5


class Kind(Enum):
    """What a conversation from a file is: generated, or an approved example."""

    DRAFT = "draft"
    SEED = "seed"


@app.command("import", epilog="Example: rapport import conversations/ --dry-run")
def import_files(
    paths: Annotated[
        list[Path], typer.Argument(help="Interchange files, or folders that hold some.", metavar="PATH…")
    ],
    *,
    dataset: Annotated[
        str | None, typer.Option("--dataset", help="Into which dataset; by default the only one there is.")
    ] = None,
    kind: Annotated[
        Kind, typer.Option("--as", help="draft: to be reviewed. seed: approved, an example for others.")
    ] = Kind.DRAFT,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over texts of the same id: drafts, with --as seed seeds.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read, check and report; write nothing.")
    ] = False,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Import interchange files, each whole or not at all (needs the service key). Exit 1 if one did not."""
    from worker.jobs.importing import ImportedFile, Wishes, importer_for  # noqa: PLC0415 - only this command needs it
    from worker.planning.review import files_of  # noqa: PLC0415 - as above

    files = files_of(paths)
    names = {path: _name(path, paths) for path in files}
    shown = told_apart(names)
    wishes = Wishes(seed=kind is Kind.SEED, replace=replace, dry_run=dry_run, by=operator())
    out = console()

    async def work() -> list[ImportedFile]:
        exchange = await open_exchange()
        try:
            importer = await importer_for(exchange, dataset, wishes)
            done = []
            for path in files:
                name = shown[path]

                def progress(count: int, whole: int, name: str = name) -> None:
                    if not as_json and count < whole and count % _STEP == 0:
                        out.print(f"{name}: {count} of {whole} conversations read")

                # What the source is called in the database is no path of this machine.
                brought = await importer.bring(path, names[path], progress)
                done.append(dataclasses.replace(brought, name=name))
                if not as_json:
                    _print(out, done[-1], wishes)
            return done
        finally:
            await exchange.close()

    done = wait_for(work())
    if as_json:
        print_json([_as_json(file) for file in done])
    else:
        _print_sum(out, done, dry_run=dry_run)
    return exits.FAILED if any(file.fault for file in done) else exits.OK


def _name(path: Path, given: Sequence[Path]) -> str:
    """What a file is called: its path below the folder that was named."""
    for folder in given:
        if folder.is_dir() and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def told_apart(names: Mapping[Path, str]) -> dict[Path, str]:
    """Files as they are shown: by name, and by the path they were found at where several have one name."""
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    return {path: path.as_posix() if name in shared else name for path, name in names.items()}


def _print(out: Console, file: "ImportedFile", wishes: "Wishes") -> None:
    if file.fault is not None:
        would = "would be" if wishes.dry_run else "was"
        out.print(Text.assemble((file.name, "bold"), (f": nothing of it {would} imported", "red")))
        out.print(Text(f"  {file.fault.message}", style="red"), soft_wrap=True)
        if file.fault.hint:
            out.print(f"  {file.fault.hint}", soft_wrap=True)
        return
    fates = [item.fate for item in file.conversations]
    fared = ", ".join(f"{fates.count(fate)} {fate}" for fate in dict.fromkeys(fates))
    out.print(Text.assemble((file.name, "bold"), f": {fared} ({'seeds' if wishes.seed else 'drafts'})"))
    for item in file.conversations[:_SHOWN]:
        out.print(f"  {item.conversation_id}: {_score(item)}", soft_wrap=True)
    if len(file.conversations) > _SHOWN:
        out.print(f"  and {len(file.conversations) - _SHOWN} more")
    for note in file.notes[:_NOTES]:
        out.print(Text(f"  not as the format has it, {note}", style="yellow"), soft_wrap=True)
    if len(file.notes) > _NOTES:
        out.print(f"  and {len(file.notes) - _NOTES} more values that are not as the format has them "
                  "(rapport check lists them)", soft_wrap=True)  # fmt: skip


def _score(item: "Imported") -> str:
    ready = "ready for training" if item.ready_for_training else "not ready for training"
    own = "" if item.own_score is None else f"; its file says {item.own_score:g}"
    return f"{item.overall_score:.2f}, {ready}, {counted(item.findings, 'finding')}{own}"


def _print_sum(out: Console, done: Sequence["ImportedFile"], *, dry_run: bool) -> None:
    conversations = [item for file in done for item in file.conversations]
    failed = sum(file.fault is not None for file in done)
    ready = sum(item.ready_for_training for item in conversations)
    findings = sum(item.findings for item in conversations)
    notes = sum(len(file.notes) for file in done)
    out.print(
        f"\n{counted(len(conversations), 'conversation')} of {counted(len(done) - failed, 'file')} "
        f"{'checked, nothing written' if dry_run else 'imported'}: {ready} ready for training, "
        f"{counted(findings, 'finding')}, {counted(notes, 'value')} not as the format has them; "
        f"{counted(failed, 'file')} failed.",
        soft_wrap=True,
    )


def _as_json(file: "ImportedFile") -> dict[str, Any]:
    fault = file.fault
    return {
        "file": file.name,
        "fault": None if fault is None else {"message": fault.message, "hint": fault.hint},
        "conversations": [vars(item) for item in file.conversations],
        "notes": [str(note) for note in file.notes],
    }
