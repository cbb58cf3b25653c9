"""rapport plan new: the files of a further dataset, begun from those of one there is."""

from pathlib import Path
from typing import Annotated

import typer

from worker import exits
from worker.cli.commands.plan import ROOT_OPTION, chosen_datasets, group
from worker.cli.session import console, counted


@group.command(epilog='Example: rapport plan new bakers --from elena --consultant "Ada Okafor"')
def new(
    name: Annotated[str, typer.Argument(help="Its folder and id: small letters, digits, _ and -.")],
    source: Annotated[str, typer.Option("--from", help="The dataset whose files it begins with.")],
    *,
    title: Annotated[str, typer.Option(help="What people call it.")] = "",
    consultant: Annotated[str, typer.Option(help="Who answers, by full name.")] = "",
    business: Annotated[str, typer.Option(help="Where the consultant works.")] = "",
    prefix: Annotated[str, typer.Option(help="What its ids begin with; by default the name.")] = "",
    every: Annotated[
        bool, typer.Option("--every", help="Copy every specification, not one of each template.")
    ] = False,
    root: Annotated[Path, ROOT_OPTION] = Path(),
) -> int:
    """Begin a further dataset: rules and prompts copied, ids and consultant its own, what is left named."""
    from worker.planning.skeleton import Beginning, begin_dataset  # noqa: PLC0415 - only this command needs it

    (source,) = chosen_datasets(root, source)
    begun = Beginning(
        name=name,
        prefix=prefix or name.replace("-", "_"),
        title=title,
        consultant=consultant,
        business=business,
        every=every,
    )
    left = begin_dataset(root, source, begun)
    out = console()
    out.print(f"Made planning/{name} and templates/{name} from {source}, without its seeds.", soft_wrap=True)
    for fault in left:
        out.print(f"  {fault}", soft_wrap=True)
    out.print(
        f"{counted(len(left), 'file')} to fill in; rapport plan check --dataset {name} names them again."
        if left
        else "It renders: rapport plan render. Rewrite its specifications; rapport plan show counts them.",
        soft_wrap=True,
    )
    return exits.OK
