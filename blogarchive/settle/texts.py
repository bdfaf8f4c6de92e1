"""The texts of the articles as WARC conversion records, in files of their own."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from blogarchive.store.archive import Archive
from blogarchive.warc.writer import WarcWriter

__all__ = ["write_texts"]

BATCH = 200


def write_texts(archive: Archive, writer: WarcWriter) -> int:
    """How many records were written: one for each article whose text has none yet, or another one than it has."""
    written = 0
    rows = archive.db.execute("SELECT id, row, text_record FROM article ORDER BY capture, id").fetchall()
    for article_id, text, known in rows:
        row = json.loads(text)
        body = row["body_text"]
        if not body or not row["archive"]:
            continue
        digest = hashlib.blake2b(f"{row['title']}\n{body}".encode(), digest_size=12).hexdigest()
        if digest == known:
            continue
        content = f"{row['title'] or ''}\n\n{body}\n".lstrip("\n").encode()
        done = writer.write_conversion(row["url"], row["archive"]["record_id"], datetime.now(UTC), content).result()
        archive.committed(done.warc, done.end, "text")
        archive.db.execute("UPDATE article SET text_record = ? WHERE id = ?", (digest, article_id))
        written += 1
        if written % BATCH == 0:
            archive.commit()
    return written
