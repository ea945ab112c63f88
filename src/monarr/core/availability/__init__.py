"""Is a film or an episode out yet, as far as its owner asks, and from when on."""

from monarr.core.availability.episode import episode_availability
from monarr.core.availability.model import Availability, FilmDates, MinimumAvailability
from monarr.core.availability.movie import movie_availability

__all__ = ["Availability", "FilmDates", "MinimumAvailability", "episode_availability", "movie_availability"]
