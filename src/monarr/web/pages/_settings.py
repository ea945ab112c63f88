"""What all pages of settings share: the menu beside them, with what this person may open, and how a form is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError
from monarr.core.text import Text, text
from monarr.ports.provider import Setting
from monarr.web.pages._forms import Errors, Form
from monarr.web.templating import PageContext, Toast

SAVED = text("Saved.")


class Entry(msgspec.Struct, frozen=True):
    """One page of settings. `words` are labels on it that the search finds."""

    group: Text
    name: Text
    path: str
    permission: str
    about: Text
    words: tuple[str, ...] = ()


_GETTING, _KEEPING = text("Getting"), text("Keeping")
_PEOPLE, _SERVER = text("People"), text("This server")
ENTRIES = (
    Entry(_GETTING, text("Indexers"), "/settings/indexers", "indexers.read", text("Where releases are looked for.")),
    Entry(
        _GETTING, text("Download clients"), "/settings/download-clients", "clients.read",
        text("What fetches a release."),
    ),
    Entry(
        _GETTING, text("Profiles"), "/settings/profiles", "profiles.read",
        text("Which quality is good enough, and which is better."), ("Cutoff", "Goal", "Scores", "Upgrades", "Language"),
    ),
    Entry(
        _GETTING, text("Quality sizes"), "/settings/quality", "quality.read",
        text("How big a release may be."), ("Minimum", "Preferred", "Maximum", "Megabytes"),
    ),
    Entry(
        _GETTING, text("Custom formats"), "/settings/formats", "formats.read",
        text("Signs of a release that count for points."), ("Conditions", "JSON"),
    ),
    Entry(
        _GETTING, text("Release groups"), "/settings/groups", "releases.read",
        text("How groups stand, and why."), ("Reputation", "Trust", "Fakes"),
    ),
    Entry(
        _GETTING, text("Guides"), "/settings/guides", "formats.read",
        text("Formats, profiles, sizes and naming that others keep."), ("TRaSH", "Import", "Update", "Pin"),
    ),
    Entry(
        _GETTING, text("Words"), "/settings/words", "profiles.read",
        text("What a name must have, or must not."), ("Release profiles", "Required", "Forbidden", "Air date"),
    ),
    Entry(
        _GETTING, text("Delays"), "/settings/delays", "profiles.read",
        text("How long a release waits for a better one."), ("Delay profiles", "Torrents", "Usenet", "Preferred"),
    ),
    Entry(
        _GETTING, text("Test a name"), "/settings/test-a-name", "releases.read",
        text("What Monarr reads in a release name, and what it would do."), ("Parse", "Tokens", "Verdict", "Rules"),
    ),
    Entry(
        _KEEPING, text("Libraries and folders"), "/settings/libraries", "libraries.edit",
        text("What is kept, and where."), ("Root folders",),
    ),
    Entry(
        _KEEPING, text("Naming"), "/settings/naming", "naming.read",
        text("How folders and files are called."), ("Rename", "Patterns", "Tokens", "Colons"),
    ),
    Entry(_KEEPING, text("Metadata sources"), "/settings/metadata", "providers.read", text("Who knows titles.")),
    Entry(_KEEPING, text("Players"), "/settings/players", "players.read", text("Who is told of new files.")),
    Entry(
        _KEEPING, text("Player groups"), "/settings/player-groups", "players.read",
        text("Players that share one library database."), ("Not while somebody watches",),
    ),
    Entry(
        _KEEPING, text("Path mappings"), "/settings/path-mappings", "clients.read",
        text("Folders that others see under another path."), ("Remote path", "Container"),
    ),
    Entry(_KEEPING, text("Tags"), "/settings/tags", "tags.read", text("Labels that bind things to titles.")),
    Entry(
        _PEOPLE, text("Accounts"), "/settings/users", "users.read",
        text("Who may come in, and what each may do."), ("Permissions", "Password", "Sessions", "Users"),
    ),
    Entry(
        _PEOPLE, text("Roles"), "/settings/roles", "roles.read",
        text("What those who have one may do."), ("Permissions", "Rights"),
    ),
    Entry(
        _PEOPLE, text("API keys"), "/settings/api-keys", "account.keys", text("For programs that speak to Monarr.")
    ),
    Entry(_PEOPLE, text("Notifications"), "/settings/notifications", "notifications.read", text("Who hears of what.")),
    Entry(
        _SERVER, text("General"), "/settings/general", "settings.read",
        text("Names, addresses and rules of this house."),
    ),
    Entry(
        _SERVER, text("Who changed what"), "/settings/audit", "audit.read",
        text("Every change by a person, kept for 90 days."), ("Audit", "Log"),
    ),
    Entry(
        _SERVER, text("Errors"), "/settings/errors", "settings.read",
        text("What came up that nobody expected, with its trace."), ("Trace", "Correlation id", "Log", "Failures"),
    ),
    Entry(
        _SERVER, text("Preferences"), "/settings/preferences", "account.read",
        text("Light, rows, time zone and your password."),
        ("Theme", "Density", "Language", "Time zone", "Clock", "Shortcuts", "Password", "Sessions", "Posters"),
    ),
)  # fmt: skip


def menu_of(page: PageContext, on: str = "", bad: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """The menu, as settings/frame.html wants it; `on` is the path of the page that is open."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in ENTRIES:
        if not page.may(entry.permission):
            continue
        row = {
            "words": page.say(entry.name), "href": entry.path, "on": entry.path == on, "about": page.say(entry.about),
            "bad": (bad or {}).get(entry.path, 0),
        }  # fmt: skip
        groups.setdefault(page.say(entry.group), []).append(row)
    return [{"name": name, "pages": pages} for name, pages in groups.items()]


