"""How a name was read, in words: what its parts are called, why a thought was dropped, why it is no release."""

from __future__ import annotations

from monarr.core.text import Text, text

_PROPERTIES = {
    "": text("means nothing"),
    "title": text("title"),
    "episodes": text("season and episode"),
    "season": text("season"),
    "absolute_episodes": text("absolute number"),
    "air_date": text("air date"),
    "year": text("year"),
    "no_date": text("no day"),
    "part": text("part"),
    "special": text("special"),
    "extras": text("extras"),
    "pack": text("pack"),
    "number": text("number"),
    "resolution": text("resolution"),
    "source": text("source"),
    "video_codec": text("video codec"),
    "bit_depth": text("bit depth"),
    "hdr": text("dynamic range"),
    "audio": text("sound"),
    "streaming_service": text("streaming service"),
    "language": text("language"),
    "subtitles": text("subtitles"),
    "multi": text("several languages"),
    "hardcoded_subs": text("burnt-in subtitles"),
    "revision": text("revision"),
    "edition": text("edition"),
    "release_group": text("release group"),
    "crc": text("checksum"),
    "extension": text("file extension"),
    "imdb_id": text("IMDb id"),
    "tmdb_id": text("TMDB id"),
    "tvdb_id": text("TVDB id"),
    "tvmaze_id": text("TVmaze id"),
    "three_d": text("3D"),
    "disk": text("whole disc"),
    "flag": text("mark of the indexer or the group"),
}
_REASONS = {
    "in-title": text("it stands in the title"),
    "in-front": text("it stands before the title"),
    "in-episode-title": text("it stands in the title of the episode"),
    "in-group": text("it is the name of the group"),
    "surer-number": text("another number counts the episodes more surely"),
    "other-year": text("another year dates the title"),
    "not-counting": text("nothing says that it counts episodes"),
    "of-subtitles": text("it is the language of subtitles"),
    "other-said": text("the name says another before it"),
}
_REFUSALS = {
    "empty": text("There is no name."),
    "too-long": text("The name is longer than 4,096 characters."),
    "obfuscated": text("The name is a hash or random: nothing can be read from it."),
    "no-evidence": text("No number, year or quality says that this is a release."),
    "no-day": text("Its date is no day of the calendar, or could be two."),
    "no-title": text("The name has no title."),
    "other-kind": text("The name is of another kind of media."),
}


def property_label(name: str) -> Text:
    """What a property is called; its name, spaced, where the catalogue has none."""
    return _PROPERTIES.get(name) or text("{property}", property=name.replace("_", " "))


def considered_sentence(reason: str) -> Text:
    """Why a token is not what it was thought of, to stand behind "no, for "."""
    return _REASONS.get(reason) or text("{reason}", reason=reason)


def refusal_sentence(code: str) -> Text:
    """Why a name is no release."""
    return _REFUSALS.get(code) or text("{reason}", reason=code)
