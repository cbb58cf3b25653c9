"""rapport members: who may see the data and start jobs."""

from typing import Annotated

import typer
from rich.table import Table

from worker import exits
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, console, open_desk, print_json, wait_for

group = typer.Typer(no_args_is_help=True, help="Who may see the data and start jobs (needs the service key).")
app.add_typer(group, name="members")


@group.command(epilog="Example: rapport members add ana@example.org --role manager")
def add(
    email: Annotated[str, typer.Argument(help="The e-mail the person signed up with.")],
    *,
    role: Annotated[str, typer.Option(help="viewer, reviewer or manager.")] = "viewer",
) -> int:
    """Make a signed-up user a member, or change a member's role."""
    if role not in ("viewer", "reviewer", "manager"):
        raise typer.BadParameter(f"--role takes viewer, reviewer or manager, not {role!r}")

    async def work() -> None:
        desk = await open_desk()
        try:
            member = await desk.add_member(email, role)
        finally:
            await desk.close()
        console().print(f"{member['email']} is {member['role']} now.")

    wait_for(work())
    return exits.OK


@group.command("list")
def list_members(*, as_json: Annotated[bool, JSON_OPTION] = False) -> int:
    """List the members."""

    async def work() -> None:
        desk = await open_desk()
        try:
            rows = await desk.members()
        finally:
            await desk.close()
        if as_json:
            print_json(rows)
            return
        table = Table("email", "role", "since", box=None, pad_edge=False, header_style="bold")
        for row in rows:
            table.add_row(row["email"], row["role"], str(row["created_at"])[:10])
        console().print(table)

    wait_for(work())
    return exits.OK


@group.command(epilog="Example: rapport members remove ana@example.org")
def remove(email: Annotated[str, typer.Argument(help="The member's e-mail.")]) -> int:
    """Take a member's rights away; the sign-up stays."""

    async def work() -> None:
        desk = await open_desk()
        try:
            await desk.remove_member(email)
        finally:
            await desk.close()
        console().print(f"{email} is no member any more.")

    wait_for(work())
    return exits.OK
