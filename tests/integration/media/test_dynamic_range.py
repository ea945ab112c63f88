"""Dolby Vision, HDR10+ and their bases are read from real files: encoded here, with the units of each laid into the stream."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import pytest

from monarr.core.naming import NamingConfig, NamingItem, movie_file_name
from monarr.core.quality import get_quality
from monarr.core.releases import Revision
from monarr.demo.media import make_video
from monarr.media.probe import probe_file
from monarr.services.import_naming import naming_file
from tests.support.live import require_program

PQ, HLG, PLAIN, UNSAID = "smpte2084", "arib-std-b67", "bt709", "undef"
FIGURES = "hdr10=1:max-cll=1000,400:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"


class Bits:
    def __init__(self) -> None:
        self.written = ""

    def put(self, *fields: tuple[int, int]) -> Bits:
        """Numbers of so many bits; 0 bits for one of variable length (Exp-Golomb)."""
        for value, length in fields:
            digits = f"{value + 1:b}"
            self.written += f"{value:0{length}b}" if length else "0" * (len(digits) - 1) + digits
        return self

    def content(self) -> bytes:
        whole = self.written + "0" * (-len(self.written) % 8)
        return int(whole, 2).to_bytes(len(whole) // 8, "big")


def unit(kind: int, content: bytes) -> bytes:
    """A unit of an HEVC stream with its length: three bytes that would look like a start are parted."""
    parted, zeros = bytearray(), 0
    for byte in content:
        if zeros >= 2 and byte <= 3:
            parted.append(3)
            zeros = 0
        parted.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    whole = bytes([kind << 1, 1]) + bytes(parted)
    return len(whole).to_bytes(4, "big") + whole


def vision(*, profile: int = 1, full_range: int = 0) -> bytes:
    """A Dolby Vision unit that changes nothing: header, one straight line for each colour, no extra data."""
    bits = Bits().put((2, 6), (18, 11), (profile, 4), (0, 4), (1, 1), (0, 1), (0, 2), (23, 0), (1, 2), (full_range, 1))
    bits.put((2, 0), (2, 0), (4, 0), (0, 1), (0, 3), (0, 1), (1, 1), (0, 1), (0, 1), (0, 0), (0, 0), (0, 0))
    for _ in range(3):
        bits.put((0, 0), (0, 10), (1023, 10))
    bits.put((0, 0), (0, 0))
    for _ in range(3):
        bits.put((0, 0), (0, 0), (0, 1), (0, 0), (0, 23), (0, 0), (0, 23))
    return unit(62, b"\x19" + bits.content() + b"\x00\x00\x00\x00\x80")


def plus() -> bytes:
    """An HDR10+ message (SMPTE ST 2094-40) of one window."""
    bits = Bits().put((0xB5, 8), (0x3C, 16), (1, 16), (4, 8), (1, 8), (1, 2), (400, 27), (0, 1))
    bits.put((9000, 17), (8000, 17), (7000, 17), (500, 17), (0, 4), (0, 10), (0, 1), (0, 1), (0, 1))
    message = bits.content()
    return unit(39, bytes([4, len(message)]) + message + b"\x80")


def picture(path: Path, transfer: str, *, before: bytes = b"", after: bytes = b"", more: str = "") -> Path:
    """Half a second of grey in ten bits, each frame with the given units."""
    raw = path.with_suffix(".raw.mkv")
    with av.open(str(raw), "w") as out:
        stream = out.add_stream("libx265", rate=8)
        stream.width, stream.height, stream.pix_fmt = 128, 72, "yuv420p10le"
        colours = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
        stream.options = {
            "preset": "ultrafast",
            "x265-params": ":".join(filter(None, ("log-level=none:repeat-headers=1:bframes=0", colours, more))),
        }
        for number in range(4):
            frame = av.VideoFrame(128, 72, "yuv420p10le")
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    with av.open(str(raw)) as given, av.open(str(path), "w") as out:
        source = given.streams.video[0]
        copied = out.add_stream_from_template(source)
        for packet in given.demux(source):
            if packet.dts is None:
                continue
            laid = av.Packet(before + bytes(packet) + after)
            laid.pts, laid.dts, laid.time_base, laid.stream = packet.pts, packet.dts, packet.time_base, copied
            laid.is_keyframe = packet.is_keyframe
            out.mux(laid)
    return path


@pytest.mark.parametrize("ending", [".mkv", ".mp4"])
@pytest.mark.parametrize(
    ("transfer", "before", "after", "more", "kind"),
    [
        (PQ, b"", b"", FIGURES, "hdr10"),
        (PQ, b"", b"", "", "pq10"),
        (PQ, plus(), b"", FIGURES, "hdr10plus"),
        (HLG, b"", b"", "", "hlg10"),
        (PLAIN, b"", b"", "", "none"),
        (UNSAID, b"", vision(profile=0, full_range=1), "", "dolby_vision"),
        (PQ, b"", vision(profile=0, full_range=1), "", "dolby_vision"),
        (PQ, b"", vision(), FIGURES, "dolby_vision_hdr10"),
        (PQ, plus(), vision(), FIGURES, "dolby_vision_hdr10plus"),
        (HLG, b"", vision(), "", "dolby_vision_hlg"),
        (PLAIN, b"", vision(), "", "dolby_vision_sdr"),
    ],
)
def test_the_kind_of_dynamic_range_is_read(
    tmp_path: Path, ending: str, transfer: str, before: bytes, after: bytes, more: str, kind: str
) -> None:
    [video] = probe_file(picture(tmp_path / f"film{ending}", transfer, before=before, after=after, more=more)).video
    assert (video.codec, video.bit_depth, video.hdr) == ("hevc", 10, kind)


def named(path: Path, pattern: str) -> str:
    file = naming_file(
        quality=get_quality("Bluray-2160p").name, revision=Revision(), release_group=None, scene_name=None, path=path.name,
        edition=None, formats=(), media=probe_file(path),
    )  # fmt: skip
    return movie_file_name(NamingItem(title="Sintel"), file, NamingConfig(movie_format=pattern))


def test_a_name_says_what_the_file_holds(tmp_path: Path) -> None:
    vivid = picture(tmp_path / "film.mkv", PQ, before=plus(), after=vision(), more=FIGURES)
    pattern = "{Movie Title} {[MediaInfo VideoDynamicRangeType]}{[MediaInfo VideoBitDepth]}{[MediaInfo VideoCodec]}"
    assert named(vivid, pattern) == "Sintel [DV HDR10Plus][10][h265]"


@pytest.mark.parametrize(
    ("encoder", "tag", "ending", "name"),
    [("mpeg4", "XVID", ".avi", "XviD"), ("mpeg4", "DX50", ".avi", "DivX"),
     ("libsvtav1", "", ".mp4", "AV1"), ("mpeg2video", "", ".mkv", "MPEG2"), ("libvpx-vp9", "", ".webm", "VP9")],
)  # fmt: skip
def test_a_picture_is_called_by_its_codec_and_its_tag(
    tmp_path: Path, encoder: str, tag: str, ending: str, name: str
) -> None:
    if encoder not in av.codecs_available:
        pytest.skip(f"no {encoder} here")
    path = tmp_path / f"film{ending}"
    with av.open(str(path), "w") as out:
        stream = out.add_stream(encoder, rate=25)
        stream.width, stream.height, stream.pix_fmt = 128, 72, "yuv420p"
        if tag:
            stream.codec_context.codec_tag = tag
        for number in range(3):
            frame = av.VideoFrame(128, 72, "yuv420p")
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert named(path, "{MediaInfo VideoCodec}") == name


@pytest.mark.parametrize(
    ("codec", "ending", "channels", "name"),
    [("libmp3lame", ".mkv", 2, "MP3 2.0"),
     ("mp2", ".mkv", 1, "MP2 1.0"), ("pcm_s16le", ".mkv", 2, "PCM 2.0"), ("alac", ".mkv", 2, "ALAC 2.0"),
     ("libopus", ".mkv", 2, "Opus 2.0"), ("eac3", ".mp4", 6, "EAC3 5.1")],
)  # fmt: skip
def test_sound_is_called_by_its_codec(tmp_path: Path, codec: str, ending: str, channels: int, name: str) -> None:
    path = tmp_path / f"film{ending}"
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=48000, layout=layout)
        kind = stream.codec_context.codec.audio_formats[0].name
        for _ in range(4):
            silence = av.AudioFrame(format=kind, layout=layout, samples=stream.codec_context.frame_size or 1536)
            silence.sample_rate = 48000
            for plane in silence.planes:
                plane.update(bytes(plane.buffer_size))
            out.mux(stream.encode(silence))
        out.mux(stream.encode(None))
    assert named(path, "{MediaInfo AudioCodec} {MediaInfo AudioChannels}") == name


@pytest.mark.live
@pytest.mark.parametrize(("codec", "name"), [("dca", "DTS 2.0"), ("truehd", "TrueHD 2.0")])
def test_sound_from_another_encoder_is_called_by_its_codec(tmp_path: Path, codec: str, name: str) -> None:
    path = tmp_path / "film.mkv"
    source = ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-t", "1", "-strict", "-2", "-c:a", codec]
    subprocess.run([require_program("ffmpeg"), "-v", "error", *source, path], check=True, timeout=60)
    assert named(path, "{MediaInfo AudioCodec} {MediaInfo AudioChannels}") == name


def test_two_views_make_a_film_in_3d(tmp_path: Path) -> None:
    flat = make_video(tmp_path / "flat.mkv", seconds=2, width=128, height=72, audio=())
    deep = tmp_path / "deep.mkv"
    with av.open(str(flat)) as given, av.open(str(deep), "w") as out:
        source = given.streams.video[0]
        copied = out.add_stream_from_template(source)
        copied.metadata["stereo_mode"] = "left_right"
        for packet in given.demux(source):
            if packet.dts is not None:
                packet.stream = copied
                out.mux(packet)
    assert named(deep, "{Movie Title} {[MediaInfo 3D]}") == "Sintel [3D]"
    assert named(flat, "{Movie Title} {[MediaInfo 3D]}") == "Sintel"
