"""Kodi, the real program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live import kodi


@pytest.mark.live
@pytest.mark.timeout(180)
def test_what_monarr_writes_and_says_is_taken_up_by_a_real_kodi() -> None:
    kodi.run_in_own_network(Path(kodi.__file__).with_name("kodi_cases.py"))
