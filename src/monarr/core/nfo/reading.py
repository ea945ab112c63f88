"""NFO files as others left them: Kodi's XML with all its older spellings, XML with an address behind it, an address
alone, or a text that mentions an id."""

from __future__ import annotations

import re

from monarr.core.nfo._documents import read_document
from monarr.core.nfo._xml import NotXml, parse_xml
from monarr.core.nfo.ids import find_ids
from monarr.core.nfo.model import NfoDocument, NfoFacts, NfoKind

_MOST_BYTES = 2_000_000
_KINDS = {kind.value for kind in NfoKind}
_ROOT = re.compile(r"<(movie|tvshow|episodedetails|season)[\s>]", re.I)
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_nfo(content: bytes) -> NfoFacts | None:
    """What the file tells; None when that is nothing (empty, a picture, a scene advert without an id, over 2 MB).

    Entities and document types are never expanded: a file that declares them gives ids only.
    """
    if not content.strip() or len(content) > _MOST_BYTES:
        return None
    text = _decode(content)
    first = _ROOT.search(text)
    if first is None:
        return _from_text(text, broken=False)
    last = max(text.lower().rfind(f"</{name}>") for name in _KINDS)
    end = text.find(">", last) + 1 if last >= 0 else len(text)
    documents = _documents(text[first.start() : end])
    if documents is None or "<!doctype" in text[: first.start()].lower():
        return _from_text(text, broken=True)
    around, _kind = find_ids(text[: first.start()] + "\n" + text[end:])
    return NfoFacts(documents[0].kind, around | documents[0].ids, documents)


def _documents(xml: str) -> tuple[NfoDocument, ...] | None:
    """None when it is not XML, even with its ampersands mended: much software forgot to escape them."""
    legal = _CONTROL.sub("", xml)
    for attempt in (legal, _BARE_AMPERSAND.sub("&amp;", legal)):
        try:
            root = parse_xml(attempt)
        except NotXml:
            continue
        known = [node for node in root.children if node.tag in _KINDS]
        return tuple(read_document(node) for node in known) or None
    return None


def _from_text(text: str, *, broken: bool) -> NfoFacts | None:
    ids, kind = find_ids(text)
    if not ids:
        return None
    root = _ROOT.search(text)
    return NfoFacts(NfoKind(root[1].lower()) if root else kind, ids, broken=broken)


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:].decode("utf-8", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(content[:200])
    for encoding in (declared[1].decode() if declared else "", "cp1252"):
        try:
            return content.decode(encoding or "cp1252")
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("latin-1")
