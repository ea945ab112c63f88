"""Guides: collections of custom formats, quality profiles, quality sizes, format groups and naming, as the TRaSH Guides
publish them (JSON, one thing a file). Read here, compared with what was taken up before, and made into Monarr's own."""

from monarr.core.guides.model import (
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
    "EntryType", "FormatGroup", "GuideEntry", "GuideFile", "GuideProblem", "GuideReading", "NamingPreset",
    "ProfileGuide", "SizeGuide", "fingerprint", "read_entry", "read_guide",
]  # fmt: skip
