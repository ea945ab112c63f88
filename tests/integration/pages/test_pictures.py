"""Pictures of titles: by the sum of their content, small ones made when asked for."""

from __future__ import annotations

import hashlib
import io

from PIL import Image

from monarr.services.pictures import blob_path
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People


def stored(scene: Scene) -> str:
    """A poster in the store; its name."""
    holder = io.BytesIO()
    Image.new("RGB", (600, 900), "#204060").save(holder, "PNG")
    content = holder.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    path = blob_path(scene.house.paths.assets, sha256, "png")
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return f"{sha256}.png"


async def test_a_poster_comes_small_as_webp_and_is_kept_by_the_browser(people: People, scene: Scene) -> None:
    name = stored(scene)
    answer = await people.ben.get(f"/art/{name}?w=240")
    assert answer.headers["content-type"] == "image/webp" and "immutable" in answer.headers["cache-control"]
    assert Image.open(io.BytesIO(answer.content)).size == (240, 360)
    again = await people.ben.get(f"/art/{name}?w=240", **{"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_only_pictures_of_the_store_are_given(people: People, scene: Scene) -> None:
    for name in ("..%2F..%2Fsecrets.key", "0" * 64 + ".png", "0" * 64 + ".sqlite", "x.png"):
        assert (await people.ada.get(f"/art/{name}")).status_code == 404
