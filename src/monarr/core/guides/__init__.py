"""Guides: collections of custom formats, quality profiles, quality sizes, format groups and naming, as the TRaSH Guides
publish them (JSON, one thing a file). Read here, compared with what was taken up before, and made into Monarr's own."""

from monarr.core.guides.changes import Change, changes_between, score_in, scores_of
from monarr.core.guides.model import (
    Content,
    EntryType,
    FormatGroup,
    GuideEntry,
    GuideFile,
    GuideProblem,
    GuideReading,
    NamingPreset,
    ProfileGuide,
    SizeGuide,
)
from monarr.core.guides.read import fingerprint, read_entry, read_guide

__all__ = [
    "Change", "Content", "EntryType", "FormatGroup", "GuideEntry", "GuideFile", "GuideProblem", "GuideReading", "NamingPreset",
    "ProfileGuide", "SizeGuide", "changes_between", "fingerprint", "read_entry", "read_guide", "score_in", "scores_of",
]  # fmt: skip
