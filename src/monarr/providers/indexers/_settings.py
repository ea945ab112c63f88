"""What a user sets for a Newznab or Torznab indexer."""

from __future__ import annotations

from typing import Any

from monarr.core.text import Text, text
from monarr.ports.provider import HttpUrl, ProviderSettings, Secret, setting

TV = [5000, 5010, 5020, 5030, 5040, 5045, 5050, 5090]
ANIME = [5070]
MOVIES = [2000, 2010, 2020, 2030, 2040, 2045, 2050, 2060, 2070, 2080, 2090]


class FeedSettings(ProviderSettings):
    """Common to both protocols."""

    url: HttpUrl = setting("Address", help="Where the indexer answers.", placeholder="http://192.168.1.10:9117")
    api_path: str = setting("API path", default="/api", advanced=True, help="What follows the address, mostly /api.")
    api_key: Secret = setting("API key", default="", help="Empty when the indexer asks for none.")
    categories: list[int] = setting("Categories", default=[*TV, *MOVIES], help="Newznab numbers of series and films.")
    anime_categories: list[int] = setting("Anime categories", default=ANIME, help="Asked for series of the anime kind.")
    required_flags: list[str] = setting(
        "Required marks",
        default=[],
        required=False,
        help="Only releases with one of them are taken: freeleech, halfleech, internal, scene …",
        advanced=True,
    )
    multi_languages: list[str] = setting(
        "MULTi means",
        default=[],
        required=False,
        help="The languages that a release marked MULTi has there, by name or code: Original, French.",
        placeholder="Original, French",
        advanced=True,
    )
    single_episode_days: int | None = setting(
        "Single episodes of a whole season",
        default=None,
        required=False,
        ge=0,
        le=3650,
        unit="days",
        help="A search for a season takes single episodes only so long after its end, then packs only.",
        advanced=True,
    )
    additional_parameters: str = setting(
        "Additional parameters", default="", advanced=True, placeholder="&name=value", help="Sent with every request."
    )

    @classmethod
    def check(cls, values: dict[str, Any], problems: dict[str, Text | str]) -> None:
        path = values["api_path"]
        if "?" in path or "#" in path or "://" in path:
            problems["api_path"] = text("The path holds no parameters and no address; there are fields for these.")
        elif not path.startswith("/"):
            values["api_path"] = "/" + path
        extra = values["additional_parameters"].lstrip("?&")
        if extra and not all("=" in part for part in extra.split("&")):
            problems["additional_parameters"] = text("Write parameters as &name=value&other=value.")
