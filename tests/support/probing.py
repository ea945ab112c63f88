"""One probe process for many tests: a start of it takes as long as many of them."""

from __future__ import annotations

from functools import cache

from monarr.media.probe import Prober


class _Shared(Prober):
    """A house that closes takes nothing from the next one. The process ends by itself, from rest or with the tests."""

    def close(self) -> None:
        pass


@cache
def shared_prober() -> Prober:
    return _Shared(workers=1)
