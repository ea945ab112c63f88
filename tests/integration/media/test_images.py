"""Pictures are measured, compared and made smaller; what could do harm is refused."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from monarr.core.errors import MediaError
from monarr.demo.art import art_path
from monarr.media.images import inspect_image, likeness, make_thumbnail


def encoded(image: Image.Image, kind: str = "png", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def poster(name: str) -> Image.Image:
    return Image.open(art_path("poster", name)).convert("RGB")


@pytest.mark.parametrize(
    ("kind", "mime", "extension"),
    [("webp", "image/webp", "webp"), ("jpeg", "image/jpeg", "jpg"), ("png", "image/png", "png")],
)
def test_a_poster_is_measured(kind: str, mime: str, extension: str) -> None:
    facts = inspect_image(encoded(poster("bbb"), kind))
    assert (facts.width, facts.height, facts.mime, facts.extension) == (1000, 1500, mime, extension)
    assert len(facts.phash) == len(facts.dhash) == 16
    assert facts.dominant_color.startswith("#")


def test_the_same_picture_in_another_size_and_format_looks_alike() -> None:
    original = inspect_image(encoded(poster("sintel")))
    smaller = inspect_image(encoded(poster("sintel").resize((342, 513)), "jpeg", quality=60))
    other = inspect_image(encoded(poster("general")))
    assert likeness(original.phash, smaller.phash) >= 0.9
    assert likeness(original.dhash, smaller.dhash) >= 0.9
    assert likeness(original.phash, other.phash) < 0.9


def test_all_shipped_posters_differ_from_one_another() -> None:
    hashes = [
        inspect_image(path.read_bytes()).phash for path in sorted(art_path("poster", "bbb").parent.glob("p*.webp"))
    ]
    assert len(hashes) == len(set(hashes)) > 30


def test_a_picture_on_its_side_has_the_size_that_is_seen() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    facts = inspect_image(encoded(Image.new("RGB", (300, 200), "red"), "jpeg", exif=exif.tobytes()))
    assert (facts.width, facts.height) == (200, 300)


def test_the_dominant_colour_is_the_one_with_the_most_area() -> None:
    image = Image.new("RGB", (200, 200), "#102030")
    image.paste("#d02020", (0, 0, 200, 140))
    assert inspect_image(encoded(image)).dominant_color == "#d02020"
    assert inspect_image(encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)))).dominant_color == "#ffffff"


def test_thumbnails_keep_their_shape_and_are_never_enlarged() -> None:
    small = Image.open(io.BytesIO(make_thumbnail(encoded(poster("bbb"), "jpeg"), 342, 513)))
    assert (small.format, small.size) == ("WEBP", (342, 513))
    assert Image.open(io.BytesIO(make_thumbnail(encoded(poster("bbb")), 100, 100, "jpeg"))).size == (67, 100)
    tiny = encoded(Image.new("RGBA", (10, 10), (1, 2, 3, 4)))
    kept = Image.open(io.BytesIO(make_thumbnail(tiny, 500, 500, "png")))
    assert (kept.size, kept.mode) == ((10, 10), "RGBA")


def png_of_claimed_size(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>not found</html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        encoded(Image.new("RGB", (9, 9)), "bmp"),
        png_of_claimed_size(30_000, 30_000),
        png_of_claimed_size(9_000, 9_000),
        png_of_claimed_size(100, 100),
        encoded(Image.effect_noise((300, 300), 90), "jpeg")[:5000],
        b"\0" * 40_000_001,
    ],
    ids=["empty", "html", "svg", "bmp", "bomb", "large", "damaged", "cut off", "too many bytes"],
)
def test_what_is_no_good_picture_is_refused(content: bytes) -> None:
    with pytest.raises(MediaError):
        inspect_image(content)
    with pytest.raises(MediaError):
        make_thumbnail(content, 10, 10)


def test_art_paths_exist() -> None:
    assert isinstance(art_path("fanart", "paper"), Path)
    assert art_path("fanart", "paper").exists()
