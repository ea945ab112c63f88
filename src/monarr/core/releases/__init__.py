"""Release names: text in, `ParsedRelease` out. One module per property (see README.md)."""

from monarr.core.releases.clean import clean_title
from monarr.core.releases.explain import Considered, Explanation, Token, explain_release
from monarr.core.releases.model import ParsedRelease, Revision
from monarr.core.releases.parse import parse_release
from monarr.core.releases.paths import parse_path

__all__ = [
    "Considered", "Explanation", "ParsedRelease", "Revision", "Token", "clean_title", "explain_release", "parse_path",
    "parse_release",
]  # fmt: skip
