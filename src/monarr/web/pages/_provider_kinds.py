"""The five kinds of providers as pages of settings: words, permissions, and the options beside a provider's own
settings, declared as settings too so that one form shows both."""

from __future__ import annotations

from typing import Any

import msgspec

from monarr.core.text import Text, text
from monarr.ports.provider import ProviderKind, Setting


class KindPage(msgspec.Struct, frozen=True, kw_only=True):
    """`order` is the option that decides who is asked first. `options` are the columns that the form shows besides."""

    kind: ProviderKind
    path: str
    permission: str
    name: Text
    about: Text
    add_words: Text
    empty: Text
    empty_about: Text
    order: str | None = None
    options: tuple[Setting, ...] = ()
    has_tags: bool = False


def _switch(name: str, label: str, default: bool = True) -> Setting:
    return Setting(name=name, label=label, kind="boolean", default=default, required=False, advanced=True)


def _count(name: str, label: str, unit: str) -> Setting:
    return Setting(name=name, label=label, kind="integer", required=False, ge=1, unit=unit, advanced=True)


KINDS = (
    KindPage(
        kind=ProviderKind.INDEXER,
        path="/settings/indexers",
        permission="indexers",
        name=text("Indexers"),
        about=text("Where releases are looked for. One search serves every library."),
        add_words=text("Add an indexer"),
        empty=text("Monarr has nowhere to look yet."),
        empty_about=text("Add an indexer that you have an account with. Monarr brings no site of its own."),
        order="priority",
        options=(
            _switch("enable_rss", "Read what is new"),
            _switch("enable_search", "Search by itself"),
            _switch("enable_interactive", "Search when somebody looks"),
            _count("query_limit", "Most searches", "a day"),
            _count("grab_limit", "Most grabs", "a day"),
        ),
        has_tags=True,
    ),
    KindPage(
        kind=ProviderKind.DOWNLOAD_CLIENT,
        path="/settings/download-clients",
        permission="clients",
        name=text("Download clients"),
        about=text("What fetches a release. The first that answers gets it."),
        add_words=text("Add a download client"),
        empty=text("Nothing can be fetched yet."),
        empty_about=text("Add a program that downloads, or the client that is built in."),
        order="priority",
        options=(
            Setting(
                name="import_mode", label="Importing", kind="choice", default="automatic", required=False, advanced=True,
                choices=(("automatic", "As it fits"), ("hardlink", "Hardlink"), ("copy", "Copy"), ("move", "Move")),
            ),
            _switch("remove_completed", "Remove what is imported and seeded"),
            _switch("remove_failed", "Remove what failed"),
        ),
        has_tags=True,
    ),
    KindPage(
        kind=ProviderKind.METADATA,
        path="/settings/metadata",
        permission="providers",
        name=text("Metadata sources"),
        about=text("Who knows titles, dates and pictures. What the first does not know the next is asked."),
        add_words=text("Add a source"),
        empty=text("Nobody knows titles yet."),
        empty_about=text("Without a source Monarr cannot find a film or a series by its name."),
        order="position",
    ),
    KindPage(
        kind=ProviderKind.PLAYER,
        path="/settings/players",
        permission="players",
        name=text("Players"),
        about=text("Who is told when something new is there, so that it shows up without a scan."),
        add_words=text("Add a player"),
        empty=text("No player is told of anything yet."),
        empty_about=text("Add Kodi, and what arrives shows up there by itself."),
    ),
    KindPage(
        kind=ProviderKind.NOTIFICATION,
        path="/settings/notifications",
        permission="notifications",
        name=text("Notifications"),
        about=text("Who hears of what happens here."),
        add_words=text("Add a notification"),
        empty=text("Nobody is told of anything yet."),
        empty_about=text("A message when something arrives, or when something does not work."),
        options=(
            Setting(
                name="events", label="Tell of", kind="list", default=[], required=False,
                placeholder="file.imported, download.*",
                help="Kinds of events, parted by commas; a star stands for any. Empty: of everything.",
            ),
        ),
        has_tags=True,
    ),
)  # fmt: skip


def option_values(kind: KindPage, values: dict[str, Any]) -> dict[str, Any]:
    """The options among a form's values, as the service takes them: numbers as numbers, lists as lists. Raises
    InvalidInput with a sentence per option."""
    from monarr.ports.provider import ProviderSettings

    class Options(ProviderSettings):
        declared = kind.options

    return Options.load(values).dump()
