"""What a site answers to an address that cannot exist, and which of its pages are that answer again.

Many sites answer 200 to everything. So once for each blog an address is asked for that nobody can have published, and pages
that look like its answer are no posts.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from blogarchive.discover.places import folder_of
from blogarchive.extract.kind import Evidence, Hints, Verdict, judge_one
from blogarchive.text import fold
from blogarchive.urls import post_key

__all__ = ["NO_SUCH_POST", "SOFT_404", "SoftAnswer", "load_soft_answer", "note_soft_answer", "probe_of"]

SOFT_404 = "soft-404-probe"
"""The source of the address in the ledger."""

_FACT = "soft_404"
NO_SUCH_POST = "the answer to addresses that do not exist"
MANY_TEASERS = 3
NEAR_WORDS = 2
NEAR_SHARE = 0.02
NO_HINTS = Hints()


def probe_of(root_url: str) -> str:
    """An address in the blog's folder that nobody has published; always the same one for a blog."""
    name = hashlib.blake2b(post_key(root_url).encode(), digest_size=8).hexdigest()
    return urljoin(folder_of(root_url), f"no-such-page-{name}/")


@dataclass(slots=True, kw_only=True)
class SoftAnswer:
    """The page that stands for addresses that do not exist."""

    url: str
    """The address it answered under."""

    evidence: Evidence
    links: str
    """A digest of where its links lead."""

    def fits(self, url: str, evidence: Evidence, links: Iterable[str] | None = None) -> bool:
        """Whether the page at *url* is this answer once more. A page whose headings lead on must also have the same *links*,
        which are gone through for such a page only.
        """
        mine = self.evidence
        if _stated(evidence) != _stated(mine) or _title(url, evidence) != _title(self.url, mine):
            return False
        if abs(evidence.words - mine.words) > max(NEAR_WORDS, NEAR_SHARE * mine.words):
            return False
        return mine.teasers < MANY_TEASERS or (links is not None and links_digest(links, url) == self.links)

    def overrule(
        self, evidence: Mapping[str, Evidence], hints: Mapping[str, Hints], verdicts: Mapping[str, Verdict]
    ) -> dict[str, Verdict]:
        """Other verdicts on pages taken for posts: on those that are this answer, and those that nobody vouches for on a site
        that answers with a post to whatever it is asked for.
        """
        makes_up_posts = judge_one(self.url, self.evidence, NO_HINTS).kind == "post"
        changed: dict[str, Verdict] = {}
        for url, verdict in verdicts.items():
            if verdict.kind not in ("post", "closed"):
                continue
            shown, hint = evidence[url], hints.get(url, NO_HINTS)
            vouched = hint.in_feed or hint.in_sitemap or hint.teaser or hint.is_start
            if self.fits(url, shown):
                changed[url] = Verdict(kind="other", confidence=0.9, reason=NO_SUCH_POST)
            elif makes_up_posts and not vouched and shown.signature == self.evidence.signature:
                changed[url] = Verdict(kind="other", confidence=0.6, reason="the site makes up posts, and no list names this one")
        return changed


def links_digest(urls: Iterable[str], own: str) -> str:
    """A digest of *urls* without the page's *own* address."""
    found = sorted({post_key(url) for url in urls} - {post_key(own)})
    return hashlib.blake2b("\n".join(found).encode("utf-8", "replace"), digest_size=8).hexdigest()


def note_soft_answer(db: sqlite3.Connection, by_id: int, url: str, evidence: Evidence, links: Iterable[str]) -> None:
    """Keep the page at *url* as what stands for addresses that do not exist."""
    value = json.dumps({"evidence": evidence.to_dict(), "links": links_digest(links, url)}, ensure_ascii=True)
    db.execute("INSERT OR REPLACE INTO fact(kind, name, by_id, value) VALUES(?, ?, ?, ?)", (_FACT, url, by_id, value))


def load_soft_answer(db: sqlite3.Connection) -> SoftAnswer | None:
    """What stands for addresses that do not exist; None when the site says that they do not."""
    row = db.execute("SELECT name, value FROM fact WHERE kind = ? ORDER BY by_id LIMIT 1", (_FACT,)).fetchone()
    if row is None:
        return None
    values = json.loads(row[1])
    return SoftAnswer(url=row[0], evidence=Evidence.from_dict(values["evidence"]), links=values["links"])


def _stated(evidence: Evidence) -> tuple[object, ...]:
    """What a page states of itself: a post that states more than the answer is none."""
    return evidence.signature, evidence.mark, evidence.article_own, evidence.published, evidence.date_near_title


def _title(url: str, evidence: Evidence) -> str:
    """The title without the words of the address, which some sites repeat in it."""
    slug = fold(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return evidence.title.replace(slug, "*") if len(slug) > NEAR_WORDS else evidence.title
