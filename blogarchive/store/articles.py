"""The rows: kept in archive.db, and written out as articles.jsonl, one line per article."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blogarchive.errors import StorageError
from blogarchive.warc.outfile import sync_folder

__all__ = ["ArticleLines", "ArticleTable", "StoredArticle", "dump_row"]

Row = dict[str, Any]


# Rows are trees, so nothing needs to be looked after for circles.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def dump_row(row: Row) -> str:
    """One line of JSON without a line end; characters outside ASCII stand as themselves."""
    return _ENCODER.encode(row)


@dataclass(slots=True, kw_only=True)
class StoredArticle:
    """A row of the article table."""

    id: str
    url_id: int
    capture: int
    knowledge: str | None
    row: str
    text_record: str | None = None


class ArticleTable:
    """Articles by id. What changed since the last `take_new` is remembered for articles.jsonl."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._new: list[str] = []
        self.rewrite_needed = False

    def put(self, article: StoredArticle) -> None:
        """Keep the article; a row of the same id is replaced (and articles.jsonl then written anew at the end)."""
        inserted = self.db.execute(
            "INSERT INTO article(id, url_id, capture, knowledge, row) VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
            (article.id, article.url_id, article.capture, article.knowledge, article.row),
        )
        if inserted.rowcount:
            self._new.append(article.row)
            return
        changed = self.db.execute(
            "UPDATE article SET url_id = ?, capture = ?, knowledge = ?, row = ? WHERE id = ? AND row <> ?",
            (article.url_id, article.capture, article.knowledge, article.row, article.id, article.row),
        )
        if changed.rowcount:
            self.rewrite_needed = True

    def remove(self, article_id: str) -> None:
        """Forget a row that turned out not to be a post, or to be another address of one."""
        self.db.execute("DELETE FROM shape WHERE article_id = ?", (article_id,))
        self.db.execute("DELETE FROM field_shape WHERE article_id = ?", (article_id,))
        if self.db.execute("DELETE FROM article WHERE id = ?", (article_id,)).rowcount:
            self.rewrite_needed = True

    def keep_only(self, ids: Collection[str]) -> None:
        """Forget every row whose id is none of *ids*."""
        for (article_id,) in self.db.execute("SELECT id FROM article").fetchall():
            if article_id not in ids:
                self.remove(article_id)

    def place(self, article_id: str) -> tuple[int, int] | None:
        """Address and capture the row was made from."""
        row = self.db.execute("SELECT url_id, capture FROM article WHERE id = ?", (article_id,)).fetchone()
        return (row[0], row[1]) if row else None

    def stamp(self, article_id: str) -> str | None:
        """The knowledge the row was made with."""
        row = self.db.execute("SELECT knowledge FROM article WHERE id = ?", (article_id,)).fetchone()
        return row[0] if row else None

    def count(self) -> int:
        """How many articles there are."""
        number: int = self.db.execute("SELECT count(*) FROM article").fetchone()[0]
        return number

    def take_new(self) -> list[str]:
        """The rows first stored since the last call, in order."""
        new, self._new = self._new, []
        return new

    def __iter__(self) -> Iterator[StoredArticle]:
        """All articles, in the order they were captured."""
        cursor = self.db.execute("SELECT id, url_id, capture, knowledge, row, text_record FROM article ORDER BY capture, id")
        for article_id, url_id, capture, knowledge, row, text_record in cursor:
            yield StoredArticle(
                id=article_id, url_id=url_id, capture=capture, knowledge=knowledge, row=row, text_record=text_record
            )

    def get(self, article_id: str) -> StoredArticle | None:
        """The article with this id."""
        row = self.db.execute(
            "SELECT id, url_id, capture, knowledge, row, text_record FROM article WHERE id = ?", (article_id,)
        ).fetchone()
        names = ("id", "url_id", "capture", "knowledge", "row", "text_record")
        return StoredArticle(**dict(zip(names, row, strict=True))) if row else None


class ArticleLines:
    """articles.jsonl: appended to while the crawl runs, written anew when rows were changed or dropped."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def cut(self, length: int) -> None:
        """Drop what was written after the last commit."""
        if self.path.exists() and self.path.stat().st_size > length:
            with self.path.open("r+b") as file:
                file.truncate(length)

    def append(self, lines: list[str]) -> int:
        """The file's length after *lines* were added and are on disk."""
        try:
            with self.path.open("ab") as file:
                start = file.tell()
                try:
                    file.write("".join(f"{line}\n" for line in lines).encode())
                    file.flush()
                    os.fdatasync(file.fileno())
                except OSError:
                    file.truncate(start)
                    raise
                return file.tell()
        except OSError as exc:
            raise StorageError(f"Cannot write {self.path}: {exc.strerror}. Make space and run the same command.") from exc

    def replace(self, lines: Iterator[str]) -> int:
        """The file's length after it was written anew, in one step: readers see the old file or the new one."""
        temporary = self.path.with_suffix(".jsonl.tmp")
        try:
            with temporary.open("wb") as file:
                for line in lines:
                    file.write(line.encode() + b"\n")
                file.flush()
                os.fdatasync(file.fileno())
                length = file.tell()
            temporary.replace(self.path)
            sync_folder(self.path.parent)
        except OSError as exc:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise StorageError(f"Cannot write {self.path}: {exc.strerror}. Make space and run the same command.") from exc
        return length
