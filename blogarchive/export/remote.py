"""An export that goes to S3: made in a temporary folder, then sent; WARC files are sent from where they are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from blogarchive.export.run import Export, Made
from blogarchive.export.s3 import Bucket, S3Place
from blogarchive.export.source import WarcFile

__all__ = ["run_remote"]

WARCS = "warc/"


def run_remote(job: Export, place: S3Place) -> list[Made]:
    """What is on S3 now; data comes before the documents that speak of it. *job*'s folder is not used.

    WARC files never change, so one that is there already with the same length is left alone: an upload every night sends what
    is new.
    """
    job.check()
    bucket = Bucket(place, force=job.force)
    names = [name for name in job.names() if name != WARCS]
    bucket.require_free(names)
    warcs = [warc for source in job.sources for warc in source.warcs] if job.wants("warc") else []
    there = bucket.sizes(WARCS) if warcs else {}
    if not job.force:
        bucket.require_free(
            [f"{WARCS}{warc.name}" for warc in warcs if there.get(f"{WARCS}{warc.name}", warc.length) != warc.length]
        )
    with tempfile.TemporaryDirectory(prefix="blogarchive-export-") as folder:
        file = Path(folder, job.file.name) if job.file else None
        local = replace(job, formats=[form for form in job.formats if form.name != "warc"], folder=Path(folder), file=file)
        made = local.run()
        for name in names:
            if name.endswith("/"):
                bucket.clear(name)
        new = [warc for warc in warcs if job.force or f"{WARCS}{warc.name}" not in there]
        return [*_send_warcs(job, bucket, new), *_send(bucket, made, Path(folder))]


def _send_warcs(job: Export, bucket: Bucket, warcs: list[WarcFile]) -> Iterator[Made]:
    for done, warc in enumerate(warcs):
        job.tell("Sending WARC files", done, len(warcs))
        yield Made("warc", bucket.put(f"{WARCS}{warc.name}", warc.path, warc.length))


def _send(bucket: Bucket, made: list[Made], folder: Path) -> Iterator[Made]:
    for one in made:
        path = Path(one.path)
        for file in sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]:
            yield Made(one.form, bucket.put(file.relative_to(folder).as_posix(), file))
