"""Several sources' descriptions of one title, made one."""

from monarr.core.metadata.ids import ID_SOURCES, parse_id
from monarr.core.metadata.merge import Merged, merge_details
from monarr.core.metadata.rating import promoted_rating
from monarr.core.metadata.titles import sort_title

__all__ = ["ID_SOURCES", "Merged", "merge_details", "parse_id", "promoted_rating", "sort_title"]
