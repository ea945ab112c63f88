"""What is amiss with a naming pattern, in sentences."""

from __future__ import annotations

from monarr.core.naming import PatternProblem
from monarr.core.text import Text, ntext, text


def pattern_sentence(problem: PatternProblem) -> Text:
    """What is amiss, and what to do."""
    words = " ".join(problem.words)
    if problem.code == "token-unknown":
        return ntext("{words} is no token that Monarr knows. It says nothing.",
                     "{words} are no tokens that Monarr knows. They say nothing.", len(problem.words), words=words)  # fmt: skip
    if problem.code == "token-elsewhere":
        return ntext("{words} has nothing to say here.", "{words} have nothing to say here.",
                     len(problem.words), words=words)  # fmt: skip
    if problem.code == "number-missing":
        return (
            text("Without {{season}} and {{episode}}, a date or {{absolute}} all episodes would have one name.")
            if problem.field == "anime_episode_format"
            else text("Without {{season}} and {{episode}}, or a date, all episodes would have one name.")
        )
    if problem.code == "title-missing":
        return (
            text("Without a title all films would have one name.")
            if problem.field == "movie_format"
            else text("Without a title all would share one folder.")
        )
    return {
        "pattern-missing": text("A pattern is needed."),
        "braces-unequal": text("A brace is open or closed once too often."),
        "leaves-folder": text("A pattern stays within its folder."),
        "season-missing": text("Without {{season}} all seasons would share one folder."),
        "character-illegal": text("Some disks refuse {words}. It is replaced.", words=words),
        "colon-illegal": text(
            "“{words}” cannot stand for a colon in a file name. What disks refuse is left out.", words=words
        ),
    }[problem.code]


PRESETS = {
    "monarr": text("What Monarr names by itself: title, number, title of the episode, quality."),
    "plex": text("Ids and editions in braces, which Plex reads."),
    "jellyfin": text("Ids in brackets; versions of a film side by side."),
    "emby": text("Ids in brackets, as Emby writes them."),
    "kodi": text("Titles with years; episodes of one file as S01E01E02."),
    "minimal": text("Title and number, nothing else."),
}
