"""The demo blog's PNG pictures, drawn with the standard library; ``python -m blogarchive.demo.pictures`` re-makes them.

Scenes are lists of coloured polygons on a sheet of 800 x 450 units, first one at the back.
"""

from __future__ import annotations

import math
import random
import struct
import zlib
from pathlib import Path

__all__ = ["SCENES", "SIZES", "draw_png"]

Point = tuple[float, float]
Shape = tuple[str, list[Point]]

_WIDTH, _HEIGHT = 800, 450
_FINE = 4  # sub-rows per row of pixels: enough to make slanted edges smooth

SIZES = {"lighthouse": (400, 800, 1200), "river": (400, 800), "typecase": (800,), "marble": (800,)}
"""Widths in pixels of the files made of each scene."""


def draw_png(shapes: list[Shape], width: int) -> bytes:
    """*shapes* as a PNG (8 bits, true colour) of *width* pixels, in the proportions of the sheet."""
    height, scale = width * _HEIGHT // _WIDTH, width / _WIDTH
    rows = [bytearray(3 * width) for _ in range(height)]
    for colour, corners in shapes:
        _fill(rows, bytes.fromhex(colour), [(x * scale, y * scale) for x, y in corners])
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(raw, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _fill(rows: list[bytearray], colour: bytes, corners: list[Point]) -> None:
    """Paint one polygon by scan lines; pixels on its edge get a share of the colour."""
    top = max(0, math.floor(min(y for _, y in corners)))
    bottom = min(len(rows), math.ceil(max(y for _, y in corners)))
    width = len(rows[0]) // 3
    for y in range(top, bottom):
        cover = [0.0] * (width + 1)
        for step in range(_FINE):
            _add_cover(cover, _crossings(corners, y + (step + 0.5) / _FINE), width)
        row, share = rows[y], 0.0
        for x in (x for x in range(width) if cover[x]):
            share = min(1.0, cover[x] / _FINE)
            at = 3 * x
            for i in range(3):
                row[at + i] = round(row[at + i] * (1 - share) + colour[i] * share)


def _crossings(corners: list[Point], y: float) -> list[float]:
    edges = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sorted(x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in edges if (y1 <= y) != (y2 <= y))


def _add_cover(cover: list[float], crossings: list[float], width: int) -> None:
    for left, right in zip(crossings[::2], crossings[1::2], strict=True):
        start, end = max(0.0, left), min(float(width), right)
        for x in range(math.floor(start), math.ceil(end)):
            cover[x] += min(end, x + 1) - max(start, x)


def _box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _disc(x: float, y: float, radius: float) -> list[Point]:
    turns = [math.tau * i / 48 for i in range(48)]
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]


def _wave(base: float, height: float, length: float, shift: float) -> list[Point]:
    """Everything below a curve that runs over the whole sheet."""
    ridge = [(x, base + height * math.sin(x / length + shift)) for x in range(0, _WIDTH + 9, 8)]
    return [*ridge, (_WIDTH + 8, _HEIGHT), (0, _HEIGHT)]


def _ribbon(shift: float, swing: float, width: float) -> list[Point]:
    """A winding band from the top of the sheet to the bottom, wider towards the reader."""
    left: list[Point] = []
    right: list[Point] = []
    for y in range(0, _HEIGHT + 9, 6):
        near = 0.35 + 0.65 * y / _HEIGHT
        middle = _WIDTH / 2 + swing * near * math.sin(y / 52 + shift)
        left.append((middle - width * near, y))
        right.append((middle + width * near, y))
    return left + right[::-1]


