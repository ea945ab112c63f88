"""Labels of the places where a refusal can be changed, and what members are told instead of figures."""

from __future__ import annotations

from monarr.core.text import Text, text

FIXES: dict[str, Text] = {
    "profile.items": text("Choose the qualities of this profile"),
    "profile.cutoff": text("Change the goal of this profile"),
    "profile.upgrade_allowed": text("Allow upgrades in this profile"),
    "profile.upgrades": text("Change when this profile upgrades"),
    "profile.sizes": text("Change the sizes of this profile"),
    "profile.minimum_format_score": text("Change the least score of this profile"),
    "profile.languages": text("Choose the languages of this profile"),
    "profile.audio_goals": text("Change the wanted languages of this profile"),
    "profile.subtitle_goals": text("Change the wanted subtitles of this profile"),
    "settings.releases.repairs": text("Let repairs replace what is here"),
    "settings.releases.refused_endings": text("Change the unwanted files"),
    "settings.indexers.maximum_size": text("Change the limit of the house"),
    "settings.indexers.minimum_age": text("Change the least age"),
    "settings.indexers.retention": text("Change the retention"),
    "settings.indexers.hardcoded_subs": text("Allow burnt-in subtitles"),
    "settings.release_profiles": text("Change the words"),
    "settings.delay_profiles": text("Change the delay"),
    "settings.download_clients": text("Connect a download client"),
    "settings.root_folders": text("See the root folders"),
    "indexer": text("See the indexer"),
    "indexer.minimum_seeders": text("Change the indexer's least seeders"),
    "indexer.required_flags": text("Change the flags that the indexer must give"),
    "indexer.tags": text("Change the tags of the indexer"),
    "indexer.single_episode_days": text("Change when the indexer gives packs only"),
    "title.aliases": text("Give it a name of its own"),
    "title.numbering": text("See the numbers of its episodes"),
    "title.monitored": text("Monitor it"),
    "title.minimum_availability": text("Look for it earlier"),
    "blocklist": text("See the blocklist"),
    "queue": text("See the queue"),
}

_TOO_BIG = text("Still looking. The best copy so far is bigger than this house allows.")
_TOO_SMALL = text("Still looking. The best copy so far is too small to be good.")
_WAITING = text("A copy is found. It comes a little later, unless a better one turns up.")
_HERE = text("It is here already, and nothing better has turned up.")
_OTHER_LANGUAGE = text("Still looking. The best copy so far is in another language.")
_QUALITY = text("Still looking. The best copy so far is not of the quality this house wants.")
FOR_MEMBERS_OTHERWISE = text("Still looking. No copy so far is what this house wants.")
FOR_MEMBERS: dict[str, Text] = {
    "size-maximum": _TOO_BIG,
    "size-limit": _TOO_BIG,
    "size-minimum": _TOO_SMALL,
    "free-space": text("A copy is found, and this house has no room for it now."),
    "delay": _WAITING,
    "minimum-age": _WAITING,
    "in-queue": text("It is already arriving."),
    "recently-grabbed": text("It is already arriving."),
    "recent-goal": text("It is already arriving."),
    "queue-goal": text("It is already arriving."),
    "queue-upgrades": text("It is already arriving."),
    "repairs": _HERE,
    "same-episodes": _HERE,
    "same-group": _HERE,
    "anime-version": _HERE,
    "file-lost": text("It is here already, but its disk does not show it now."),
    "cutoff": _HERE,
    "upgrade": _HERE,
    "upgrades-allowed": _HERE,
    "availability": text("It is not out yet. It is looked for as soon as it is."),
    "full-season-aired": text("The season has not ended yet."),
    "language": _OTHER_LANGUAGE,
    "audio-goal": _OTHER_LANGUAGE,
    "refused-language": _OTHER_LANGUAGE,
    "subtitle-goal": text("Still looking. The best copy so far lacks the wanted subtitles."),
    "quality-allowed": _QUALITY,
    "minimum-format-score": _QUALITY,
    "raw-disc": _QUALITY,
    "monitored": text("Nobody is looking for it now."),
}
