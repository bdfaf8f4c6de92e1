"""The texts of the articles as WARC conversion records, in files of their own."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from blogarchive.store.archive import Archive
from blogarchive.warc.writer import WarcWriter

__all__ = ["text_of", "write_texts"]

BATCH = 200


def write_texts(archive: Archive, writer: WarcWriter) -> int:
    """How many records were written: one for each article whose text has none yet, or another one than it has."""
    written = 0
    places = archive.db.execute("SELECT id FROM article ORDER BY capture, id").fetchall()
    for (article_id,) in places:  # one after the other: all rows together may be larger than memory
        text, known = archive.db.execute("SELECT row, text_record FROM article WHERE id = ?", (article_id,)).fetchone()
        row = json.loads(text)
        if not row["body_text"] or not row["archive"]:
            continue
        digest, content = text_of(row)
        if digest == known:
            continue
        done = writer.write_conversion(row["url"], row["archive"]["record_id"], datetime.now(UTC), content, at_once=True).result()
        archive.committed(done.warc, done.end, "text")
        archive.db.execute("UPDATE article SET text_record = ? WHERE id = ?", (digest, article_id))
        written += 1
        if written % BATCH == 0:
            archive.commit()
    return written


def text_of(row: dict[str, Any]) -> tuple[str, bytes]:
    """What marks the text of an article as written, and the text as it stands in the record."""
    title, body = row["title"], row["body_text"]
    digest = hashlib.blake2b(f"{title}\n{body}".encode(), digest_size=12).hexdigest()
    return digest, f"{title or ''}\n\n{body}\n".lstrip("\n").encode()
