"""Answers are recorded in the order in which they stand in the WARC file, however large they are."""

from __future__ import annotations

import random
from pathlib import Path

from server.command import Archived, crawl
from server.site import Site, small_blog


def test_captures_are_recorded_in_the_order_of_the_file(site: Site, tmp_path: Path) -> None:
    """Large answers are packed in a thread, small ones at once; eight connections bring them in any order."""
    noise = random.Random(7)
    names = [f"/{number}.bin" for number in range(60)]
    small_blog(site, 3, links="".join(f'<img src="{name}">' for name in names))
    for number, name in enumerate(names):
        site.on(name, body=noise.randbytes(400_000 if number % 3 == 0 else 900), content_type="image/png")
    crawl(site.url(), tmp_path, "-q")
    archive = Archived(tmp_path)
    ends = [end for (end,) in archive.query('SELECT "end" FROM capture ORDER BY id')]
    assert ends == sorted(ends)
    assert archive.query("SELECT committed FROM file WHERE kind = 'capture'") == [(ends[-1],)]
