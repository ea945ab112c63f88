"""The command line: `monarr COMMAND`. Each command lives in a module of its own, which is loaded only when it is used, so
that `monarr --help` and `monarr parse` answer at once.

Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 not found, 4 conflict (already there, in use), 5 unavailable (a service
or the database does not answer).
"""

from __future__ import annotations

import sys

from monarr.cli._group import LazyGroup

_COMMANDS = {
    "serve": ("serve:serve", "Start the server."),
    "worker": ("serve:worker", "Start a process that runs jobs beside a server."),
    "demo": ("demo:demo", "Show Monarr at work in an offline world."),
    "add": ("add:add", "Add a film or series."),
    "search": ("search:search", "Search the indexers for a title of the library."),
    "grab": ("grab:grab", "Grab a release that was found."),
    "queue": ("queue:queue", "What is being downloaded and imported."),
    "profile": ("profile:profile", "Quality profiles, and goals to make them from."),
    "groups": ("groups:groups", "How release groups stand, and why."),
    "judge": ("judge:judge", "How releases would be judged."),
    "what-if": ("what_if:what_if", "What a changed rule would do, before it is saved."),
    "why": ("why:why", "Why titles are not here, or not better."),
    "title": ("title:title", "How a title is looked for: its names and numbers."),
    "delay-profiles": ("restricting:delay_profiles", "How long to wait for something better."),
    "release-profiles": ("restricting:release_profiles", "Words that names must, or must not, have."),
    "scan": ("scan:scan", "Look what is in a folder of a library."),
    "unmatched": ("unmatched:unmatched", "Folders that belong to no title."),
    "rename": ("rename:rename", "Rename files to the naming rules."),
    "library": ("library:library", "Libraries and their folders."),
    "user": ("user:user", "Accounts."),
    "jobs": ("jobs:jobs", "What runs, waits and has failed."),
    "errors": ("errors:errors", "What came up that nobody expected."),
    "parse": ("parse:parse", "What release names say."),
    "name": ("name:name", "Preview names of files and folders."),
    "formats": ("formats:formats", "Match custom formats, take up guide data."),
    "guides": ("guides:guides", "Guides of formats and profiles: what changed, take up, pin."),
    "db": ("db:db", "The database: upgrade, downgrade, check, copy."),
    "backup": ("backup:backup", "Write a backup."),
    "restore": ("backup:restore", "Put a backup in the place of the database."),
    "doctor": ("doctor:doctor", "Whether everything is well, and what to do if not."),
    "completion": ("completion:completion", "Completion for bash, zsh or fish."),
}

cli = LazyGroup("monarr", package=__name__, commands=_COMMANDS, help=(
    "One self-hosted server for the whole home media library."
))  # fmt: skip


def main() -> None:
    """The entry point of the program."""
    sys.exit(cli.run())