def _lighthouse() -> list[Shape]:
    sky = ["24365c", "3d4a73", "5f5f87", "8b7392", "b98890", "dfa38a", "f2c48f"]
    shapes: list[Shape] = [(tone, _box(0, i * 44, _WIDTH, _HEIGHT)) for i, tone in enumerate(sky)]
    shapes += [("fbe3b0", _disc(180, 282, 34)), ("2f4a66", _wave(300, 2, 30, 0)), ("27405b", _wave(335, 3, 44, 1))]
    shapes += [("6f6f8d", [(560, 118), (0, 60), (0, 128)]), ("1d3049", _wave(380, 4, 60, 2))]
    shapes += [("35483a", [(380, 450), (430, 352), (520, 318), (690, 310), (800, 330), (800, 450)])]
    shapes += [("4a6149", [(440, 352), (520, 318), (690, 310), (800, 330), (800, 345), (680, 326), (540, 334)])]
    shapes += [("f6f1e4", [(566, 318), (578, 150), (622, 150), (634, 318)])]
    shapes += [("c9c3b8", [(610, 318), (606, 150), (622, 150), (634, 318)])]
    shapes += [("b5402f", [(570.5, 255), (574.5, 200), (625.5, 200), (629.5, 255)])]
    shapes += [("93331f", [(609, 255), (607, 200), (625.5, 200), (629.5, 255)])]
    shapes += [
        ("3a3030", _box(568, 142, 632, 151)),
        ("ffe9a8", _box(582, 106, 618, 142)),
        ("fff7d8", _disc(600, 122, 12)),
    ]
    shapes += [("3a3030", _box(598, 106, 601, 142)), ("93331f", [(574, 108), (600, 82), (626, 108)])]
    shapes += [
        ("3a3030", _box(598, 68, 602, 86)),
        ("3a3030", _box(592, 284, 608, 318)),
        ("3a3030", _box(595, 172, 605, 188)),
    ]
    shapes += [("e9e0cc", _box(650, 284, 724, 318)), ("93331f", [(642, 286), (664, 262), (710, 262), (732, 286)])]
    return shapes


def _river() -> list[Shape]:
    dice = random.Random(9)
    shapes: list[Shape] = [("cfd9a6", _box(0, 0, _WIDTH, _HEIGHT))]
    for row in range(6):
        for column in range(7):
            tone = dice.choice(["c3cf94", "dbe0b2", "b7c787", "e6dfae", "cbd59c"])
            left, top = column * 120 - 20, row * 78
            shapes.append((tone, [(left, top), (left + 112, top + 6), (left + 108, top + 74), (left - 6, top + 68)]))
    shapes += [("b9cfc4", _ribbon(0.9, 250, 20)), ("a3c4c6", _ribbon(0.5, 225, 22))]
    shapes += [("e9dfb8", _ribbon(0.0, 190, 34)), ("4f8aa6", _ribbon(0.0, 190, 27)), ("79adc0", _ribbon(-0.05, 190, 9))]
    for _ in range(34):
        x, y = dice.choice([dice.uniform(10, 200), dice.uniform(600, 790)]), dice.uniform(20, 430)
        shapes += [("7d9560", _disc(x + 2, y + 3, 9)), ("5d7f4c", _disc(x, y, 8))]
    return shapes


def _typecase() -> list[Shape]:
    dice = random.Random(5)
    shapes: list[Shape] = [("4a2f1d", _box(0, 0, _WIDTH, _HEIGHT)), ("6b4529", _box(14, 14, 786, 436))]
    columns = [70, 70, 110, 150, 110, 90, 70, 70]
    for row, (top, bottom) in enumerate([(22, 92), (98, 168), (174, 292), (298, 362), (368, 428)]):
        left = 22.0
        for width in columns[row % 2 :] + columns[: row % 2]:
            shapes.append(("c08a4f" if dice.random() < 0.4 else "a8743f", _box(left, top, left + width - 6, bottom)))
            shapes.append(("85592f", _box(left, top, left + width - 6, top + 8)))
            for _ in range(int(width * (bottom - top) / 500)):
                x, y = dice.uniform(left + 4, left + width - 18), dice.uniform(top + 12, bottom - 14)
                shapes += [("77787d", _box(x, y, x + 9, y + 11)), ("b9bac0", _box(x, y, x + 9, y + 4))]
            left += width * 756 / sum(columns)
    return shapes


def _marble() -> list[Shape]:
    tones = ["1f3a63", "f3e7cf", "a63d2f", "35639c", "f3e7cf", "16294a", "d9b36c"]
    shapes: list[Shape] = [("1f3a63", _box(0, 0, _WIDTH, _HEIGHT))]
    for i in range(46):
        band = [
            (float(x), i * 14 - 60 + 26 * abs(math.sin(x / 31 + i * 0.02)) + 12 * math.sin(x / 140)) for x in range(0, 804, 4)
        ]
        shapes.append((tones[i % 7], [*band, (_WIDTH, _HEIGHT), (0, _HEIGHT)]))
    return shapes


SCENES = {"lighthouse": _lighthouse, "river": _river, "typecase": _typecase, "marble": _marble}


def main() -> None:
    """Write every picture in every size beside the other static files."""
    folder = Path(__file__).parent / "static" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, widths in SIZES.items():
        for width in widths:
            (folder / f"{name}-{width}.png").write_bytes(draw_png(SCENES[name](), width))


if __name__ == "__main__":
    main()
