"""`monarr parse` and `monarr name`: one line in, one line out; and how quickly the program starts."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

MONARR = [sys.executable, "-m", "monarr.cli"]


def lines(words: list[str], given: bytes) -> list[dict[str, object] | None]:
    """The answers of a process, line by line."""
    done = subprocess.run([*MONARR, *words], input=given, capture_output=True, timeout=30, check=True)
    return [msgspec.json.decode(line) for line in done.stdout.splitlines()]


def test_every_line_gives_one_answer_in_order() -> None:
    given = b"Sintel.2010.1080p.BluRay.x264-GRP\n\nbroken \xff\xfe\n/films/Sintel (2010)/Sintel.2010.720p.mkv\nThe.Show.S01E02.720p.HDTV-X\r\n"
    answers = lines(["parse", "--json"], given)
    assert [one and one["type"] for one in answers] == ["movie", None, None, "movie", "series"]
    assert answers[4] is not None
    assert answers[4]["episodes"] == [2]


def test_a_line_that_is_too_long_gives_null() -> None:
    assert lines(["parse", "--json"], b"Sintel.2010.1080p." + b"a" * 5000 + b"\n") == [None]


def test_names_of_other_media_give_null() -> None:
    given = b"Sintel.2010.1080p.BluRay.x264-GRP\nThe.Show.S01E02.720p.HDTV-X\n"
    assert [bool(one) for one in lines(["parse", "--json", "--type", "series"], given)] == [False, True]


def test_explained_every_word_says_what_it_was_taken_for() -> None:
    (answer,) = lines(["parse", "--json", "--explain", "Sintel.2010.1080p.BluRay.x264-GRP"], b"")
    assert answer is not None
    tokens = answer["tokens"]
    assert isinstance(tokens, list)
    assert {"title", "resolution", "source", "release_group"} <= {token["property"] for token in tokens}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ('{"kind":"movie","target":"file","item":{"title":"Sintel","year":2010},"extension":".mkv",'
         '"file":{"quality":"Bluray-1080p"}}', {"name": "Sintel (2010) Bluray-1080p.mkv"}),
        ('{"kind":"series","target":"path","item":{"title":"Pioneer One","path":"/tv/Pioneer One","season_folder":true},'
         '"episodes":[{"season":1,"episode":2,"title":"Alone"}],"file":{"quality":"HDTV-720p"},"extension":".mkv"}',
         {"name": "/tv/Pioneer One/Season 1/Pioneer One - S01E02 - Alone HDTV-720p.mkv"}),
        ('{"kind":"series","target":"season_folder","season":0,"item":{"title":"X"}}', {"name": "Specials"}),
        ('{"kind":"movie","target":"folder","item":{"title":"Sintel","year":null},"surprise":1}', {"name": "Sintel"}),
        ('{"target":"clean","text":"a/b: c?","config":null}', {"name": "a+b - c!"}),
    ],
)  # fmt: skip
def test_a_question_gives_a_name(question: str, answer: dict[str, str]) -> None:
    assert lines(["name", "--json"], question.encode() + b"\n") == [answer]


def test_a_question_that_makes_no_sense_gives_the_reason_and_the_next_line_its_name() -> None:
    given = b'{"kind":"opera"}\nno json\n{"target":"clean","text":"ok"}\n'
    first, second, third = lines(["name", "--json"], given)
    assert first is not None and "error" in first
    assert second is not None and "error" in second
    assert third == {"name": "ok"}


@pytest.mark.parametrize("words", [["--help"], ["parse", "Sintel.2010.1080p.BluRay.x264-GRP"]], ids=["help", "parse"])
def test_the_program_loads_nothing_that_it_does_not_need(words: list[str]) -> None:
    code = (
        "import sys; from monarr.cli import cli; cli.run(sys.argv[1:]);"
        "print([name for name in ('sqlalchemy', 'litestar', 'rich', 'libtorrent', 'httpx2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_their_completion(shell: str) -> None:
    done = subprocess.run([*MONARR, "completion", shell], capture_output=True, text=True, check=True, timeout=30)
    assert "_MONARR_COMPLETE" in done.stdout
