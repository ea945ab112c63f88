"""Streams are read from real files, and no file can do harm."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from monarr.core.errors import FileError, MediaError
from monarr.demo.media import AudioTrack, SubtitleTrack, make_video
from monarr.media.probe import Prober, probe_file
from tests.support.live import require_program


@pytest.fixture(scope="module")
def prober() -> Iterator[Prober]:
    running = Prober()
    yield running
    running.close()


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(
        tmp_path_factory.mktemp("film") / "film.mkv",
        seconds=10,
        width=1280,
        height=720,
        audio=(AudioTrack("aac", 2, "eng"), AudioTrack("ac3", 6, "ger", title="Surround")),
        subtitles=(SubtitleTrack("eng"), SubtitleTrack("spa", forced=True)),
        title="A film",
    )


def test_all_streams_of_a_film_are_read(prober: Prober, film: Path) -> None:
    facts = prober.probe_now(film)
    assert (facts.container, facts.size_bytes, facts.title) == ("matroska", film.stat().st_size, "A film")
    assert facts.duration_seconds == pytest.approx(10, abs=0.3)
    [video] = facts.video
    assert (video.codec, video.width, video.height, video.bit_depth, video.hdr) == ("h264", 1280, 720, 8, "none")
    assert [(a.codec, a.channels, a.language, a.default) for a in facts.audio] == [
        ("aac", 2, "eng", True),
        ("ac3", 6, "ger", False),
    ]
    assert facts.audio[1].title == "Surround"
    assert [(s.codec, s.language, s.forced) for s in facts.subtitles] == [
        ("subrip", "eng", False),
        ("subrip", "spa", True),
    ]


def test_an_hdr_picture_is_told_from_a_plain_one(prober: Prober, tmp_path: Path) -> None:
    path = make_video(tmp_path / "hdr.mkv", seconds=2, width=320, height=180, codec="hevc", hdr=True)
    [video] = prober.probe_now(path).video
    assert (video.codec, video.bit_depth, video.hdr) == ("hevc", 10, "hdr10")


@pytest.mark.live
@pytest.mark.parametrize(
    ("transfer", "more", "kind"),
    [("smpte2084", "hdr10=1:max-cll=1000,400:", "hdr10"), ("smpte2084", "", "pq10"), ("arib-std-b67", "", "hlg10")],
)
def test_kinds_of_hdr_from_another_encoder(prober: Prober, tmp_path: Path, transfer: str, more: str, kind: str) -> None:
    path = tmp_path / "hdr.mp4"
    colours = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    source = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=1", "-pix_fmt", "yuv420p10le", "-c:v", "libx265"]
    encoder = ["-preset", "ultrafast", "-x265-params", f"log-level=error:repeat-headers=1:{more}{colours}"]
    subprocess.run([require_program("ffmpeg"), "-v", "error", *source, *encoder, path], check=True, timeout=60)
    assert [video.hdr for video in prober.probe_now(path).video] == [kind]


def test_forty_five_minutes_in_a_few_kilobytes_have_their_duration(prober: Prober, tmp_path: Path) -> None:
    path = make_video(tmp_path / "long.mkv", seconds=2700, width=64, height=36, frames_per_second=0.1, audio=())
    facts = prober.probe_now(path)
    assert facts.duration_seconds == pytest.approx(2700, abs=11)
    assert facts.size_bytes < 500_000
    assert facts.audio == ()


def test_covers_are_counted_apart(prober: Prober, tmp_path: Path) -> None:
    path = tmp_path / "song.flac"
    with av.open(str(path), "w") as out:
        sound = out.add_stream("flac", rate=48000, layout="mono")
        picture = out.add_stream("png", width=16, height=16, pix_fmt="rgb24")
        picture.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame(16, 16, "rgb24")
        out.mux(picture.encode(frame))
        silence = av.AudioFrame(format="s16", layout="mono", samples=4608)
        silence.sample_rate = 48000
        out.mux(sound.encode(silence))
        out.mux(sound.encode(None))
    facts = prober.probe_now(path)
    assert (len(facts.video), len(facts.audio), facts.attached_pictures_count) == (0, 1, 1)


@pytest.mark.parametrize("content", [b"", b"hello\n" * 400, os.urandom(100_000), b"#EXTM3U\n/etc/passwd\n"])
def test_what_is_no_media_is_refused(prober: Prober, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(content)
    with pytest.raises(MediaError) as refused:
        prober.probe_now(path)
    assert refused.value.reason == "not-media"


def test_a_cut_off_film_never_hangs_the_reader(prober: Prober, film: Path, tmp_path: Path) -> None:
    content = film.read_bytes()
    for part in (0.001, 0.1, 0.5):
        path = tmp_path / f"{part}.mkv"
        path.write_bytes(content[: int(len(content) * part)])
        try:
            assert prober.probe_now(path, timeout_seconds=5).size_bytes == path.stat().st_size
        except MediaError as error:
            assert error.reason == "not-media"


def test_a_missing_file_and_a_folder(prober: Prober, tmp_path: Path) -> None:
    with pytest.raises(FileError) as gone:
        prober.probe_now(tmp_path / "no.mkv")
    assert gone.value.reason == "vanished"
    with pytest.raises(MediaError):
        prober.probe_now(tmp_path)


def test_names_that_are_no_text_are_read(prober: Prober, film: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"f\xfcr: 100%?.mkv")
    path.symlink_to(film)
    assert prober.probe_now(path).video[0].width == 1280


def test_a_killed_process_costs_one_probe(film: Path) -> None:
    prober = Prober(workers=1)
    prober.probe_now(film)
    [pid] = prober.pids
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(MediaError) as failed:
        prober.probe_now(film)
    assert failed.value.reason == "crashed"
    assert prober.probe_now(film).audio
    assert prober.pids != [pid]
    prober.close()


def test_a_hanging_process_is_ended(film: Path) -> None:
    prober = Prober(workers=1)
    prober.probe_now(film)
    [pid] = prober.pids
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(MediaError) as failed:
        prober.probe_now(film, timeout_seconds=0.2)
    assert failed.value.reason == "timed-out"
    assert not Path(f"/proc/{pid}").exists()
    assert prober.probe_now(film).audio
    prober.close()


def test_idle_processes_end_and_come_back(film: Path) -> None:
    prober = Prober(workers=1, idle_seconds=0.2)
    prober.probe_now(film)
    deadline = time.monotonic() + 5
    while prober.pids and time.monotonic() < deadline:
        time.sleep(0.05)
    assert prober.pids == []
    assert prober.probe_now(film).audio
    prober.close()


async def test_probes_run_beside_each_other(prober: Prober, film: Path) -> None:
    results = await asyncio.gather(*(prober.probe(film) for _ in range(20)))
    assert {(len(facts.video), len(facts.audio)) for facts in results} == {(1, 2)}


def test_a_thousand_probes_would_take_under_ten_seconds(prober: Prober, film: Path) -> None:
    """The best of several batches, since others use this machine too."""
    prober.probe_now(film)
    assert min(_seconds_for_ten(prober, film) for _ in range(8)) < 0.1


def _seconds_for_ten(prober: Prober, film: Path) -> float:
    started = time.perf_counter()
    for _ in range(10):
        prober.probe_now(film)
    return time.perf_counter() - started


def test_one_probe_without_a_pool(film: Path) -> None:
    assert probe_file(film).video[0].codec == "h264"


def test_the_process_keeps_the_memory_of_its_pictures(film: Path) -> None:
    """A picture's memory asked anew of the system for each file is thousands of page faults."""
    prober = Prober(workers=1)
    try:
        for _ in range(3):
            prober.probe_now(film)
        before = _page_faults(prober.pids[0])
        for _ in range(5):
            prober.probe_now(film)
        assert _page_faults(prober.pids[0]) - before < 500
    finally:
        prober.close()


def _page_faults(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[7])
