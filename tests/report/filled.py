"""Figures of a blog that is out to harm whoever reads a report about it."""

from __future__ import annotations

from blogarchive.report.asked import Asked, Run
from blogarchive.report.coverage import Coverage, SourceFigure, Unkept
from blogarchive.report.figures import COUNTED_FIELDS, Figures
from blogarchive.report.files import FileFigure
from blogarchive.report.leftout import Address, Group
from blogarchive.report.traffic import TrafficFigure

__all__ = ["BLOG", "HOSTILE", "hostile_figures", "hostile_groups"]

BLOG = "https://example.org/"
HOSTILE = (
    '</title></style><script>document.title="taken"</script>'
    '<img src="http://127.0.0.1:9/x.png" onerror="alert(1)"> & "q" \x00\ud800'
)
LONG_ADDRESS = f"{BLOG}{'a' * 400}"


def hostile_figures() -> Figures:
    """Every section has something in it, and every text is hostile."""
    sources = [
        SourceFigure(kind=HOSTILE, url="javascript:alert(1)", platform=HOSTILE, documents=2, named=3, kept=2, warning=HOSTILE),
        SourceFigure(kind="sitemap:post", url=LONG_ADDRESS, documents=1, promised=3, named=3, kept=2, unkept=1, ended=HOSTILE),
    ]
    unkept = [
        Unkept(url=LONG_ADDRESS, title=HOSTILE, reason=HOSTILE, category="failed", status=410, named_by="data:text/html,x"),
        Unkept(
            url="javascript:alert(2)", title=None, reason="asks for a password", category="password", status=200, named_by=None
        ),
    ]
    run = Run(started="2026-01-01T10:00:00+00:00", ended=None, outcome=None, command=HOSTILE, answers=5, software="x")
    return Figures(
        blog=BLOG,
        name=HOSTILE,
        posts=3,
        kinds={"post": 3, HOSTILE: 1},
        filled=dict.fromkeys(COUNTED_FIELDS, 2),
        failed={HOSTILE: 1},
        hosts={HOSTILE: {"requests": 5, "answers": 4, "stopped": HOSTILE, "robots": HOSTILE, "crawl_delay_seconds": 1.5}},
        unfinished=[HOSTILE],
        captures=5,
        files=[FileFigure(name="warc/x.warc.gz", bytes=10, sha256="0" * 64, changed=True), FileFigure(name=HOSTILE, bytes=1)],
        asked=Asked(start_address="javascript:alert(3)", options={HOSTILE: [HOSTILE], "user_agent": HOSTILE}, runs=[run]),
        coverage=Coverage(sources=sources, union=5, kept=3, unkept=unkept, by_kind={HOSTILE: 2, "feed": 1}),
        months={"0001-01": 1, "2020-05": 1},
        traffic=[TrafficFigure(kind="html", requests=5, bytes=1000)],
        captured=["2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"],
        versions={"blogarchive": "0", HOSTILE: HOSTILE},
    )


def hostile_groups() -> list[Group]:
    """One group of each state."""
    shown = [
        Address(url=LONG_ADDRESS, status=404, named_by="javascript:alert(4)"),
        Address(url=HOSTILE, status=None, named_by=None),
    ]
    return [Group(state=state, reason=HOSTILE, count=1000, shown=shown) for state in ("failed", "queued", "skipped")]
