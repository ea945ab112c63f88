"""The reader's language: gettext catalogues from the folder `locale` beside this module. English is the source."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DOMAIN = "monarr"
FOLDER = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"


class Translator(NamedTuple):
    """The two functions that `Text.render` takes."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]


@lru_cache(maxsize=64)
def translator(language: str | None, folder: Path = FOLDER) -> Translator:
    """The functions for a language such as "de" or "pt-BR"; a region falls back to its language, an unknown language to
    English."""
    tag = (language or SOURCE_LANGUAGE).replace("-", "_")
    wanted = [tag, tag.partition("_")[0]]
    found = gettext.translation(DOMAIN, localedir=str(folder), languages=wanted, fallback=True)
    return Translator(found.gettext, found.ngettext)


def available_languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that can be chosen, English first, as tags such as "pt-BR"."""
    found = sorted(path.parts[-3].replace("_", "-") for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (SOURCE_LANGUAGE, *(tag for tag in found if tag != SOURCE_LANGUAGE))
