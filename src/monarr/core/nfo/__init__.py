"""NFO documents: what lies beside a video and tells Kodi, Jellyfin, Emby and the next manager what it is.

`write_nfo` renders documents in Kodi's dialect, `read_nfo` reads what others wrote. Both are pure: bytes and values.
"""

from monarr.core.nfo.model import (
    NfoActor,
    NfoAudio,
    NfoDocument,
    NfoFacts,
    NfoKind,
    NfoRating,
    NfoSet,
    NfoStreams,
    NfoSubtitle,
    NfoVideo,
    kodi_hdr,
)
from monarr.core.nfo.reading import read_nfo
from monarr.core.nfo.writing import write_nfo

__all__ = [
    "NfoActor",
    "NfoAudio",
    "NfoDocument",
    "NfoFacts",
    "NfoKind",
    "NfoRating",
    "NfoSet",
    "NfoStreams",
    "NfoSubtitle",
    "NfoVideo",
    "kodi_hdr",
    "read_nfo",
    "write_nfo",
]