def find_entries(page: PageContext, query: str) -> list[tuple[Entry, str]]:
    """Pages of settings whose name, or a word on them, has the words; with that word where it was not the name."""
    wanted = query.casefold()
    found = []
    for entry in ENTRIES:
        if page.may(entry.permission):
            name = page.say(entry.name)
            words = [word for word in entry.words if wanted in word.casefold()]
            if wanted in name.casefold() or words:
                found.append((entry, "" if wanted in name.casefold() else words[0]))
    return found


async def show(page: PageContext, name: str, on: str, /, *, status: int = 200, **context: Any) -> Response[str]:
    """A page of settings with its menu."""
    bad = await troubles_by_path(page)
    return await page.show(name, current="/settings", status=status, menu=menu_of(page, on, bad), **context)


async def troubles_by_path(page: PageContext) -> dict[str, int]:
    """How many providers do not answer, by the page that mends them."""
    from monarr.db.queries.page_settings import count_troubles

    paths = {"indexer": "indexers", "download_client": "download-clients", "metadata": "metadata",
             "player": "players", "notification": "notifications"}  # fmt: skip
    found = await page.house.db.read(count_troubles)
    return {f"/settings/{paths[kind]}": count for kind, count in found.items() if kind in paths}


def split(error: MonarrError, known: Mapping[str, str] | None = None) -> tuple[Errors, Text | None]:
    """The sentences by field, and the one above the form. `known` maps a service's field to that of the form."""
    fields = error.fields if isinstance(error, InvalidInput) else {}
    renamed = {(known or {}).get(name, name): sentence for name, sentence in fields.items()}
    return Errors(renamed), (None if renamed else error.message)


def given_values(form: Form, declared: tuple[Setting, ...] | list[Setting]) -> dict[str, Any]:
    """What the form says of declared settings: a switch that is off comes as nothing, and is False here."""
    return {one.name: _given(form, one) for one in declared}


def _given(form: Form, one: Setting) -> Any:
    if one.kind == "boolean":
        return form.on(one.name)
    if one.kind in ("list", "integers"):
        return [part.strip() for part in form.get(one.name).split(",") if part.strip()]
    return form.raw(one.name) if one.is_secret else form.get(one.name)


def saved(page: PageContext) -> Toast:
    return page.toast(SAVED)


def ask(page: PageContext, question: Text, goes: Text, path: str) -> dict[str, str]:
    """A question before something is taken away."""
    return {"question": page.say(question), "goes": page.say(goes), "path": path}
