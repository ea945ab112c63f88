"""Films: the Blender Foundation's open ones, and classics in the public domain in the United States."""

from __future__ import annotations

from datetime import date
from typing import Any

from monarr.core.kinds import ContentType, MediaKind
from monarr.demo.catalogue.model import DemoTitle

_UNKNOWN_IDS_FROM = 900_000_000


def _film(key: str, title: str, day: str, overview: str, *genres: str, **more: Any) -> DemoTitle:
    return DemoTitle(
        key=key,
        kind=MediaKind.MOVIE,
        content_type=ContentType.MOVIE,
        title=title,
        released_on=date.fromisoformat(day),
        overview=overview,
        genres=genres,
        **more,
    )


def _ids(tmdb: int, imdb: str | None = None) -> dict[str, str]:
    return {"tmdb": str(tmdb)} | ({"imdb": imdb} if imdb else {})


def _own(number: int) -> dict[str, str]:
    """An id of the demo's own, where the public one is not known for certain."""
    return {"tmdb": str(_UNKNOWN_IDS_FROM + number)}


_BLENDER: dict[str, Any] = {"country": "NL", "studio": "Blender Studio", "certification": "G"}
_SILENT: dict[str, Any] = {"certification": "NR"}

FILMS: tuple[DemoTitle, ...] = (
    _film(
        "bbb", "Big Buck Bunny", "2008-05-30",
        "A large and gentle rabbit enjoys his morning until three rodents make sport of smaller creatures. He puts"
        " down his flower and plans a lesson.",
        "Animation", "Comedy", "Family",
        ids=_ids(10378, "tt1254207"), runtime_minutes=2, directors=("Sacha Goedegebure",),
        writers=("Sacha Goedegebure",), rating=6.5, tagline="Slow to anger, thorough in reply.", **_BLENDER,
    ),
    _film(
        "sintel", "Sintel", "2010-09-27",
        "A lonely traveller nurses a young dragon back to health, and crosses half the world when it is taken from her.",
        "Animation", "Fantasy", "Adventure",
        ids=_ids(45745, "tt1727587"), runtime_minutes=3, directors=("Colin Levy",), writers=("Esther Wouda",),
        composers=("Jan Morgenstern",),
        cast=(("Halina Reijn", "Sintel"), ("Thom Hoffman", "Shaman")), rating=7.4,
        tagline="She looked everywhere but at the years.", **_BLENDER,
    ),
    _film(
        "tears", "Tears of Steel", "2012-09-26",
        "In a walled-off Amsterdam, a handful of soldiers and scientists restage one bad goodbye in the hope of stopping"
        " the machines that grew out of it.",
        "Science Fiction", "Action",
        ids=_ids(133701, "tt2285752"), runtime_minutes=2, directors=("Ian Hubert",), writers=("Ian Hubert",),
        cast=(("Derek de Lint", "Old Thom"), ("Sergio Hasselbaink", "Barley"), ("Rogier Schippers", "Captain"),
              ("Vanja Rukavina", "Thom"), ("Denise Rebergen", "Celia")), rating=5.6, **_BLENDER,
    ),
    _film(
        "elephants", "Elephants Dream", "2006-03-24",
        "An old man leads a young one through a machine without end; only one of them believes that it is there.",
        "Animation", "Science Fiction",
        ids=_ids(9761, "tt0807840"), runtime_minutes=2, directors=("Bassam Kurdali",), writers=("Pepijn Zwanenberg",),
        cast=(("Tygo Gernandt", "Emo"), ("Cas Jansen", "Proog")), rating=6.0, **_BLENDER,
    ),
    _film(
        "cosmos", "Cosmos Laundromat: First Cycle", "2015-08-10",
        "A sheep that has had enough of its island meets a salesman who offers as many other lives as it can stand.",
        "Animation", "Comedy", "Fantasy",
        ids=_ids(358332, "tt4957236"), runtime_minutes=2, directors=("Mathieu Auvray",), writers=("Esther Wouda",),
        cast=(("Pierre Bokma", "Franck"), ("Reinout Scholten van Aschat", "Victor")), rating=7.1,
        aliases=("Cosmos Laundromat",), **_BLENDER,
    ),
    _film(
        "spring", "Spring", "2019-04-04",
        "A shepherd girl and her dog climb to wake the spirits that keep winter from staying for good.",
        "Animation", "Fantasy",
        ids=_own(1), runtime_minutes=2, directors=("Andy Goralczyk",), writers=("Andy Goralczyk",), rating=7.3,
        **_BLENDER,
    ),
    _film(
        "sprite", "Sprite Fright", "2021-10-29",
        "Noisy teenagers on a school trip learn that the small folk of the wood take littering personally.",
        "Animation", "Comedy", "Horror",
        ids=_own(2), runtime_minutes=3, directors=("Matthew Luhn", "Hjalti Hjalmarsson"), writers=("Matthew Luhn",),
        rating=7.0, **_BLENDER,
    ),
    _film(
        "charge", "Charge", "2022-12-15",
        "In a drained future an old man breaks into a battery plant, and the guard at the door does not sleep.",
        "Animation", "Action", "Science Fiction",
        ids=_own(3), runtime_minutes=1, directors=("Hjalti Hjalmarsson",), rating=6.9, **_BLENDER,
    ),
    _film(
        "llama", "Caminandes: Llamigos", "2016-01-30",
        "A llama and a penguin fight over the last red berries of the winter.",
        "Animation", "Comedy", "Family",
        ids=_own(4), runtime_minutes=1, directors=("Pablo Vazquez",), rating=6.8,
        collection=(900_000_100, "Caminandes"), **_BLENDER,
    ),
    _film(
        "agent", "Agent 327: Operation Barbershop", "2017-05-17",
        "A Dutch secret agent asks for a shave in order to search the back room, and finds that he was expected.",
        "Animation", "Action", "Comedy",
        ids=_own(5), runtime_minutes=1, directors=("Hjalti Hjalmarsson", "Colin Levy"), rating=7.2, **_BLENDER,
    ),
    _film(
        "coffee", "Coffee Run", "2020-05-29",
        "A young woman runs through all the days of a love on the strength of one cup.",
        "Animation", "Romance",
        ids=_own(6), runtime_minutes=1, directors=("Hjalti Hjalmarsson",), rating=6.6, **_BLENDER,
    ),
    _film(
        "wingit", "Wing It!", "2023-09-19",
        "A careful cat and a careless dog build a rocket out of what lies about the barn.",
        "Animation", "Comedy", "Family",
        ids=_own(7), runtime_minutes=1, directors=("Rik Schutte",), rating=6.9, **_BLENDER,
    ),
    _film(
        "hero", "Hero", "2018-04-16",
        "Somebody small stands before somebody enormous, drawn by hand in a room that has three dimensions.",
        "Animation", "Fantasy",
        ids=_own(8), runtime_minutes=1, directors=("Daniel M. Lara",), rating=6.7, **_BLENDER,
    ),
    _film(
        "notld", "Night of the Living Dead", "1968-10-01",
        "Seven people bar the doors of a farmhouse against the dead, and quarrel about the cellar.",
        "Horror",
        ids=_ids(10331, "tt0063350"), runtime_minutes=3, studio="Image Ten", directors=("George A. Romero",),
        writers=("John A. Russo", "George A. Romero"),
        cast=(("Duane Jones", "Ben"), ("Judith O'Dea", "Barbra"), ("Karl Hardman", "Harry Cooper")),
        rating=7.6, certification="NR", tagline="Do not go down to the cellar. Or do.",
    ),
    _film(
        "nosferatu", "Nosferatu", "1922-03-04",
        "A clerk sells a house to a count who travels with his own earth, and the plague travels with them.",
        "Horror", "Fantasy",
        ids=_ids(653, "tt0013442"), runtime_minutes=3, original_title="Nosferatu, eine Symphonie des Grauens",
        language="de", country="DE", studio="Prana-Film", directors=("F. W. Murnau",), writers=("Henrik Galeen",),
        cast=(("Max Schreck", "Count Orlok"), ("Gustav von Wangenheim", "Hutter"), ("Greta Schröder", "Ellen")),
        rating=7.7, **_SILENT,
    ),
    _film(
        "metropolis", "Metropolis", "1927-01-10",
        "The son of the man who owns the city goes down to those who keep it running, and falls in love with two women,"
        " one of them a machine.",
        "Drama", "Science Fiction",
        ids=_ids(19, "tt0017136"), runtime_minutes=3, language="de", country="DE", studio="UFA",
        directors=("Fritz Lang",), writers=("Thea von Harbou",),
        cast=(("Brigitte Helm", "Maria"), ("Gustav Fröhlich", "Freder"), ("Alfred Abel", "Joh Fredersen"),
              ("Rudolf Klein-Rogge", "Rotwang")), rating=8.1, **_SILENT,
    ),
    _film(
        "general", "The General", "1926-12-31",
        "A railwayman loves his engine and a girl, in that order, and must steal both back across the lines.",
        "Comedy", "Action", "Adventure",
        ids=_ids(961, "tt0017925"), runtime_minutes=3, studio="Buster Keaton Productions",
        directors=("Buster Keaton", "Clyde Bruckman"), writers=("Al Boasberg",),
        cast=(("Buster Keaton", "Johnnie Gray"), ("Marion Mack", "Annabelle Lee")), rating=7.9, **_SILENT,
    ),
    _film(
        "moon", "A Trip to the Moon", "1902-09-01",
        "Astronomers are shot to the Moon out of a gun, are badly received, and fall back into the sea.",
        "Adventure", "Science Fiction",
        ids=_ids(775, "tt0000417"), runtime_minutes=1, original_title="Le Voyage dans la Lune", language="fr",
        country="FR", studio="Star-Film", directors=("Georges Méliès",), writers=("Georges Méliès",),
        cast=(("Georges Méliès", "Professor Barbenfouillis"),), rating=7.9, **_SILENT,
    ),
    _film(
        "caligari", "The Cabinet of Dr. Caligari", "1920-02-27",
        "A showman keeps a sleepwalker who answers questions about the future, and the answers come true at night.",
        "Horror", "Thriller",
        ids=_ids(234, "tt0010323"), runtime_minutes=3, original_title="Das Cabinet des Dr. Caligari", language="de",
        country="DE", studio="Decla-Bioscop", directors=("Robert Wiene",), writers=("Carl Mayer", "Hans Janowitz"),
        cast=(("Werner Krauss", "Dr. Caligari"), ("Conrad Veidt", "Cesare"), ("Lil Dagover", "Jane")),
        rating=7.9, **_SILENT,
    ),
    _film(
        "charade", "Charade", "1963-12-05",
        "A widow in Paris is told that she has a quarter of a million dollars, by everyone but her husband.",
        "Comedy", "Mystery", "Romance",
        ids=_ids(4808, "tt0056923"), runtime_minutes=3, studio="Universal Pictures", directors=("Stanley Donen",),
        writers=("Peter Stone",), cast=(("Cary Grant", "Peter Joshua"), ("Audrey Hepburn", "Regina Lampert"),
                                        ("Walter Matthau", "Hamilton Bartholomew")), rating=7.6, certification="NR",
    ),
    _film(
        "safety", "Safety Last!", "1923-04-01",
        "A shop assistant who has written home about his great career ends up on the outside of a clock.",
        "Comedy", "Romance",
        ids=_ids(22596, "tt0014429"), runtime_minutes=3, studio="Hal Roach Studios",
        directors=("Fred C. Newmeyer", "Sam Taylor"), writers=("Hal Roach", "Sam Taylor"),
        cast=(("Harold Lloyd", "The Boy"), ("Mildred Davis", "The Girl")), rating=7.9, **_SILENT,
    ),
    _film(
        "potemkin", "Battleship Potemkin", "1925-12-21",
        "Sailors refuse the soup, then the officers, and a city on a long flight of steps pays for it.",
        "Drama", "History",
        ids=_ids(643, "tt0015648"), runtime_minutes=3, original_title="Броненосец Потёмкин", language="ru",
        country="SU", studio="Goskino", directors=("Sergei Eisenstein",), writers=("Nina Agadzhanova",),
        cast=(("Aleksandr Antonov", "Vakulinchuk"),), rating=7.7, **_SILENT,
    ),
    _film(
        "camera", "Man with a Movie Camera", "1929-01-08",
        "One day of several cities, and of the man who climbs everywhere to film it.",
        "Documentary",
        ids=_ids(26317, "tt0019760"), runtime_minutes=2, original_title="Человек с киноаппаратом", language="ru",
        country="SU", studio="VUFKU", directors=("Dziga Vertov",), writers=("Dziga Vertov",), rating=7.8, **_SILENT,
    ),
    _film(
        "carnival", "Carnival of Souls", "1962-09-26",
        "The only survivor of a drive off a bridge takes work as an organist, and is followed to it.",
        "Horror", "Mystery",
        ids=_ids(16093, "tt0055830"), runtime_minutes=2, studio="Harcourt Productions", directors=("Herk Harvey",),
        writers=("John Clifford",), cast=(("Candace Hilligoss", "Mary Henry"), ("Sidney Berger", "John Linden")),
        rating=7.0, certification="PG",
    ),
    _film(
        "detour", "Detour", "1945-11-15",
        "A pianist hitches a lift to the coast, and every sensible thing he does makes it worse.",
        "Crime", "Drama",
        ids=_ids(20367, "tt0037638"), runtime_minutes=2, studio="Producers Releasing Corporation",
        directors=("Edgar G. Ulmer",), writers=("Martin Goldsmith",),
        cast=(("Tom Neal", "Al Roberts"), ("Ann Savage", "Vera")), rating=7.1, certification="NR",
    ),
    _film(
        "phantom", "The Phantom of the Opera", "1925-09-06",
        "A voice behind the mirror makes a singer famous and expects to be thanked for it.",
        "Horror", "Romance",
        ids=_ids(964, "tt0016220"), runtime_minutes=3, studio="Universal Pictures", directors=("Rupert Julian",),
        cast=(("Lon Chaney", "The Phantom"), ("Mary Philbin", "Christine Daaé")), rating=7.2, **_SILENT,
    ),
    _film(
        "friday", "His Girl Friday", "1940-01-18",
        "An editor has a morning to keep his best reporter from marrying, and a murderer in a roll-top desk.",
        "Comedy", "Romance",
        ids=_ids(3085, "tt0032599"), runtime_minutes=3, studio="Columbia Pictures", directors=("Howard Hawks",),
        writers=("Charles Lederer",), cast=(("Cary Grant", "Walter Burns"), ("Rosalind Russell", "Hildy Johnson"),
                                            ("Ralph Bellamy", "Bruce Baldwin")), rating=7.4, certification="NR",
    ),
    _film(
        "lastman", "The Last Man on Earth", "1964-03-08",
        "By day a man sharpens stakes and burns the dead; by night those who were his neighbours call his name.",
        "Horror", "Science Fiction",
        ids=_ids(21159, "tt0058700"), runtime_minutes=2, country="IT", studio="Produzioni La Regina",
        directors=("Sidney Salkow", "Ubaldo Ragona"), cast=(("Vincent Price", "Robert Morgan"),), rating=6.8,
        certification="NR",
    ),
)  # fmt: skip
