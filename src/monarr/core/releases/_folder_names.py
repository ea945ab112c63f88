"""Names of folders that are no titles: of specials, discs, extras and libraries."""

from __future__ import annotations

SPECIALS = frozenset(("specials", "special", "extras specials"))
_DISC_FOLDERS = "bdmv stream video_ts audio_ts certificate backup subs sub subtitles sample samples proof cd1 cd2 disc1 disc2 disk1 disk2"
DISC_STRUCTURE = frozenset(("bdmv", "video_ts", "audio_ts", "stream", "certificate", "backup"))
EXTRAS = ("extras", "extra", "featurettes", "behind the scenes", "deleted scenes", "interviews", "trailers", "scenes",
                   "shorts", "bonus", "other", "featurette", "making of", "bonusmaterial", "bonus material", "special features")  # fmt: skip
INNER = frozenset((*_DISC_FOLDERS.split(), "disc 1", "disc 2", "disk 1", "disk 2", "cd 1", "cd 2", *EXTRAS))
# folders that hold libraries, and what they hold
LIBRARIES = {
    name: kind
    for kind, names in (
        (
            "series",
            "tv|tv shows|tvshows|tv-shows|tv series|series|shows|anime|serien|séries|seriale|serie tv|animes|serier|season",
        ),
        ("movie", "movies|films|movie|film|filme|filmes|filmy|peliculas|películas|movies 4k|movies-4k"),
        (
            None,
            "media|video|videos|downloads|complete|incoming|data|mnt|srv|home|volume1|share|nas|storage|torrents|usenet|library",
        ),
    )
    for name in names.split("|")
}


def library_of(folders: list[str]) -> str | None:
    """What the nearest library folder holds; None when no folder is called like one."""
    for folder in reversed(folders):
        kind = LIBRARIES.get(folder.strip().lower())
        if kind is not None:
            return kind
    return None
