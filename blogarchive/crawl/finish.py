"""The end of a crawl: commit, settle, write texts and reports, close."""

from __future__ import annotations

import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

from blogarchive.crawl.session import INTERRUPTED, CrawlSession
from blogarchive.errors import BlogArchiveError, CrawlInterruptedError, StorageError, UsageError
from blogarchive.report.failures import write_failures
from blogarchive.report.figures import read_figures
from blogarchive.report.write import write_report
from blogarchive.schema import article_schema
from blogarchive.settle.settle import settle
from blogarchive.settle.siteprofile import given_in, keep_site_profile
from blogarchive.settle.texts import write_texts
from blogarchive.store.database import disk_error
from blogarchive.store.wholefile import write_whole
from blogarchive.warc.writer import WarcWriter

__all__ = ["finish_crawl"]

logger = logging.getLogger(__name__)


def finish_crawl(session: CrawlSession, reason: str) -> None:
    """Bring the archive into the state a reader expects; what goes wrong is left in ``session.error``."""
    archive = session.archive
    try:
        if archive.db.broken is not None:
            raise archive.db.broken
        if isinstance(session.error, StorageError):
            return
        session.hosts.end()
        archive.commit()
        if session.stopped:
            session.fail(CrawlInterruptedError(INTERRUPTED))
        elif session.blog.scope is None:
            session.fail(UsageError(f"{session.options.url} cannot be archived: it leads nowhere but to redirects."))
        else:
            _settle(session)
        session.close_writer()
        archive.end_run(session.run_id, type(session.error).__name__ if session.error else reason)
        _report(session)
        archive.commit()
        _log_end(session, reason)
    except BlogArchiveError as exc:
        session.fail(exc)
    except sqlite3.OperationalError as exc:
        session.fail(disk_error(str(archive.paths.database), exc))
    except OSError as exc:
        session.fail(StorageError(f"Cannot write {exc.filename or archive.paths.root}: {exc.strerror}."))
    finally:
        _close(session)


def _settle(session: CrawlSession) -> None:
    archive = session.archive
    if not session.options.extraction:
        return
    if session.options.site_profile:
        keep_site_profile(session.options.site_profile, archive.paths)
    given = given_in(archive.paths.root)
    settle(archive, session.blog.root_url, max_posts=session.options.max_posts, given=given, progress=session.settled)
    archive.commit()
    archive.rewrite_articles()
    texts = WarcWriter(archive.paths.warc, f"{session.name}-text", info=session.warc_info(), max_bytes=session.options.warc_size)
    archive.add_writer(texts)
    try:
        if write_texts(archive, texts):
            archive.commit()
    finally:
        archive.remove_writer(texts)
        texts.close()
        archive.written(texts.finished)


def _log_end(session: CrawlSession, reason: str) -> None:
    """Say in crawl.log what the run brought; a run that had nothing to ask leaves no line."""
    query = "SELECT count(*) FROM capture WHERE id > ?"
    (answers,) = session.archive.db.execute(query, (session.last_capture_before,)).fetchone()
    if answers:
        posts = session.archive.articles.count()
        logger.info("%s: %s, %d answers recorded in this run, %d posts in all", session.options.url, reason, answers, posts)


def _report(session: CrawlSession) -> None:
    archive = session.archive
    write_failures(archive, archive.paths.failures)
    session.figures = read_figures(archive, session.blog.root_url, digests=archive.digests())
    session.figures.hosts = session.hosts.figures() or _hosts_of_last_report(archive.paths.report)
    session.figures.unfinished = session.hosts.unfinished
    write_report(archive, session.figures)
    write_whole(archive.paths.schema, json.dumps(article_schema(), indent=1) + "\n")
    if not archive.paths.articles.exists():
        archive.paths.articles.touch()


def _hosts_of_last_report(report: Path) -> dict[str, dict[str, Any]]:
    """How hosts were treated when something was asked last: a run that asks nothing changes no file."""
    try:
        hosts: dict[str, dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["hosts"]
    except (FileNotFoundError, ValueError, KeyError):
        return {}
    return hosts


def _close(session: CrawlSession) -> None:
    try:
        session.close_writer()
    except StorageError as exc:
        session.fail(exc)
    session.close()
