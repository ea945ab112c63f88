"""Real media, made in a moment, with no program but PyAV.

A film is a loop of two seconds, encoded once and repeated packet by packet: two minutes of 1080p cost the encoding of
two seconds, and still play, seek and probe as what they are. The same specification gives the same bytes, so that a
torrent of it keeps its info hash.
"""

from __future__ import annotations

import hashlib
import heapq
import math
import os
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import msgspec
from PIL import Image, ImageDraw, ImageFont

_LOOP_SECONDS = 2
_SAMPLE_RATE_HZ = 48_000
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}
_ENCODERS = {"h264": "libx264", "hevc": "libx265"}
_HDR10 = (
    "hdr10=1:repeat-headers=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:max-cll=1000,400:"
    "master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
)


class AudioTrack(msgspec.Struct, frozen=True):
    codec: str = "aac"  # aac, ac3, eac3, flac, opus
    channels: int = 2
    language: str = "eng"  # ISO 639-2
    title: str | None = None
    tone_hz: int = 220


class SubtitleTrack(msgspec.Struct, frozen=True):
    language: str = "eng"
    forced: bool = False
    hearing_impaired: bool = False
    title: str | None = None


class VideoSpec(msgspec.Struct, frozen=True, kw_only=True):
    """A file to make. With `bitrate_kbps` an h264 picture has exactly that rate, filled up where it needs less."""

    seconds: float
    width: int = 1280
    height: int = 720
    codec: str = "h264"  # or hevc
    frames_per_second: float = 12
    bitrate_kbps: int | None = None
    hdr: bool = False  # hevc with ten bits and HDR10 figures
    audio: tuple[AudioTrack, ...] = (AudioTrack(),)
    subtitles: tuple[SubtitleTrack, ...] = ()
    title: str | None = None
    label: str = ""  # written into the picture
    color: str = "#3b5b7a"


def make_video(path: Path, **fields: Any) -> Path:
    """Makes a file from `VideoSpec` fields and returns its path; the suffix chooses the container (mkv, mp4)."""
    return write_video(path, VideoSpec(**fields))


def cached_video(folder: Path, spec: VideoSpec, suffix: str = ".mkv") -> Path:
    """The file to this specification, made at the first call. Safe when several ask at once."""
    name = hashlib.sha256(msgspec.json.encode(spec) + suffix.encode()).hexdigest()[:24]
    path = folder / f"{name}{suffix}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, suffix=suffix)
        os.close(handle)
        write_video(Path(temporary), spec)
        Path(temporary).replace(path)
    return path


def write_video(path: Path, spec: VideoSpec) -> Path:
    """Makes the file, replacing what is there, and returns its path."""
    with av.open(str(path), "w", container_options={"fflags": "+bitexact"}) as out:
        if spec.title:
            out.metadata["title"] = spec.title
        tracks = [_picture(out, spec)]
        tracks += [_sound(out, spec, track, first=number == 0) for number, track in enumerate(spec.audio)]
        tracks += [_words(out, spec, track) for track in spec.subtitles]
        # by time, as a player reads them
        for _, _, make in heapq.merge(*(track(order) for order, track in enumerate(tracks)), key=lambda each: each[:2]):
            out.mux(make())
    return path


# One packet to come: when it plays in seconds, the order of its track, and how to make it
_Timed = tuple[float, int, Callable[[], "av.Packet[Any]"]]
_Track = Callable[[int], Iterator[_Timed]]


def _picture(out: Any, spec: VideoSpec) -> _Track:
    rate = Fraction(spec.frames_per_second).limit_denominator(1000)
    stream = out.add_stream(_ENCODERS[spec.codec], rate=rate, options=_picture_options(spec))
    stream.width, stream.height = spec.width, spec.height
    stream.disposition = av.stream.Disposition.default
    stream.pix_fmt = "yuv420p10le" if spec.hdr else "yuv420p"
    stream.codec_context.time_base = 1 / rate
    stream.codec_context.gop_size = max(1, int(_LOOP_SECONDS * rate))
    if spec.hdr:
        stream.codec_context.color_trc, stream.codec_context.color_primaries = 16, 9
        stream.codec_context.colorspace = 9
    frames = max(1, int(_LOOP_SECONDS * rate))
    pieces = []
    for number in range(frames):
        drawn: Any = av.VideoFrame.from_image(_draw(spec, number / frames))  # type: ignore[no-untyped-call]
        frame = drawn.reformat(format=stream.pix_fmt)
        frame.pts, frame.time_base = number, 1 / rate
        pieces += [(bytes(packet), packet.is_keyframe) for packet in stream.encode(frame)]
    pieces += [(bytes(packet), packet.is_keyframe) for packet in stream.encode(None)]
    return _repeated(stream, pieces, 1, 1 / rate, spec.seconds)


def _picture_options(spec: VideoSpec) -> dict[str, str]:
    options = {"preset": "ultrafast", "bf": "0", "threads": "1", "flags": "+bitexact"}
    if spec.codec == "hevc":
        more = f":bitrate={spec.bitrate_kbps}" if spec.bitrate_kbps else ""
        hdr = f":{_HDR10}" if spec.hdr else ""
        options["x265-params"] = f"log-level=none:info=0:bframes=0:scenecut=0:open-gop=0:pools=2{more}{hdr}"
    elif spec.bitrate_kbps is not None:
        rate = str(spec.bitrate_kbps * 1000)
        options |= {"b": rate, "maxrate": rate, "minrate": rate, "bufsize": rate, "nal-hrd": "cbr"}
        options["x264-params"] = "filler=1:scenecut=0"
    else:
        options |= {"crf": "30", "x264-params": "scenecut=0"}
    return options


