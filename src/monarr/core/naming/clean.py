"""Text made fit for a file name on every system, and names kept within 255 bytes."""

from __future__ import annotations

import re
import unicodedata

from monarr.core.naming.model import NamingConfig

MOST_BYTES = 255  # of UTF-8, for one name on ext4, XFS, Btrfs; NTFS and APFS allow no less
ELLIPSIS = "\ufdd0"  # stands for "..." until the name is whole, so that nothing takes its dots for doubled ones

_SUBSTITUTES = {"\\": "+", "/": "+", "<": "", ">": "", "?": "!", "*": "-", "|": "", '"': ""}
_ILLEGAL = re.compile(r'[\\/<>?*|"]')
_COLONS = {"delete": "", "dash": "-", "space_dash": " -", "space_dash_space": " - "}
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
_DOUBLED = re.compile(r"([- ._])\1+")


def clean_file_name(text: str, config: NamingConfig) -> str:
    """Without characters that a system forbids, colons as the settings say, no dots or spaces at the start, no spaces at
    the end. Never contains a slash; may be empty."""
    return legal(text.replace(ELLIPSIS, ""), config).lstrip(" .").rstrip(" ")


def legal(text: str, config: NamingConfig) -> str:
    """The text without forbidden characters; its ends stay as they are."""
    text = _replace_colons(_without_controls(text), config)
    if config.replace_illegal_characters:
        return _ILLEGAL.sub(lambda match: _SUBSTITUTES[match[0]], text)
    return _ILLEGAL.sub("", text)


def _without_controls(text: str) -> str:
    """Control characters, surrogates that are no text and marks that turn the direction are dropped; the rest in form C."""
    if not text.isprintable():
        text = "".join(
            character
            for character in text
            if unicodedata.category(character) not in ("Cc", "Cs") and character not in _UNSEEN
        )
    return unicodedata.normalize("NFC", text)


def _replace_colons(text: str, config: NamingConfig) -> str:
    if ":" not in text:
        return text
    if not config.replace_illegal_characters:
        return text.replace(":", "")
    if config.colon_replacement == "smart":
        return text.replace(": ", " - ").replace(":", "-")
    if config.colon_replacement == "custom":
        custom = _ILLEGAL.sub("", _without_controls(config.custom_colon_replacement)).replace(":", "")
        return text.replace(":", custom)
    return text.replace(":", _COLONS[config.colon_replacement])


def whole_file_name(text: str) -> str:
    """One level of a file's pattern with its values in place: doubled signs once, none at the end."""
    return whole_name(_DOUBLED.sub(r"\1", text.strip()).rstrip("- ._"))


def whole_folder_name(text: str) -> str:
    """A folder's name with its values in place: doubled signs once, no dots or spaces at its ends."""
    return whole_name(_DOUBLED.sub(r"\1", text).strip(" ."))


def whole_name(text: str) -> str:
    """A name that no system takes for a device or for a way up. May be empty."""
    text = text.replace(ELLIPSIS, "...")
    if text in (".", ".."):
        return ""
    return _DEVICE.sub(r"\1_", text, count=1) if _DEVICE.match(text) else text


def truncated(text: str, most_bytes: int, *, ellipsis: str = "") -> str:
    """The text cut to so many bytes of UTF-8, never amid a character (joined emoji and accents stay whole)."""
    if bytes_of(text) <= most_bytes:
        return text
    room = most_bytes - bytes_of(ellipsis)
    if room <= 0:
        return ellipsis if room == 0 else ""
    cut = text.encode()[:room].decode(errors="ignore")
    end = len(cut)
    while end > 0 and end < len(text) and _joins(text[end], text[end - 1]):
        end -= 1
    return cut[:end].rstrip(" .") + ellipsis


def cut(text: str, most_bytes: int) -> str:
    """To so many bytes with the ellipsis that shows the cut; a negative number keeps the end, 0 all."""
    if most_bytes == 0 or bytes_of(text) <= abs(most_bytes):
        return text
    room = abs(most_bytes) - 3
    if most_bytes > 0:
        return truncated(text, room) + ELLIPSIS if room > 0 else ELLIPSIS
    data = text.encode()
    start = len(text) - len(data[len(data) - room :].decode(errors="ignore")) if room > 0 else len(text)
    while 0 < start < len(text) and _joins(text[start], text[start - 1]):
        start += 1
    return ELLIPSIS + text[start:].lstrip(" .")


def bytes_of(text: str) -> int:
    """Bytes of UTF-8; the ellipsis counts as its three dots (and takes as many)."""
    return len(text.encode(errors="surrogatepass"))


def _joins(character: str, before: str) -> bool:
    """Whether a character belongs to the one before it."""
    return (
        unicodedata.combining(character) != 0
        or character in "\u200d\ufe0f\ufe0e\u20e3"
        or before == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
