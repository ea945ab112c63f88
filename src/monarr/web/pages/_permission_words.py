"""What permissions are called, in groups as a page shows them."""

from __future__ import annotations

from monarr.core.text import Text, text

PERMISSION_GROUPS: tuple[tuple[Text, dict[str, Text]], ...] = (
    (
        text("Titles and files"),
        {
            "titles.read": text("See titles"),
            "titles.play": text("Play"),
            "titles.add": text("Add titles"),
            "titles.edit": text("Change titles"),
            "titles.delete": text("Delete titles"),
            "titles.search": text("Search for titles"),
            "releases.read": text("See releases and scores"),
            "releases.grab": text("Grab releases"),
            "files.read": text("See files and paths"),
            "files.edit": text("Import, rename and undo"),
            "files.delete": text("Delete files"),
        },
    ),
    (
        text("Activity"),
        {
            "queue.read": text("See the queue"),
            "queue.edit": text("Change the queue"),
            "history.read": text("See the history"),
            "wanted.read": text("See what is wanted"),
            "blocklist.read": text("See the blocklist"),
            "blocklist.edit": text("Change the blocklist"),
            "trash.read": text("See the trash"),
            "trash.edit": text("Restore, and delete for good"),
        },
    ),
    (
        text("How things are kept"),
        {
            "libraries.read": text("See libraries"),
            "libraries.edit": text("Change libraries and folders"),
            "profiles.read": text("See profiles"),
            "profiles.edit": text("Change profiles"),
            "formats.read": text("See custom formats"),
            "formats.edit": text("Change custom formats"),
            "quality.read": text("See quality sizes"),
            "quality.edit": text("Change quality sizes"),
            "naming.read": text("See naming"),
            "naming.edit": text("Change naming"),
            "tags.read": text("See tags"),
            "tags.edit": text("Change tags"),
        },
    ),
    (
        text("Services"),
        {
            "indexers.read": text("See indexers"),
            "indexers.edit": text("Change indexers"),
            "clients.read": text("See download clients"),
            "clients.edit": text("Change download clients"),
            "providers.read": text("See metadata sources"),
            "providers.edit": text("Change metadata sources"),
            "players.read": text("See players"),
            "players.edit": text("Change players"),
            "notifications.read": text("See notifications"),
            "notifications.edit": text("Change notifications"),
        },
    ),
    (
        text("This server"),
        {
            "jobs.read": text("See tasks"),
            "jobs.edit": text("Run and stop tasks"),
            "status.read": text("See the status"),
            "settings.read": text("See settings"),
            "settings.edit": text("Change settings"),
        },
    ),
    (
        text("People"),
        {
            "users.read": text("See accounts"),
            "users.edit": text("Change accounts"),
            "users.admins": text("Change administrators"),
            "roles.read": text("See roles"),
            "roles.edit": text("Change roles"),
            "audit.read": text("See the audit log"),
            "account.read": text("See the own account"),
            "account.edit": text("Change the own account"),
            "account.keys": text("Make API keys"),
        },
    ),
)
PERMISSION_WORDS = {name: words for _, group in PERMISSION_GROUPS for name, words in group.items()}
