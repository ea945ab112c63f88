"""What a wanted version is called."""

import pytest

from monarr.core.kinds import ContentType
from monarr.core.quality import builtin_profiles, version_name


@pytest.mark.parametrize(("profile", "name"), [("1080p", "1080p"), ("4K", "4K"), ("Any", "Default")])
def test_a_version_is_called_by_the_resolution_it_aims_at(profile: str, name: str) -> None:
    (found,) = [one for one in builtin_profiles(ContentType.MOVIE) if one.name == profile]
    assert version_name(found) == name
