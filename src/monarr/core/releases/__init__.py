"""Release names: text in, `ParsedRelease` out. One module per property (see README.md)."""

from monarr.core.releases.model import ParsedRelease, Revision

__all__ = ["ParsedRelease", "Revision"]
