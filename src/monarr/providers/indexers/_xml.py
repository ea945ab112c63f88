"""XML from strangers: entity bombs refused, small faults of real indexers forgiven, errors of the API raised.

Sources: https://inhies.github.io/Newznab-API/ (error codes), https://torznab.github.io/spec-1.3-draft/
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from monarr.core.errors import (
    AuthenticationFailed,
    ProviderError,
    RateLimited,
    Refused,
    Unavailable,
    UnexpectedAnswer,
)
from monarr.core.redaction import redact
from monarr.core.text import text

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,10};)")
_HTML = re.compile(rb"\A\s*(?:<!--.*?-->\s*)*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE | re.DOTALL)
_PASSWORD_FIELD = re.compile(rb"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_ERROR_CODE = re.compile(r"<error\b[^>]*?\bcode\s*=\s*[\"'](\d{1,6})[\"']", re.IGNORECASE)
_ERROR_WORDS = re.compile(r"<error\b[^>]*?\bdescription\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_LIMITS = frozenset({429, 500, 501, 910})
_SAMPLE_BYTES = 300


def parse_xml(content: bytes, name: str) -> Element:
    """The root of an answer of the indexer `name`. Raises UnexpectedAnswer for what is no XML, AuthenticationFailed
    for a sign-in page, and what an `<error>` element stands for."""
    root = _parsed(content.lstrip(b"\xef\xbb\xbf \t\r\n"), name)
    if local(root) == "error":
        raise api_error(_number(root.get("code")), root.get("description") or "", name)
    if local(root) == "html":
        raise not_xml(content, name)
    return root


def local(element: Element) -> str:
    """The tag without its namespace, in lower case: feeds differ in how they spell those."""
    return str(element.tag).rpartition("}")[2].lower()


def api_error(code: int, words: str, name: str) -> ProviderError:
    """What an error code of the API stands for. `words` are the indexer's own."""
    said = redact(words.strip())[:200] or str(code)
    if 100 <= code < 200:
        return AuthenticationFailed(
            text("{name} does not accept the API key: {words}", name=name, words=said), provider=name
        )
    if code in _LIMITS:
        return RateLimited(
            text("{name} allows no more requests for now: {words}", name=name, words=said), provider=name
        )
    if 200 <= code < 400:
        return Refused(text("{name} declines the question: {words}", name=name, words=said), provider=name)
    return Unavailable(text("{name} has a fault of its own: {words}", name=name, words=said), provider=name)


def error_in(sample: str | None, name: str) -> ProviderError | None:
    """The API's own error in the beginning of an answer that came with a failing HTTP status; None when it has none."""
    code = _ERROR_CODE.search(sample or "")
    if code is None:
        return None
    words = _ERROR_WORDS.search(sample or "")
    return api_error(int(code[1]), words[1] if words else "", name)


def is_html(content: bytes) -> bool:
    return _HTML.match(content[:2000]) is not None


def not_xml(content: bytes, name: str) -> ProviderError:
    """The error for an answer that should have been XML."""
    sample = redact(content[:_SAMPLE_BYTES].decode("utf-8", "replace"))
    if _PASSWORD_FIELD.search(content[:200_000]):
        return AuthenticationFailed(
            text("{name} shows its sign-in page. Its address or its API key has to change.", name=name),
            provider=name,
            sample=sample,
        )
    if is_html(content):
        return UnexpectedAnswer(
            text("{name} answers with a web page where a feed should be. Check its address and API path.", name=name),
            provider=name,
            sample=sample,
        )
    return UnexpectedAnswer(
        text("{name} answers with something that is no feed.", name=name), provider=name, sample=sample
    )


def _parsed(content: bytes, name: str) -> Element:
    if is_html(content):
        raise not_xml(content, name)
    try:
        return _tree(content, name)
    except ParseError:
        repaired = _BARE_AMPERSAND.sub(b"&amp;", _CONTROL.sub(b"", content))
        if repaired == content:
            raise not_xml(content, name) from None
    try:
        return _tree(repaired, name)
    except ParseError:
        raise not_xml(content, name) from None


def _tree(content: bytes, name: str) -> Element:
    """Raises ParseError, and UnexpectedAnswer for entities of the document's own."""
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise UnexpectedAnswer(
            text(
                "{name} sends XML with entities of its own, which can be an attack. Monarr does not read it.", name=name
            ),
            provider=name,
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise ParseError(str(error)) from error
    return root


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else 900
