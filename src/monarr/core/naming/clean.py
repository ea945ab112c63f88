"""Text made fit for a file name on every system, and names kept within 255 bytes."""

from __future__ import annotations

import re
import unicodedata

from monarr.core.naming.model import NamingConfig

MOST_BYTES = 255  # of UTF-8, for one name on ext4, XFS, Btrfs; NTFS and APFS allow no less

_SUBSTITUTES = {"\\": "+", "/": "+", "<": "", ">": "", "?": "!", "*": "-", "|": "", '"': ""}
_ILLEGAL = re.compile(r'[\\/<>?*|"]')
_COLON = re.compile(r":\s*")
_COLONS = {"delete": "", "dash": "-", "space_dash": " -", "space_dash_space": " - "}
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\s*$|\s*\.)", re.IGNORECASE)


def clean_file_name(text: str, config: NamingConfig) -> str:
    """Without characters that a system forbids, colons as the settings say. Never contains a slash; may be empty."""
    text = _without_controls(text)
    text = _replace_colons(text, config)
    if config.replace_illegal_characters:
        text = _ILLEGAL.sub(lambda match: _SUBSTITUTES[match[0]], text)
    else:
        text = _ILLEGAL.sub("", text)
    return text.lstrip(" ").rstrip(" .") if text.strip(" .") else ""


def _without_controls(text: str) -> str:
    """Control characters, surrogates that are no text and marks that turn the direction are dropped; the rest in form C."""
    if not text.isprintable():
        text = "".join(
            character
            for character in text
            if unicodedata.category(character) not in ("Cc", "Cs") and character not in _BIDI
        )
    return unicodedata.normalize("NFC", text)


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def _replace_colons(text: str, config: NamingConfig) -> str:
    if ":" not in text:
        return text
    if not config.replace_illegal_characters:
        return text.replace(":", "")
    if config.colon_replacement == "smart":
        return _COLON.sub(lambda match: " - " if len(match[0]) > 1 else "-", text)
    if config.colon_replacement == "custom":
        custom = _ILLEGAL.sub("", _without_controls(config.custom_colon_replacement)).replace(":", "")
        return text.replace(":", custom)
    return text.replace(":", _COLONS[config.colon_replacement])


def safe_component(name: str) -> str:
    """One folder or file name that every system takes: no dots or spaces at its ends, no device name of Windows, not empty
    dots. May be empty."""
    name = name.strip(" ").rstrip(" .")
    if not name.strip("."):
        return ""
    reserved = _RESERVED.match(name)
    return f"{name[: reserved.end()]}_{name[reserved.end() :]}" if reserved else name


def truncated(text: str, most_bytes: int, *, ellipsis: str = "") -> str:
    """The text cut to so many bytes of UTF-8, never amid a character (joined emoji and accents stay whole)."""
    if len(text.encode()) <= most_bytes:
        return text
    room = most_bytes - len(ellipsis.encode())
    if room <= 0:
        return ""
    cut = text.encode()[:room].decode(errors="ignore")
    end = len(cut)
    while end > 0 and end < len(text) and _joins(text[end], text[end - 1]):
        end -= 1
    kept = cut[:end].rstrip(" .-_+")
    return kept + ellipsis if kept else ""


def _joins(character: str, before: str) -> bool:
    """Whether a character belongs to the one before it."""
    return (
        unicodedata.combining(character) != 0
        or character in "\u200d\ufe0f\ufe0e\u20e3"
        or before == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
