"""What can be set on a qBittorrent client."""

from __future__ import annotations

from monarr.core.text import Text, text
from monarr.ports.provider import HttpUrl, ProviderSettings, Secret, setting


class Settings(ProviderSettings):
    url: HttpUrl = setting("Address", placeholder="http://192.168.1.10:8080", help="Where the Web UI answers.")
    username: str | None = setting("User name", default=None, help="Empty where qBittorrent asks for none.")
    password: Secret | None = setting("Password", default=None)
    category: str = setting("Category", default="monarr", help="Monarr follows only what is in it. Made when missing.")
    imported_category: str | None = setting(
        "Category after import", default=None, advanced=True, help="Empty: the category stays."
    )
    initial_state: str = setting(
        "New downloads", default="start", advanced=True, choices={"start": "Start", "paused": "Wait until resumed"}
    )
    sequential: bool = setting("Fetch pieces in order", default=False, advanced=True)
    first_last: bool = setting("Fetch first and last pieces first", default=False, advanced=True)

    @classmethod
    def check(cls, values: dict[str, object], problems: dict[str, Text | str]) -> None:
        for name in ("category", "imported_category"):
            category = str(values.get(name) or "")
            if "\\" in category or "//" in category or category.startswith("/") or category.endswith("/"):
                problems[name] = text("qBittorrent takes no category like “{category}”.", category=category)
        if values.get("imported_category") == values.get("category"):
            problems["imported_category"] = text("This is the category before the import.")