def _draw(spec: VideoSpec, phase: float) -> Image.Image:
    """A ground in the title's colour, a bright bar that crosses it once a loop, and the words of the label."""
    image = Image.new("RGB", (spec.width, spec.height), spec.color)
    draw = ImageDraw.Draw(image)
    bar = max(4, spec.width // 24)
    left = int(phase * (spec.width + bar)) - bar
    draw.rectangle((left, 0, left + bar, spec.height), fill="#f2c14e")
    draw.rectangle((0, spec.height * 0.82, spec.width, spec.height * 0.83), fill="#ffffff")
    if spec.label:
        font = ImageFont.load_default(size=max(10, spec.height // 12))
        draw.text((spec.width // 2, spec.height // 2), spec.label, fill="#ffffff", font=font, anchor="mm")
    return image


def _sound(out: Any, spec: VideoSpec, track: AudioTrack, *, first: bool) -> _Track:
    encoder = {"opus": "libopus"}.get(track.codec, track.codec)
    stream = out.add_stream(encoder, rate=_SAMPLE_RATE_HZ, layout=_LAYOUTS[track.channels])
    context = stream.codec_context
    context.options = {"flags": "+bitexact"}
    if track.codec in ("aac", "ac3", "eac3", "opus"):
        context.bit_rate = 32_000 * track.channels
    _describe(stream, track.language, track.title)
    stream.disposition = av.stream.Disposition.default if first else av.stream.Disposition(0)
    context.open()
    samples = context.frame_size or 1024
    pieces = []
    for number in range(_LOOP_SECONDS * _SAMPLE_RATE_HZ // samples):
        frame = _tone(track, context.format.name, samples, number * samples)
        pieces += [(bytes(packet), True) for packet in stream.encode(frame)]
    pieces += [(bytes(packet), True) for packet in stream.encode(None)]
    return _repeated(stream, pieces, samples, Fraction(1, _SAMPLE_RATE_HZ), spec.seconds)


def _tone(track: AudioTrack, format_name: str, samples: int, start: int) -> Any:
    """A soft sine on all channels."""
    wave = (
        int(3000 * math.sin(2 * math.pi * track.tone_hz * (start + number) / _SAMPLE_RATE_HZ))
        for number in range(samples)
    )
    one_channel = b"".join(value.to_bytes(2, "little", signed=True) for value in wave)
    frame = av.AudioFrame(format="s16p", layout=_LAYOUTS[track.channels], samples=samples)
    for plane in frame.planes:
        plane.update(one_channel)
    frame.sample_rate, frame.pts, frame.time_base = _SAMPLE_RATE_HZ, start, Fraction(1, _SAMPLE_RATE_HZ)
    if format_name == "s16p":
        return frame
    resampler = av.AudioResampler(format=format_name, layout=_LAYOUTS[track.channels], rate=_SAMPLE_RATE_HZ)
    [converted] = resampler.resample(frame)
    return converted


def _words(out: Any, spec: VideoSpec, track: SubtitleTrack) -> _Track:
    stream = out.add_mux_stream("subrip")
    _describe(stream, track.language, track.title)
    flags = av.stream.Disposition(0)
    if track.forced:
        flags |= av.stream.Disposition.forced
    if track.hearing_impaired:
        flags |= av.stream.Disposition.hearing_impaired
    stream.disposition = flags

    def lines(order: int) -> Iterator[_Timed]:
        for second in range(1, max(2, int(spec.seconds)), 10):
            yield float(second), order, lambda second=second: _line(stream, track.language, second)  # type: ignore[misc]

    return lines


def _line(stream: Any, language: str, second: int) -> av.Packet[Any]:
    packet = av.Packet(f"[{language}] {second // 60:d}:{second % 60:02d}".encode())
    packet.pts = packet.dts = second * 1000
    packet.duration = 2000
    packet.time_base, packet.stream, packet.is_keyframe = Fraction(1, 1000), stream, True
    return packet


def _repeated(stream: Any, pieces: list[tuple[bytes, bool]], step: int, unit: Fraction, seconds: float) -> _Track:
    """The loop's packets over and over, each `step` x `unit` seconds long, until the time is full."""
    count = max(1, math.ceil(seconds / float(step * unit)))

    def packets(order: int) -> Iterator[_Timed]:
        for number in range(count):
            yield float(number * step * unit), order, lambda number=number: piece(number)  # type: ignore[misc]

    def piece(number: int) -> av.Packet[Any]:
        content, is_keyframe = pieces[number % len(pieces)]
        packet = av.Packet(content)
        packet.pts = packet.dts = number * step
        packet.duration, packet.time_base, packet.stream = step, unit, stream
        packet.is_keyframe = is_keyframe
        return packet

    return packets


def _describe(stream: Any, language: str, title: str | None) -> None:
    stream.metadata["language"] = language
    if title:
        stream.metadata["title"] = title
