"""Does a file keep what its release promised? Pure checks: values in, verdicts with figures out."""

from monarr.core.importing.checks import Consequence, Promise, check_file, consequence_of, worst
from monarr.core.importing.contents import Contents, Found, main_videos, sort_contents
from monarr.core.importing.languages import WantedLanguages, check_languages, heard_in, heard_of
from monarr.core.importing.lines import lines_of
from monarr.core.importing.names import check_name
from monarr.core.importing.subtitles import SubtitleMarks, read_marks

__all__ = [
    "Consequence", "Contents", "Found", "Promise", "SubtitleMarks", "WantedLanguages", "check_file", "check_languages",
    "check_name", "consequence_of", "heard_in", "heard_of", "lines_of", "main_videos", "read_marks", "sort_contents", "worst",
]  # fmt: skip
