"""Recorded answers by kind."""

from __future__ import annotations

import pytest

from blogarchive.report.traffic import read_traffic
from blogarchive.store.archive import Archive
from blogarchive.store.states import Role
from report.archives import answered


@pytest.mark.parametrize(
    ("role", "source", "mime", "kind"),
    [
        (Role.PAGE, "link", "text/html", "html"),
        (Role.PAGE, "link", None, "html"),
        (Role.START, "start", "application/xhtml+xml", "html"),
        (Role.FEED, "feed-link", "text/xml", "feed"),
        (Role.FURTHER, "feed", "text/html", "feed"),
        (Role.PROBE, "usual-place", "application/atom+xml", "feed"),
        (Role.SITEMAP, "robots", "text/html", "sitemap"),
        (Role.PROBE, "usual-place", "application/json", "REST"),
        (Role.FURTHER, "rest", "text/html", "REST"),
        (Role.ASSET, "requisite", "image/webp", "pictures"),
        (Role.ASSET, "requisite", "TEXT/CSS", "css"),
        (Role.ASSET, "requisite", "text/javascript", "scripts"),
        (Role.ASSET, "requisite", "font/woff2", "other"),
        (Role.ASSET, "requisite", "application/json", "other"),
        (Role.ROBOTS, "robots", "text/plain", "other"),
    ],
)
def test_kind_of_an_answer(archive: Archive, role: Role, source: str, mime: str | None, kind: str) -> None:
    answered(archive, "https://example.org/x", mime, role=role, source=source, size=7)
    [figure] = read_traffic(archive.db)
    assert (figure.kind, figure.requests, figure.bytes) == (kind, 1, 7)


def test_kinds_are_summed_and_in_order(archive: Archive) -> None:
    for number, mime in enumerate(("image/png", "text/html", "image/gif")):
        answered(archive, f"https://example.org/{number}", mime)
    assert [(f.kind, f.requests, f.bytes) for f in read_traffic(archive.db)] == [("html", 1, 10), ("pictures", 2, 20)]
