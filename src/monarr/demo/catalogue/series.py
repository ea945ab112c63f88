"""Series: two real ones that may be shown freely, and three that nobody has filmed yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from monarr.core.kinds import ContentType, MediaKind
from monarr.demo.catalogue.model import DemoEpisode, DemoSeason, DemoTitle

_FIRST_EPISODE_ID = 900_010_000
_WEEK = timedelta(days=7)


def series(today: date) -> tuple[DemoTitle, ...]:
    """All series. The newest seasons of those that run have three weeks behind `today` and two before it."""
    return (_long_signal(today), _harbour_lights(today), _pioneer_one(), _one_step_beyond(), _paper_cranes(today))


def _series(key: str, number: int, title: str, overview: str, genres: tuple[str, ...], **more: Any) -> DemoTitle:
    ids = {"tmdb": str(900_000_200 + number), "tvdb": str(900_000_300 + number), "tvmaze": str(900_000_400 + number)}
    seasons: tuple[DemoSeason, ...] = more["seasons"]
    return DemoTitle(
        key=key,
        kind=MediaKind.SERIES,
        title=title,
        overview=overview,
        genres=genres,
        ids=ids | more.pop("ids", {}),
        runtime_minutes=1,
        released_on=seasons[0].episodes[0].air_date,
        **{"content_type": ContentType.SERIES, **more},
    )


def _season(
    base: int, number: int, title: str, first_on: date, *told: tuple[str, str], absolute_from: int | None = None
) -> DemoSeason:
    """Weekly episodes with ids that follow one another."""
    episodes = tuple(
        DemoEpisode(
            id=_FIRST_EPISODE_ID + base * 1000 + number * 100 + place,
            season_number=number,
            episode_number=place,
            title=name,
            overview=overview,
            air_date=first_on + _WEEK * (place - 1),
            absolute_number=None if absolute_from is None else absolute_from + place - 1,
        )
        for place, (name, overview) in enumerate(told, start=1)
    )
    return DemoSeason(number, title, episodes)


def _long_signal(today: date) -> DemoTitle:
    return _series(
        "signal", 1, "The Long Signal",
        "A listening post in the far north receives a message that has been going on for four hundred years, and the"
        " crew must decide who is told.",
        ("Science Fiction", "Drama"),
        country="CA", studio="Northlight", continuing=True, air_time="21:00", time_zone="America/Toronto", rating=8.2,
        directors=("Maren Holt",), writers=("Ines Okafor",),
        cast=(("Tove Lindqvist", "Dr. Sanna Reyes"), ("Abel Marchetti", "Kit Anders"), ("Noor Haddad", "The Voice")),
        seasons=(
            _season(1, 1, "Noise", date(2024, 2, 5),
                    ("First Light", "The dish hears something between two storms."),
                    ("Carrier Wave", "Kit finds a beat under the noise, and an older logbook."),
                    ("The Listeners", "Somebody else has been answering.")),
            _season(1, 2, "Answer", today - 3 * _WEEK,
                    ("Four Hundred Winters", "The message turns out to have a beginning."),
                    ("Repeat After Me", "A reply is drafted, and stolen."),
                    ("Dead Air", "For eleven minutes there is nothing at all."),
                    ("Handshake", "Both sides keep to the protocol."),
                    ("End of Message", "The last line is addressed to one of them.")),
        ),
    )  # fmt: skip


def _harbour_lights(today: date) -> DemoTitle:
    return _series(
        "harbour", 2, "Harbour Lights",
        "The night shift of a small port sees every ship that should not be there.",
        ("Crime", "Drama"),
        country="GB", studio="Saltmarsh", continuing=True, air_time="20:30", time_zone="Europe/London", rating=7.6,
        directors=("Fergus Wylie",), writers=("Bronwen Tate",),
        cast=(("Isla Carrick", "Harbour master Flint"), ("Deepak Rao", "Constable Rao")),
        seasons=(
            _season(2, 1, "Fog", date(2023, 10, 4),
                    ("Slack Water", "A trawler comes home without its crew."),
                    ("Red to Port", "Two lamps are lit where there is one light."),
                    ("The Pilot", "The oldest pilot will not say what he guided in.")),
            _season(2, 2, "Ice", date(2024, 10, 2),
                    ("Hard Frost", "The river closes with a stranger aboard."),
                    ("Ballast", "What was thrown overboard comes up with the thaw.")),
            _season(2, 3, "Tide", today - 2 * _WEEK - timedelta(days=2),
                    ("Spring Tide", "The water comes higher than the records."),
                    ("Undertow", "Rao follows a box that follows him."),
                    ("Lee Shore", "Flint has to choose which ship to warn."),
                    ("All Lights Out", "The harbour is dark for one night.")),
        ),
    )  # fmt: skip


def _pioneer_one() -> DemoTitle:
    return _series(
        "pioneer", 3, "Pioneer One",
        "Something falls out of the sky over Montana with a young man inside, who may have been born on the way.",
        ("Science Fiction", "Drama"),
        ids={"imdb": "tt1748166", "tvdb": "170551"}, country="US", studio="VODO", rating=7.0,
        directors=("Bracey Smith",), writers=("Josh Bernhard",),
        cast=(("James Rich", "Tom Taylor"), ("Alexandra Blatt", "Sofie Larson"), ("Jack Haley", "Zachary Walzer")),
        seasons=(
            _season(3, 1, "Season 1", date(2010, 6, 16),
                    ("Earthfall", "Agents from Homeland Security look for a bomb and find a spacesuit."),
                    ("The Man From Mars", "The patient speaks, and nobody agrees on what he said."),
                    ("Alone in the Night", "A second opinion arrives with a second agency.")),
        ),
    )  # fmt: skip


def _one_step_beyond() -> DemoTitle:
    return _series(
        "onestep", 4, "One Step Beyond",
        "A courteous host tells of premonitions, doubles and voices, and swears that each of them was reported.",
        ("Drama", "Mystery"),
        ids={"imdb": "tt0052451"}, country="US", studio="ABC", rating=7.8, air_time="22:00",
        time_zone="America/New_York", directors=("John Newland",), writers=("Merwin Gerard",),
        cast=(("John Newland", "Host"),), aliases=("Alcoa Presents: One Step Beyond",),
        seasons=(
            _season(4, 1, "Season 1", date(1959, 1, 20),
                    ("The Bride Possessed", "On her honeymoon a woman wakes up with another woman's memories."),
                    ("Night of April 14th", "A girl dreams of drowning, a week before she sails."),
                    ("Emergency Only", "A party guest describes a train that has not left yet."),
                    ("The Dark Room", "A photographer in Paris takes a face she did not see.")),
        ),
    )  # fmt: skip


def _paper_cranes(today: date) -> DemoTitle:
    return _series(
        "paper", 5, "Paper Cranes",
        "At a school for folded spells the worst pupil makes a crane that refuses to be unfolded.",
        ("Animation", "Fantasy"),
        content_type=ContentType.ANIME, original_title="紙の鶴", language="ja", country="JP", studio="Studio Origata",
        continuing=True, air_time="23:30", time_zone="Asia/Tokyo", rating=7.9, aliases=("Kami no Tsuru", "紙の鶴"),
        directors=("Haru Minase",), writers=("Rin Asakura",),
        cast=(("Yui Kanzaki", "Mio"), ("Sota Hirano", "The Crane")),
        seasons=(
            _season(5, 1, "First Fold", date(2025, 4, 6),
                    ("Valley Fold", "Mio tears her entrance paper and is let in all the same."),
                    ("Mountain Fold", "The crane eats the homework of the whole class."),
                    ("Squash Fold", "A lesson in making oneself small."),
                    ("Petal Fold", "Something in the library unfolds itself."), absolute_from=1),
            _season(5, 2, "Second Fold", today - 2 * _WEEK - timedelta(days=4),
                    ("Crease Pattern", "Every fold leaves a line, and the lines make a map."),
                    ("Wet Paper", "Rain gets into the paper palace."),
                    ("A Thousand", "Nine hundred and ninety-nine cranes wait for one."),
                    ("Unfolded", "Mio reads what was written inside."), absolute_from=5),
        ),
    )  # fmt: skip
