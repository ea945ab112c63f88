"""`monarr user`: accounts, by whoever has the machine: they act as the owner."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Group, terminal
from monarr.cli._house import opened, run
from monarr.core.errors import MonarrError, NotFound
from monarr.core.text import text
from monarr.services.context import House

ROLES = ("admin", "moderator", "member", "guest")


@click.group(cls=Group)
def user() -> None:
    """Accounts: add, list, change the password or the role."""


@user.command()
@click.argument("username")
@click.option("--name", help="The name that others see; the user name when not given.")
@click.option("--email")
@click.option("--role", type=click.Choice(["owner", *ROLES]), default="member", show_default=True)
@click.option("--password", envvar="MONARR_USER_PASSWORD", help="Asked for when not given.")
def add(username: str, name: str | None, email: str | None, role: str, password: str | None) -> None:
    """Make an account. The first is the owner's: --role owner."""
    from monarr.services.accounts import create_user, list_users
    from monarr.services.setup import create_owner

    spoken, secret = terminal(), _asked(password)

    async def work() -> int:
        async with opened(spoken) as house:
            shown = name or username
            if role != "owner":
                return await create_user(
                    house, await _owner(house), name=shown, username=username, password=secret, email=email,
                    roles=(role,),
                )  # fmt: skip
            await create_owner(house, name=shown, username=username, password=secret, email=email, trusted=True)
            return next(one.id for one in await list_users(house) if one.username == username.strip().lower())

    user_id = run(work())
    spoken.answer({"id": user_id, "username": username}, lambda console: console.print(f"{username} has an account."))


@user.command("list")
def list_() -> None:
    """Show all accounts."""
    from monarr.services.accounts import list_users

    spoken = terminal()

    async def work() -> list[Any]:
        async with opened(spoken) as house:
            return await list_users(house)

    users = run(work())
    lines = [
        (one.id, one.username, one.name, ", ".join(one.roles), one.status, f"{one.signed_in_at:%Y-%m-%d %H:%M}" if one.signed_in_at else "")
        for one in users
    ]  # fmt: skip
    table = spoken.table([">Id", "User", "Name", "Roles", "Status", "Signed in"], lines, empty="No accounts yet.")
    spoken.answer(users, table)


@user.command()
@click.argument("username")
@click.option("--password", envvar="MONARR_USER_PASSWORD", help="Asked for when not given.")
def password(username: str, password: str | None) -> None:
    """Give USERNAME a new password; their sessions end."""
    from monarr.services.accounts import edit_user

    spoken, secret = terminal(), _asked(password)

    async def work() -> None:
        async with opened(spoken) as house:
            found = await _find(house, username)
            await edit_user(house, await _owner(house), found.id, changes={}, password=secret)

    run(work())
    spoken.answer({"username": username}, lambda console: console.print(f"{username} has a new password."))


@user.command()
@click.argument("username")
@click.argument("role", type=click.Choice(ROLES))
def role(username: str, role: str) -> None:
    """Give USERNAME another role."""
    from monarr.services.accounts import edit_user

    spoken = terminal()

    async def work() -> None:
        async with opened(spoken) as house:
            found = await _find(house, username)
            await edit_user(house, await _owner(house), found.id, changes={}, roles=(role,))

    run(work())
    spoken.answer({"username": username, "role": role}, lambda console: console.print(f"{username} is {role} now."))


def _asked(password: str | None) -> str:
    if password is not None:
        return password
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


async def _find(house: House, username: str) -> Any:
    from monarr.services.accounts import list_users

    for one in await list_users(house):
        if one.username == username.strip().lower():
            return one
    raise NotFound(text("Nobody is called {name}. `monarr user list` shows who there is.", name=username))


async def _owner(house: House) -> Any:
    """The owner as the one who acts."""
    from monarr.services.owner import find_owner

    owner = await house.db.read(find_owner)
    if owner is None:
        raise MonarrError(text("This house has no owner yet: monarr user add NAME --role owner"))
    return owner
