"""What a torrent or NZB file promises, met by the rules that ask for it."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any

from monarr.core.decisions import Cost, Facts, Outcome, find_rules, judge
from monarr.core.kinds import MediaKind, Origin, Protocol
from monarr.core.quality import QualityProfile
from monarr.core.text import Text
from monarr.core.torrents import torrent_files
from monarr.db.repositories.releases import ReleaseFacts
from monarr.messages import verdict_sentence
from monarr.ports.indexer import Grabbed, IndexerRelease
from monarr.services.ledger import code_of, read_judgement, store_verdict

_QUOTED_NAME = re.compile(r'"([^"<>\n]{1,255}\.[A-Za-z0-9]{1,8})"')
_NO_PROFILE = QualityProfile(name="", items=(), cutoff="")


def file_names_of(fetched: Grabbed, protocol: Protocol) -> tuple[str, ...] | None:
    """The names of the files; None when they are not told (a magnet address, an NZB with scrambled subjects)."""
    if fetched.content is None:
        return None
    if protocol is Protocol.TORRENT:
        return tuple(file.path for file in torrent_files(fetched.content))
    subjects = re.findall(r'subject="([^"]*)"', fetched.content.decode("utf-8", "replace"))
    names = [name for subject in subjects for name in _QUOTED_NAME.findall(html.unescape(subject))]
    return tuple(name for name in names if not _is_packing(name)) or None


def judge_file_list(
    release: Any,
    offer: IndexerRelease,
    facts: ReleaseFacts,
    verdict: Any,
    names: tuple[str, ...],
    kind: MediaKind,
    now: datetime,
    refused_endings: frozenset[str] = frozenset(),
) -> tuple[list[Any], Text | None]:
    """The verdicts with those of the list in their places, and the first refusal's sentence; None when it may pass.
    `release` and `verdict` are the two halves of the ledger."""
    rules = [rule for rule in find_rules() if rule.cost is Cost.NETWORK]
    row = _Both(release, verdict)
    candidate = read_judgement(row, offer, facts, kind=kind, now=now).candidate
    asked = Facts(now=now, origin=Origin.SEARCH, kind=kind, item_id=verdict.title_id, title="", profile=_NO_PROFILE,
                  file_names=names, refused_endings=refused_endings)  # fmt: skip
    judgement = judge(candidate, asked, rules)
    refusals = [found for found in judgement.verdicts if found.outcome is Outcome.REFUSED]
    answers = {found.code: store_verdict(found) for found in judgement.verdicts}
    return [answers.get(code_of(stored), stored) for stored in verdict.verdicts], (
        verdict_sentence(refusals[0]) if refusals else None
    )


class _Both:
    """Two rows read as one: the first that has a column gives it."""

    def __init__(self, *rows: Any) -> None:
        self._rows = rows

    def __getattr__(self, name: str) -> Any:
        for row in self._rows:
            if hasattr(row, name):
                return getattr(row, name)
        raise AttributeError(name)


def _is_packing(name: str) -> bool:
    """Parts of archives and their checks, which say nothing of what is inside."""
    return re.search(r"\.(?:r\d\d|rar|par2|sfv|7z|zip|\d{3})$", name, re.IGNORECASE) is not None
