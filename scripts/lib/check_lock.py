"""Checks a lock file: every package has a version and hashes, and no line names an address or a folder."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_PACKAGE = re.compile(r"^[a-zA-Z0-9._-]+==\S+( ; .+)? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
_COMMENT = re.compile(r"^\s*#")
_ADDRESS = re.compile(r"://|\bfile:|--(index|extra-index|find-links|trusted-host)|\s/\w")


def problems(text: str) -> list[str]:
    """What is wrong with the lock, one sentence per line; empty when all is well."""
    found = []
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if _ADDRESS.search(line):
            found.append(f"line {number} names an address or a folder: {line.strip()}")
        elif _PACKAGE.match(line):
            if number == len(lines) or not _HASH.match(lines[number]):
                found.append(f"line {number} has no hash: {line.strip()}")
        elif line.strip() and not _HASH.match(line) and not _COMMENT.match(line):
            found.append(f"line {number} is no pinned package: {line.strip()}")
    return found


if __name__ == "__main__":
    found = problems(Path(sys.argv[1]).read_text("utf-8"))
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    sys.exit(bool(found))
