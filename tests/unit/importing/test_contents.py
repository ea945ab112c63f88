"""What lies in a download, told by names and sizes."""

from __future__ import annotations

import pytest

from monarr.core.importing import Found, lines_of, main_videos, read_marks, sort_contents

GB = 1_000_000_000


def _found(path: str, size_bytes: int = GB) -> Found:
    return Found(path=path, size_bytes=size_bytes)


@pytest.mark.parametrize(
    ("path", "size_bytes", "heap"),
    [
        ("Film.2010.1080p.mkv", GB, "videos"),
        ("Sample/film.mkv", 20_000_000, "samples"),
        ("film-sample.mkv", 20_000_000, "samples"),
        ("The.Sample.Film.2010.mkv", 4 * GB, "videos"),
        ("Featurettes/Making.mkv", GB, "extras"),
        ("film-trailer.mkv", 50_000_000, "extras"),
        ("The.Interview.2014.1080p.mkv", GB, "videos"),
        ("Extras.S01E01.mkv", GB, "videos"),
        ("Subs/2_English.srt", 1000, "subtitles"),
        ("setup.exe", 1000, "dangerous"),
        ("film.mkv.exe", GB, "dangerous"),
        ("FILM.SCR", GB, "dangerous"),
        ("film.rar", GB, "archives"),
        ("film.r17", GB, "archives"),
        ("film.mkv.!qB", GB, "unfinished"),
        ("film.mkv.part", GB, "unfinished"),
        ("film.iso", GB, "raw"),
        ("BDMV/STREAM/00001.m2ts", GB, "videos"),
        ("film.strm", 100, "other"),
        ("film.nfo", 100, "other"),
    ],
)
def test_a_file_is_told_by_its_name(path: str, size_bytes: int, heap: str) -> None:
    contents = sort_contents([_found(path, size_bytes)])
    assert len(getattr(contents, heap)) == 1


def test_the_main_videos_are_those_of_at_least_half_the_largest() -> None:
    videos = [_found("a.mkv", 10), _found("b.mkv", 100), _found("c.mkv", 60)]
    assert [one.path for one in main_videos(videos)] == ["b.mkv", "c.mkv"]


@pytest.mark.parametrize(
    ("width", "height", "lines"),
    [(1920, 1080, 1080), (1920, 804, 1080), (1440, 1080, 1080), (1280, 536, 720), (960, 720, 720), (854, 480, 480),
     (720, 576, 576), (3840, 1600, 2160), (640, 360, 480), (320, 240, 360), (1080, 1920, 1080)],
)  # fmt: skip
def test_a_picture_counts_by_its_better_side(width: int, height: int, lines: int) -> None:
    assert lines_of(width, height) == lines


@pytest.mark.parametrize(
    ("path", "suffix"),
    [
        ("film.en.srt", ".en"),
        ("film.eng.forced.srt", ".en.forced"),
        ("film.de.sdh.ass", ".de.sdh"),
        ("film.srt", ""),
        ("Subs/2_English.srt", ".en"),
        ("Subs/Brazilian Portuguese.srt", ".pt"),
        ("film.en.hi.srt", ".en.sdh"),
    ],
)
def test_a_subtitle_keeps_its_marks(path: str, suffix: str) -> None:
    assert read_marks(path, "film").suffix == suffix


def test_words_of_the_title_are_no_marks() -> None:
    assert read_marks("The.German.Doctor.srt", "The.German.Doctor").language is None
