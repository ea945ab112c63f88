"""MULTi in a name: several languages, of which only the indexer knows which."""

from __future__ import annotations

import pytest

from monarr.core.releases import parse_release


@pytest.mark.parametrize(
    ("name", "is_multi"),
    [
        ("Sintel.2010.MULTi.1080p.WEB.H264-OPEN", True),
        ("Sintel.2010.FRENCH.MULTI.1080p.BluRay.x264-OPEN", True),
        ("Harbour.Lights.S01E02.Multi.720p.WEB-OPEN", True),
        ("Sintel.2010.Multi.Subs.1080p.WEB.H264-OPEN", False),
        ("Sintel.2010.MultiSubs.1080p.WEB.H264-OPEN", False),
        ("Sintel.2010.1080p.WEB.H264-MULTIPLEX", False),
        ("Sintel.2010.German.DL.1080p.WEB.H264-OPEN", False),
    ],
)
def test_multi_is_read_of_the_sound_alone(name: str, is_multi: bool) -> None:
    parsed = parse_release(name)
    assert parsed is not None and parsed.is_multi is is_multi
