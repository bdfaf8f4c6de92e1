"""The committed pictures are the ones the code draws."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from blogarchive.demo import pictures

FOLDER = Path(pictures.__file__).parent / "static" / "pictures"


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and raw rows; the compressed bytes may differ from one zlib to the next."""
    width, height = struct.unpack(">II", png[16:24])
    length = struct.unpack(">I", png[33:37])[0]
    return width, height, zlib.decompress(png[41 : 41 + length])


def test_small_lighthouse_is_the_one_the_code_draws() -> None:
    drawn = pictures.draw_png(pictures.SCENES["lighthouse"](), 400)
    assert pixels((FOLDER / "lighthouse-400.png").read_bytes()) == pixels(drawn)


@pytest.mark.parametrize(("name", "width"), [(name, width) for name, sizes in pictures.SIZES.items() for width in sizes])
def test_picture_has_the_width_its_name_says(name: str, width: int) -> None:
    assert pixels((FOLDER / f"{name}-{width}.png").read_bytes())[:2] == (width, width * 9 // 16)


def test_edge_pixel_gets_its_share_of_the_colour() -> None:
    png = pictures.draw_png([("ffffff", [(0, 0), (300, 0), (300, 450), (0, 450)])], 8)
    assert pixels(png)[2][1:13] == b"\xff" * 9 + b"\x00" * 3
    slanted = pictures.draw_png([("ffffff", [(0, 0), (250, 0), (250, 450), (0, 450)])], 8)
    assert pixels(slanted)[2][7:10] == bytes([128]) * 3
