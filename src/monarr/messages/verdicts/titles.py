"""Sentences of the rules that ask whether a release is of the wanted title, season and episode."""

from __future__ import annotations

from monarr.core.text import ntext, text
from monarr.messages.verdicts._entry import entry

ENTRIES = {
    "readable-name": entry(
        text("Readable name"),
        text("Its name does not say what it is."),
        text("Its name can be read."),
        ntext(
            "The only release found has a name that does not say what it is.",
            "All {count} releases found have names that do not say what they are.",
            0,
        ),
    ),
    "title-match": entry(
        text("Title"),
        {
            "resembles": text("It names “{found}”, which only resembles “{wanted}”."),
            "": text("It names “{found}”, and “{wanted}” is wanted."),
        },
        (text("It names “{found}”."), text("It names this title.")),
        (
            ntext(
                "The only release found names another title, “{found}”.",
                "All {count} releases found name other titles, such as “{found}”.",
                0,
            ),
            text("Only releases of other titles were found."),
        ),
    ),
    "year-match": entry(
        text("Year"),
        (text("It is of {found_year}, and the one of {wanted_year} is wanted."), text("It is of another year.")),
        (text("It is of {found_year}."), text("The year agrees.")),
        (
            ntext(
                "The only release is of {found_year}, and the one of {wanted_year} is wanted.",
                "The nearest of {count} releases is of {found_year}, and the one of {wanted_year} is wanted.",
                0,
            ),
            text("Only namesakes of other years were found."),
        ),
    ),
    "id-match": entry(
        text("Catalogue number"),
        (text("It carries {found}, the number of another title."), text("It carries the number of another title.")),
        (text("It carries {found}, the number of this title."), text("Its number is that of this title.")),
        (
            ntext(
                "The only release carries {found}, the number of another title.",
                "The nearest of {count} releases carries {found}, the number of another title.",
                0,
            ),
            text("The nearest release carries the number of another title."),
        ),
    ),
    "one-title": entry(
        text("One title only"),
        (text("Its name fits “{rival}” as well; choose it by hand."), text("Its name fits two titles here.")),
        text("It fits no other title here."),
        (
            text("The nearest release fits “{rival}” as well; choose it by hand."),
            text("The nearest release fits two titles here; choose it by hand."),
        ),
    ),
    "media-type": entry(
        text("Kind"),
        {
            "movie": text("It is a film, and an episode is wanted."),
            "series": text("It is an episode, and a film is wanted."),
            "music": text("It is music."),
            "": text("It is something else than what is wanted."),
        },
        text("It is of the wanted kind."),
        text("Only releases of another kind were found."),
    ),
    "episode-known": entry(
        text("Known episodes"),
        (
            text("It says season {season}, episode {episodes}, which this series does not have."),
            text("It says {air_date}, a day on which this series did not air."),
            text("It does not say which episode it is."),
        ),
        (ntext("{count} episode.", "{count} episodes.", 0), text("Its episodes are known.")),
        (
            ntext(
                "The only release does not say which episode it is.",
                "None of {count} releases names an episode that this series has.",
                0,
            ),
        ),
    ),
    "season-wanted": entry(
        text("Wanted season"),
        (text("It is of season {season}, and season {wanted_season} is wanted."), text("It is of another season.")),
        text("It is of the wanted season."),
        (
            ntext(
                "The only release is of season {season}, and season {wanted_season} is wanted.",
                "The nearest of {count} releases is of season {season}, and season {wanted_season} is wanted.",
                0,
            ),
            text("Only releases of other seasons were found."),
        ),
    ),
    "episode-wanted": entry(
        text("Wanted episode"),
        text("It holds other episodes than the wanted ones."),
        text("It holds what is wanted."),
        (
            ntext(
                "The only release holds another episode.",
                "All {count} releases hold other episodes.",
                0,
            ),
        ),
    ),
    "pack-asked": entry(
        text("One episode is enough"),
        (
            text("It is {held_count} episodes, and one is looked for; the others are here."),
            text("It is a pack, and one episode is looked for."),
        ),
        (text("It fills {gap_count} other gaps as well."), text("It fills other gaps as well.")),
        (
            text("The nearest release is {held_count} episodes, and one is looked for; the others are here."),
            text("The nearest release is a pack, and one episode is looked for."),
        ),
    ),
    "season-pack-only": entry(
        text("Packs of old seasons"),
        (
            text("The season ended {ended_days} ago; {indexer} gives single episodes for {limit_days}, then packs."),
            text("The season ended long ago, and its indexer is set to give packs only."),
        ),
        text("Its indexer gives it singly."),
        (
            text("The nearest release is one episode; {indexer} is set to give packs {limit_days} after a season."),
            text("The nearest release is one episode, and its indexer is set to give packs only."),
        ),
    ),
    "multi-season": entry(
        text("One season"),
        (text("It holds {season_count} seasons at once."), text("It holds several seasons at once.")),
        text("It holds one season at most."),
        (
            text("The nearest release holds {season_count} seasons at once; packs of one season are taken."),
            text("The nearest release holds several seasons at once; packs of one season are taken."),
        ),
    ),
    "extras": entry(
        text("No extras"),
        (text("It holds the extras of season {season}, no episodes."), text("It holds extras, no episodes.")),
        text("It is no pack of extras."),
        text("Only extras were found."),
    ),
    "split-episode": entry(
        text("Whole episode"),
        (text("{found} is a part of an episode, not the whole."), text("It is a part of an episode, not the whole.")),
        text("It is no part of an episode."),
        (
            text("The nearest release is a part of an episode ({found}), not the whole."),
            text("The nearest release is a part of an episode, not the whole."),
        ),
    ),
    "film-part": entry(
        text("Whole film"),
        (text("It is part {part} of the film, not the whole."), text("It is a part of the film, not the whole.")),
        text("It is no part of a film."),
        (
            text("The nearest release is part {part} of the film, not the whole."),
            text("The nearest release is a part of the film, not the whole."),
        ),
    ),
    "scene-numbering": entry(
        text("Sure numbers"),
        (
            text(
                "Releases count {unsure_count} of its {held_count} episodes their own way, which nobody has confirmed."
            ),
            text("Releases count this series their own way, which nobody has confirmed yet."),
        ),
        text("Its numbers mean what they say."),
        text("Releases count this series their own way, which nobody has confirmed yet; it may be soon."),
    ),
    "same-episodes": entry(
        text("Keeps what is here"),
        (
            ntext(
                "The file here holds {lost_count} more than this release; it would be lost.",
                "The file here holds {lost_count} more than this release; they would be lost.",
                0,
            ),
            text("The file here holds more episodes than this release."),
        ),
        text("No episode is lost by it."),
        (
            text("The file here holds more than the nearest release: {lost_count} would be lost."),
            text("The file here holds more episodes than the nearest release."),
        ),
    ),
}
