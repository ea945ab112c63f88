"""Languages: English needs no file, others come from gettext, plural forms included."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from monarr.core.text import ntext, text
from monarr.messages import available_languages, translator


def german(folder: Path) -> Path:
    catalog = Catalog(locale="de")
    catalog.add("Deleted", "Gelöscht")
    catalog.add(("{count} field", "{count} fields"), ("{count} Feld", "{count} Felder"))
    target = folder / "de" / "LC_MESSAGES" / "monarr.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalog)
    return folder


def test_a_sentence_is_rendered_in_the_readers_language(tmp_path: Path) -> None:
    reader = translator("de-AT", german(tmp_path))
    assert text("Deleted").render(*reader) == "Gelöscht"
    assert ntext("{count} field", "{count} fields", 3).render(*reader) == "3 Felder"
    assert ntext("{count} field", "{count} fields", 1).render(*reader) == "1 Feld"


def test_an_unknown_language_reads_english(tmp_path: Path) -> None:
    assert text("Deleted").render(*translator("xx", tmp_path)) == "Deleted"
    assert ntext("{count} field", "{count} fields", 1).render(*translator(None)) == "1 field"


def test_the_languages_to_choose_from_begin_with_english(tmp_path: Path) -> None:
    assert available_languages(german(tmp_path)) == ("en", "de")
    assert available_languages()[0] == "en"
