"""A whole disc or its image plays hardly anywhere; it is taken only where the profile asks for BR-DISK."""

from __future__ import annotations

import re

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict

_IMAGE = re.compile(r"\.(?:iso|img|nrg|mdf)$|(?<![^\W_])(?:video_ts|bdmv)(?![^\W_])", re.IGNORECASE)


def check(candidate: Candidate, facts: Facts) -> Verdict:
    is_disc = candidate.quality == "BR-DISK" or candidate.parsed.modifier == "brdisk"
    is_image = _IMAGE.search(candidate.release_title) is not None
    allowed = facts.profile.allows("BR-DISK")
    return verdict(allowed or not (is_disc or is_image), reason="image" if is_image else "disc", allowed=allowed)


RULE = Rule("raw-disc", check, fix="profile.items")
