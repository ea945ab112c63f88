"""Portraits for the demo's people: drawn, simple and invented, each the same whenever it is asked for. Nobody's likeness."""

from __future__ import annotations

import colorsys
import io
import zlib
from functools import lru_cache

from PIL import Image, ImageDraw

_SIZE = (684, 1026)
_SCALE = 2  # drawn larger, so that its edges are smooth
_SKINS = ("#e8b896", "#c98f6b", "#8d5a3b", "#f0cdb0", "#6e452e", "#d9a47c")
_HAIR = ("#2a211c", "#5a3a22", "#8c6a3f", "#9a958c", "#3b2b33", "#6b3a2a")


def portrait_name(person: str) -> str | None:
    """The file name of somebody's portrait; one in six has none, as in the real ones."""
    number = _number(person)
    return None if number % 6 == 0 else f"portrait-{number:08x}.webp"


@lru_cache(maxsize=64)
def draw_portrait(name: str) -> bytes:
    """The portrait of that file name, 684 by 1026, as WebP."""
    number = int(name.removeprefix("portrait-").removesuffix(".webp"), 16)
    wide, high = (edge * _SCALE for edge in _SIZE)
    image = Image.new("RGB", (wide, high), _ground(number, 0.30))
    draw = ImageDraw.Draw(image)
    skin, hair = _SKINS[number % len(_SKINS)], _HAIR[number // 7 % len(_HAIR)]
    middle, head = wide // 2, wide // 4 + number % 40
    top = high // 2 - head
    draw.ellipse((-wide // 4, high // 3, wide + wide // 4, high + high // 2), fill=_ground(number, 0.24))
    if number // 3 % 2:  # long hair falls behind the shoulders
        draw.rounded_rectangle(_box(middle, top + head * 1.15, head * 1.16, head * 1.3), head, fill=hair)
    draw.rounded_rectangle(_box(middle, top + head * 1.95, head * 0.36, head * 0.75), head // 4, fill=_darker(skin))
    draw.ellipse(_box(middle, high * 1.0, wide * 0.45, high * 0.28), fill=_ground(number // 11, 0.62))
    draw.ellipse(_box(middle, top + head, head * 0.86, head * 1.08), fill=skin)
    draw.pieslice(_box(middle, top + head * 0.86, head * 0.95, head * 1.06), 180, 360, fill=hair)
    if number // 5 % 3 == 0:  # a hat
        draw.rectangle(_box(middle, top + head * 0.62, head * 1.35, head * 0.09), fill=_ground(number // 13, 0.16))
        draw.rounded_rectangle(_box(middle, top + head * 0.22, head * 0.8, head * 0.44), head // 6,
                               fill=_ground(number // 13, 0.2))  # fmt: skip
    out = io.BytesIO()
    image.resize(_SIZE, Image.Resampling.LANCZOS).save(out, "webp", quality=82)
    return out.getvalue()


def _number(person: str) -> int:
    return zlib.crc32(person.encode())


def _box(x: float, y: float, half_wide: float, half_high: float) -> tuple[float, float, float, float]:
    return (x - half_wide, y - half_high, x + half_wide, y + half_high)


def _ground(number: int, lightness: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hls_to_rgb(number % 360 / 360, lightness, 0.28)
    return (round(red * 255), round(green * 255), round(blue * 255))


def _darker(color: str) -> tuple[int, int, int]:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return (red * 4 // 5, green * 4 // 5, blue * 4 // 5)
