"""Migrates databases in processes that die on purpose.

Standard input has one JSON list `[url, revision, at]` per line: a child takes the database to the revision (down when it
is `base`) and gets a SIGKILL before its statement number `at`. The answer is true when it died, false when it was done
before.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from itertools import count
from typing import Any

from sqlalchemy import Engine, event

from monarr.db import migrate


def _run(url: str, revision: str, at: int) -> None:
    numbers = count()

    @event.listens_for(Engine, "before_cursor_execute")
    def _before(*_: Any) -> None:
        if next(numbers) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    (migrate.downgrade if revision == "base" else migrate.upgrade)(url, revision)


def main() -> None:
    import alembic.command  # noqa: F401  loaded once, before the children

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                _run(*json.loads(line))
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.WIFSIGNALED(status)), flush=True)


if __name__ == "__main__":
    main()
