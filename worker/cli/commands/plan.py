"""rapport plan: the planning files and what is rendered from them."""

from pathlib import Path
from typing import Annotated

import typer

from worker import exits
from worker.cli.app import app
from worker.cli.session import console
from worker.errors import RapportError

group = typer.Typer(
    no_args_is_help=True,
    help="The planning files: check, show, begin and push them, render supabase/seed.sql.",
)
app.add_typer(group, name="plan")

SEED_FILE = Path("supabase/seed.sql")
ROOT_OPTION = typer.Option("--root", help="The folder that holds planning/ and templates/.")


def dataset_names(root: Path) -> list[str]:
    """The datasets below a folder, in order. Raises RapportError when there is none."""
    names = sorted(path.parent.name for path in root.glob("planning/*/dataset.toml"))
    if not names:
        raise RapportError(
            f"There is no planning/<dataset>/dataset.toml below {root.resolve()}.",
            hint="Run it in the project's folder, or name that with --root.",
        )
    return names


def chosen_datasets(root: Path, dataset: str | None) -> list[str]:
    """The dataset named, or all there are. Raises RapportError when there is none, or none of that name."""
    names = dataset_names(root)
    if dataset is None:
        return names
    if dataset not in names:
        raise RapportError(
            f"There is no dataset {dataset} in {(root / 'planning').resolve()}.",
            hint=f"There is: {', '.join(names)}.",
        )
    return [dataset]


@group.command(epilog="Example: rapport plan render --check")
def render(
    *,
    root: Annotated[Path, ROOT_OPTION] = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 when the file is not fresh.")
    ] = False,
) -> int:
    """Check every planning file and render supabase/seed.sql from them."""
    from worker.planning import render_seed, sound_datasets  # noqa: PLC0415 - only this command needs it

    text = "\n".join(render_seed(loaded) for loaded in sound_datasets(root, dataset_names(root)))
    target = root / SEED_FILE
    if target.exists() and target.read_text(encoding="utf-8") == text:
        console().print(f"{target} is fresh.")
        return exits.OK
    if check:
        raise RapportError(f"{target} is not what the files render.", hint="Run: rapport plan render")
    target.write_text(text, encoding="utf-8")
    console().print(f"Wrote {target} ({len(text):,} characters).")
    return exits.OK
