"""Pictures: what they are, how alike they look, and smaller ones of them. Strangers' bytes: only the formats that
artwork comes in are opened, and nothing larger than a poster could reasonably be."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from functools import cache
from math import cos, pi

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

from monarr.core.errors import MediaError
from monarr.core.text import text

_FORMATS = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
    "GIF": ("image/gif", "gif"),
    "AVIF": ("image/avif", "avif"),
}
_MOST_BYTES = 40_000_000
_MOST_PIXELS = 60_000_000
_ORIENTATION, _SIDEWAYS = 0x0112, (5, 6, 7, 8)  # EXIF
_HASH_EDGE, _LOW_FREQUENCIES = 32, 8


class ImageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`phash` (DCT) and `dhash` (gradient) are 64 bits as 16 hexadecimal digits; `dominant_color` is `#rrggbb`."""

    width: int
    height: int
    mime: str
    extension: str  # without a dot
    phash: str
    dhash: str
    dominant_color: str


def inspect_image(content: bytes) -> ImageFacts:
    """The picture's facts, as it is meant to be seen (turned as its EXIF says). Raises MediaError."""
    image = _open(content)
    mime, extension = _FORMATS[image.format or ""]
    width, height = image.size
    if image.format == "JPEG":
        image.draft("RGB", (512, 512))  # hashes need no more; the decoder skips the rest
    if _load(image).getexif().get(_ORIENTATION, 1) in _SIDEWAYS:
        width, height = height, width
    flat = _flatten(ImageOps.exif_transpose(image))
    flat.thumbnail((512, 512), Image.Resampling.BILINEAR)
    return ImageFacts(
        width=width,
        height=height,
        mime=mime,
        extension=extension,
        phash=_phash(flat),
        dhash=_dhash(flat),
        dominant_color=_dominant_color(flat),
    )


def make_thumbnail(content: bytes, width: int, height: int, format: str = "webp") -> bytes:  # noqa: A002 - Pillow's word
    """The picture within `width` x `height` pixels, its shape kept, never enlarged. `format` is webp, jpeg or png.
    Raises MediaError."""
    image = _open(content)
    image.draft("RGB", (width, height))
    image = ImageOps.exif_transpose(_load(image))
    transparent = "A" in image.getbands() or "transparency" in image.info
    image = image.convert("RGBA") if transparent and format != "jpeg" else _flatten(image)
    image.thumbnail((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    options: dict[str, object] = {"method": 3} if format == "webp" else {}
    image.save(out, format, **({} if format == "png" else {"quality": 82, **options}))
    return out.getvalue()


def likeness(one: str, other: str) -> float:
    """How alike two hashes of the same kind are: 1 is the same, 0.5 is chance."""
    return 1 - (int(one, 16) ^ int(other, 16)).bit_count() / 64


def _open(content: bytes) -> Image.Image:
    if len(content) > _MOST_BYTES:
        raise MediaError(text("The picture is larger than {limit} MB.", limit=_MOST_BYTES // 1_000_000), path="picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own, lower limit follows
            image = Image.open(io.BytesIO(content), formats=list(_FORMATS))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise MediaError(text("This is no picture that can be read."), path="picture") from error
    if image.width * image.height > _MOST_PIXELS or min(image.size) < 1:
        megapixels = round(image.width * image.height / 1_000_000)
        raise MediaError(text("The picture has {count} million pixels: too many.", count=megapixels), path="picture")
    return image


def _load(image: Image.Image) -> Image.Image:
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError) as error:
        raise MediaError(text("The picture is damaged."), path="picture") from error
    return image


def _flatten(image: Image.Image) -> Image.Image:
    """On white, since a transparent logo has no colour of its own where it is clear."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    ground = Image.new("RGB", layered.size, "white")
    ground.paste(layered, mask=layered.getchannel("A"))
    return ground


def _phash(image: Image.Image) -> str:
    """The signs of the 8 x 8 lowest frequencies against their median, the constant part left out of it."""
    gray = image.convert("L").resize((_HASH_EDGE, _HASH_EDGE), Image.Resampling.LANCZOS).tobytes()
    rows = [gray[start : start + _HASH_EDGE] for start in range(0, len(gray), _HASH_EDGE)]
    cosines = _cosines()
    across = [[sum(p * c for p, c in zip(row, wave, strict=True)) for wave in cosines] for row in rows]
    low = [
        sum(across[y][u] * cosines[v][y] for y in range(_HASH_EDGE))
        for v in range(_LOW_FREQUENCIES)
        for u in range(_LOW_FREQUENCIES)
    ]
    middle = sorted(low[1:])[len(low) // 2]
    return _hex(value > middle for value in low)


def _dhash(image: Image.Image) -> str:
    gray = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    return _hex(gray[row * 9 + column] < gray[row * 9 + column + 1] for row in range(8) for column in range(8))


def _dominant_color(image: Image.Image) -> str:
    """The most frequent of eight colours; near black, white and grey give way to a colour with a tenth of the area."""
    small = image.resize((48, 48), Image.Resampling.BILINEAR).quantize(8, Image.Quantize.MEDIANCUT)
    palette, counts = small.getpalette() or [], small.getcolors() or []
    ranked = sorted(counts, key=lambda entry: (-entry[0], str(entry[1])))
    colors = [(count, tuple(palette[int(str(index)) * 3 : int(str(index)) * 3 + 3])) for count, index in ranked]
    vivid = [color for count, color in colors if max(color) - min(color) >= 40 and count >= 48 * 48 // 10]
    red, green, blue = vivid[0] if vivid else colors[0][1]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _hex(bits: Iterable[bool]) -> str:
    value = 0
    for bit in bits:
        value = value << 1 | bit
    return f"{value:016x}"


@cache
def _cosines() -> list[list[float]]:
    edge = _HASH_EDGE
    return [[cos(pi * k * (2 * n + 1) / (2 * edge)) for n in range(edge)] for k in range(_LOW_FREQUENCIES)]
