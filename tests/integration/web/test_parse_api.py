"""The API reads a name, explains every token of it, and says why something is no release."""

from __future__ import annotations

from typing import Any

from tests.integration.web.conftest import Cast


async def read(browse: Any, cast: Cast, **asked: str) -> Any:
    answer = await browse(token=cast.tokens["ada"]).get("/api/v1/parse", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_name_is_read_and_every_token_explained(browse, cast: Cast) -> None:
    answer = await read(browse, cast, name="The.French.Baker.S01E02.720p.HDTV.x264-GRP")
    assert (answer["parsed"]["title"], answer["parsed"]["episodes"]) == ("The French Baker", [2])
    title = answer["tokens"][0]
    assert (title["label"], title["considered"][0]["sentence"]) == ("title", "it stands in the title")


async def test_a_path_is_read_with_its_folders(browse, cast: Cast) -> None:
    for path in ("/tv/Moth/Season 1/02 - Night.mkv", "tv/Moth/Season 1/02 - Night.mkv"):
        answer = await read(browse, cast, path=path)
        assert (answer["parsed"]["title"], answer["parsed"]["episodes"]) == ("Moth", [2])
        assert all(path[token["start"] : token["end"]] == token["text"] for token in answer["tokens"])


async def test_a_name_of_another_kind_says_so(browse, cast: Cast) -> None:
    answer = await read(browse, cast, name="Moth.S01E02.720p.HDTV-GRP", kind="movie")
    assert answer["parsed"] is None
    assert answer["refused"] == {"code": "other-kind", "sentence": "The name is of another kind of media."}


async def test_nothing_and_too_much_are_refused(browse, cast: Cast) -> None:
    client = browse(token=cast.tokens["ada"])
    assert (await client.get("/api/v1/parse")).status_code == 422
    assert (await client.get("/api/v1/parse", params={"name": "a" * 2001})).status_code == 422
