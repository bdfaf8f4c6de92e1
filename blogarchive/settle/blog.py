"""The state of one blog while it is read: its root and scope, what is known of it, what its pages lead to.

A crawl and a re-reading of WARC files feed it the same readings, in the order of capture.
"""

from __future__ import annotations

import json
import logging

from blogarchive.discover.pagers import may_page
from blogarchive.discover.remainder import KnownTags
from blogarchive.discover.scope import Scope
from blogarchive.extract.kind import Hints, Verdict, judge_one
from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.settle import frontier
from blogarchive.settle.answer import Reading
from blogarchive.settle.budget import PageBudget
from blogarchive.settle.choice import SourceChoice, off_reason
from blogarchive.settle.hearing import Hearing
from blogarchive.settle.hints import hints_of
from blogarchive.settle.known import load_knowledge
from blogarchive.settle.lean import Lean
from blogarchive.settle.lists import Lists
from blogarchive.settle.notes import note_listed, note_page, note_root
from blogarchive.settle.plainlinks import PlainLinks
from blogarchive.settle.root import root_candidates
from blogarchive.settle.soft404 import NO_SUCH_POST, SOFT_404, load_soft_answer, note_soft_answer
from blogarchive.settle.unjudged import UNJUDGED, Acquaintances, glimpse, judge_later, unjudged_pages
from blogarchive.settle.wider import WHOLE_HOST, left_outside, nothing_below
from blogarchive.store.archive import ArchiveTables
from blogarchive.store.ledger import Heard, UrlRow
from blogarchive.store.states import Reason, Role, State
from blogarchive.urls import post_key

__all__ = ["BlogState"]

logger = logging.getLogger(__name__)

LOOK_EVERY = 5
"""Pages after which a lean crawl looks whether a list has come to its end: with a 404, of which nothing is read."""

MAX_DEPTH = 100
MAX_RESPELLINGS = 3
NO_HINTS = Hints()
_NO_PAGES = frozenset((Role.ASSET, Role.PROBE, Role.FURTHER))
_ROLES_OF = {"feeds": Role.FEED, "sitemap": Role.SITEMAP}


class BlogState:
    """Reads answers into the archive's tables and lets the ledger hear what they name."""

    def __init__(
        self,
        archive: ArchiveTables,
        *,
        start_url: str,
        include: tuple[str, ...] = (),
        exclude: tuple[str, ...] = (),
        assets: bool = True,
        choice: SourceChoice | None = None,
        judges: bool = True,
        given: tuple[str, ...] = (),
    ) -> None:
        """With *judges* unset pages are not looked at any closer than to find what they name (`settle.unjudged`)."""
        self._archive = archive
        self._ledger = archive.ledger
        self._db = archive.db
        self._patterns = (*include, WHOLE_HOST) if archive.meta("whole_host") else include, exclude
        self._assets = assets
        self._judges = judges
        self._acquainted = Acquaintances()
        self._known_tags = KnownTags()
        self._knowledge: SiteKnowledge | None = None
        self._waiting: list[tuple[UrlRow, int, Reading]] = []
        self._given = given
        self.start_url = start_url
        self.posts_begun = archive.articles.count()
        if judges:
            judge_later(self._db)
        self.pages_read: int = self._db.execute("SELECT count(*) FROM page").fetchone()[0] + unjudged_pages(self._db)
        root = archive.meta("root_url")
        self.scope: Scope | None = Scope(root, *self._patterns) if root else None
        self._choice = choice or SourceChoice()
        self._soft_answer = load_soft_answer(archive.db)
        self._budget = PageBudget()
        self._hearing = Hearing(self._ledger, self._choice, self._budget, None if judges else self._acquainted)
        self._hearing.lower_escapes = archive.meta("lower_escapes") == "1"
        self._hear = self._hearing.hear
        self._lists = Lists(archive, self._hear, self._choice)
        self._lean = self._hearing.lean = Lean(archive.ledger, self._lists) if self._choice.lean else None
        for url, rule in self._ledger.skipped_for("limit:%"):
            self._budget.close(url, rule)

    @property
    def full(self) -> bool:
        """Whether a limit was reached: pages heard of from now on are skipped."""
        return self._hearing.full

    @property
    def root_url(self) -> str:
        """Where the blog starts; the start address until that is known."""
        return self.scope.root_url if self.scope else self.start_url

    @property
    def knowledge(self) -> SiteKnowledge:
        """What is known of the blog now."""
        if self._knowledge is None:
            self._knowledge = load_knowledge(self._db, self.root_url)
        return self._knowledge

    def begin(self) -> None:
        """Let the ledger hear of the start address. A run that ended before the root was found begins there again."""
        if self.scope is None:
            self._ledger.forget_start()
            self._archive.set_meta("root_candidates", "")
        self._ledger.lift(*self._choice.on())
        for name, role in _ROLES_OF.items():
            if not getattr(self._choice, name):
                self._ledger.skip_queued(off_reason(name), (role,))
        self._ledger.hear(Heard(url=self.start_url, source="start", role=Role.START, priority=frontier.START))
        if self.scope is not None:
            self._ledger.hear_all(frontier.heard_by_hand(self._given, self.scope))

    def read(self, row: UrlRow, capture_id: int, reading: Reading) -> Verdict | None:
        """Note what the answer says and hear what it names; the verdict on an HTML page of the blog, None for all else."""
        if self.scope is None:
            self._look_for_root(row, capture_id, reading)
        if self.scope is None:
            return None
        if self._lean and reading.sitemap is not None:
            self._lean.look()  # the feed before it may have ended with an answer that nobody reads
        verdict = self._take_in(row, capture_id, reading, self.scope)
        reading.let_go()
        if self._lean and (verdict is None or self.pages_read % LOOK_EVERY == 1):
            self._lean.look()
        return verdict

    def _take_in(self, row: UrlRow, capture_id: int, reading: Reading, scope: Scope) -> Verdict | None:
        if reading.feed is not None:
            self._lists.read_feed(row, reading.feed, scope)
            self._knowledge = None
        elif reading.sitemap is not None:
            self._lists.read_sitemap(row, reading.sitemap, scope)
        elif reading.listing is not None:
            self._lists.read_listing(row, reading.listing, scope)
            self._knowledge = None
        elif reading.kind == "css":
            self._hear_assets(row, reading)
        elif reading.kind == "html" and scope.same_host(row.url):
            return self._read_html(row, capture_id, reading, scope)
        return None

    def hear_robots(self, url_id: int, reading: Reading) -> None:
        """Let the ledger hear of the sitemaps a robots.txt names."""
        for url in reading.sitemaps:
            heard = Heard(url=url, source="robots", role=Role.SITEMAP, priority=frontier.SITEMAP)
            if not self._choice.sitemap:
                heard.state, heard.reason = State.SKIPPED, off_reason("sitemap")
            self._ledger.hear(heard, url_id)

    def redirect(self, row: UrlRow, target: str) -> bool:
        """Follow a redirect: the target takes over role and priority. False when it leads back, or on without end."""
        known = self._ledger.get(target)
        if known and known.id == row.id and target != row.url and row.tries <= MAX_RESPELLINGS:
            self._ledger.ask_as(row.id, target)  # to itself without tracking parameters, or with other escapes
            return True
        if row.depth > MAX_DEPTH or target == row.url or (known and self._ledger.redirects_to(known.id, row.id)):
            return False
        heard = Heard(url=target, source="redirect", role=row.role, priority=row.priority, depth=row.depth + 1)
        outside = self.scope.reason(target) if self.scope and row.role is Role.PAGE else None
        by_hand = self.scope and self.scope.same_host(target) and frontier.GIVEN in self._ledger.sources_of(row.sources)
        if outside and not by_hand:
            heard.state, heard.reason = State.SKIPPED, Reason.SCOPE
        target_id = self._ledger.hear(heard, row.id)
        self._ledger.add_sources(target_id, row.sources)  # whatever named the address means its target
        self._ledger.finish(row.id, State.DONE, "redirect", redirect_to=target_id)
        return True

    def stop_hearing(self) -> None:
        """A limit is reached: skip queued pages and those heard of from now on. Requisites of kept posts still come."""
        self._hearing.full = True
        self._ledger.skip_queued(Reason.LIMIT, (Role.START, Role.PAGE, Role.FEED, Role.SITEMAP, Role.PROBE, Role.FURTHER))

    # --- reading

    def _read_html(self, row: UrlRow, capture_id: int, reading: Reading, scope: Scope) -> Verdict | None:
        """The verdict on a page that was asked for as one; what stands in for a missing address, feed or picture is none."""
        if row.role is Role.PROBE and SOFT_404 in self._ledger.sources_of(row.sources):
            links = [link.url for link in reading.links.anchors]
            note_soft_answer(self._db, row.id, row.url, reading.evidence, links)
            self._soft_answer = load_soft_answer(self._db)
        if row.role in _NO_PAGES:
            return None
        soft = self._soft_answer
        may_be_soft = soft is not None and self._judges and post_key(row.url) != post_key(scope.root_url)
        if soft is not None and may_be_soft and soft.fits(row.url, reading.evidence, reading.linked()):
            note_page(self._db, row.id, capture_id, reading.evidence)
            self.pages_read += 1
            return Verdict(kind="other", confidence=0.9, reason=NO_SUCH_POST)
        return self._read_page(row, capture_id, reading, scope)

    def _read_page(self, row: UrlRow, capture_id: int, reading: Reading, scope: Scope) -> Verdict:
        is_root = post_key(row.url) == post_key(scope.root_url)
        if is_root and reading.page.lower_case_escapes:
            self._hearing.lower_escapes = True
            self._archive.set_meta("lower_escapes", "1")
        self.pages_read += 1
        if not self._judges:
            return self._pass_page(row, reading, scope, is_root=is_root)
        evidence = reading.evidence
        note_page(self._db, row.id, capture_id, evidence)
        # By the page alone, so that a re-reading in any order comes to the same hints.
        lists_posts = judge_one(row.url, evidence, NO_HINTS).kind in ("listing", "author")
        if not lists_posts and not is_root and not may_page(row.url):
            reading.known = PlainLinks(self._ledger.remembered("link"))
        self._count_page(row, reading, scope)
        heard = frontier.heard_from_page(
            reading, scope, depth=row.depth + 1, lists_posts=lists_posts, remembered=self._ledger.remembered
        )
        self._note_listed(list(heard), row)
        if evidence.refresh and scope.allows(evidence.refresh):
            self._pass_on(row, evidence.refresh)
        if is_root:
            self._read_root(row, reading, scope)
        hints = hints_of(self._ledger.sources_of(row.sources), is_start=is_root)
        verdict = judge_one(row.url, evidence, hints)
        if is_root or verdict.kind in ("post", "part"):
            self._hear_assets(row, reading)
        if is_root and verdict.kind == "post":
            return Verdict(kind="listing", confidence=verdict.confidence, reason="the blog's start")
        return verdict

    def _pass_page(self, row: UrlRow, reading: Reading, scope: Scope, *, is_root: bool) -> Verdict:
        """Hear what the page names and leave open what it is."""
        lists_posts = is_root or "pager" in self._ledger.sources_of(row.sources)
        if not lists_posts:
            reading.leave_out(self._known_tags, self._acquainted)
        self._count_page(row, reading, scope)
        heard = frontier.heard_from_page(
            reading, scope, depth=row.depth + 1, lists_posts=lists_posts, remembered=self._ledger.remembered
        )
        self._hear(heard, row)
        if is_root:
            self._read_root(row, reading, scope)
        self._hear_assets(row, reading)
        return UNJUDGED

    def _read_root(self, row: UrlRow, reading: Reading, scope: Scope) -> None:
        note_root(self._db, row.id, reading.facts)
        self._knowledge = None
        feeds_named = not self._choice.feeds or any(feed.kind == "posts" for feed in reading.links.feeds)
        sitemaps_named = not self._choice.sitemap or self._ledger.knows_role(Role.SITEMAP)
        if self._choice.rest:
            self._hear(frontier.lists_to_try(reading.lists), row)
        places = frontier.places_to_try(scope.root_url, reading.engine, feeds_named=feeds_named, sitemaps_named=sitemaps_named)
        self._hear(places, row)

    def _note_listed(self, heard: list[Heard], row: UrlRow) -> None:
        """Hear what a page names, and keep which posts it lists."""
        ids = self._hear(heard, row)
        note_listed(self._db, [one for one, what in zip(ids, heard, strict=True) if what.source == "listing"], row.id, "listing")

    def _pass_on(self, row: UrlRow, target: str) -> None:
        """Whatever named a page that sends its readers on means its target."""
        known = self._ledger.get(target)
        if known is not None:
            self._ledger.add_sources(known.id, row.sources)

    def _count_page(self, row: UrlRow, reading: Reading, scope: Scope) -> None:
        """Count the page against the budget of its part of the site; at a limit, skip what that part has bred."""
        namer = self._ledger.namer(row.id) if self._may_be_bred(row) else None
        self_bred = namer is not None and self._budget.is_self_bred(row.url, namer)
        shown = reading.evidence if self._judges else glimpse(reading.markup) if self_bred else None
        rule = self._budget.note(row.url, shown, reading.linked(), is_own=scope.same_host, self_bred=self_bred)
        if rule is None:
            return
        logger.debug("%s: %s; what pages like it name of their own kind is left out.", row.url, rule)
        queued = [(one, namer) for one, namer in self._ledger.queued_pages() if self._may_be_bred(one)]
        self._ledger.skip([one.id for one, namer in queued if self._budget.refuses(one.url, namer)], rule)
        self._acquainted.forget()

    def _may_be_bred(self, row: UrlRow) -> bool:
        """Whether only pages that are not the start named the address."""
        vouched = any(
            name.startswith(("feed", "rest", "sitemap", "start", frontier.GIVEN)) for name in self._ledger.sources_of(row.sources)
        )
        return row.depth > 1 and row.role is Role.PAGE and not vouched

    def _hear_assets(self, row: UrlRow, reading: Reading) -> None:
        if self._assets:
            self._ledger.hear_all(frontier.assets_of(reading, depth=row.depth + 1, remembered=self._ledger.remembered), row.id)

    def look_wider(self) -> bool:
        """Take in the whole host, when nothing is left to ask for and the blog's folder held nothing; whether that gave work."""
        scope = self.scope
        if scope is None or self.full or self._archive.meta("whole_host") or not nothing_below(self._db):
            return False
        outside = list(left_outside(self._db, scope))
        if not outside:
            return False
        logger.info("Nothing of the blog lies below %s; it is looked for on the whole host.", scope.root_url)
        self._archive.set_meta("whole_host", "1")
        include, exclude = self._patterns
        self._patterns = (*include, WHOLE_HOST), exclude
        self.scope = Scope(scope.root_url, *self._patterns)
        self._acquainted.forget()
        for url, source, named_by in outside:
            self._ledger.hear(frontier.heard_again(url, source, self.scope), named_by)
        return self._ledger.has_work()

    # --- finding the root

    def next_root(self) -> bool:
        """Ask for the next address that may be the blog's root; False when there is none."""
        if self.scope is not None:
            return False
        candidates = json.loads(self._archive.meta("root_candidates") or "[]")
        for index, url in enumerate(candidates):
            known = self._ledger.get(url)
            if known is None or known.state not in (State.DONE, State.FAILED):
                self._archive.set_meta("root_candidates", json.dumps(candidates[index + 1 :]))
                self._ledger.hear(Heard(url=url, source="start", role=Role.START, priority=frontier.START))
                return True
        return False

    def take_start_as_root(self) -> bool:
        """When no better root was found, let the start address be it; False when it brought nothing."""
        if self.scope is not None or not self._waiting:
            return self.scope is not None
        self._set_root(self._waiting[0][2].answer.url)
        return True

    def _look_for_root(self, row: UrlRow, capture_id: int, reading: Reading) -> None:
        candidates = root_candidates(reading)
        if not candidates:
            self._set_root(reading.answer.url)
            return
        self._waiting.append((row, capture_id, reading))
        if not self._archive.meta("root_candidates"):
            self._archive.set_meta("root_candidates", json.dumps(candidates))
        if not self.next_root():
            self.take_start_as_root()

    def _set_root(self, root: str) -> None:
        self._archive.set_meta("root_url", root)
        self.scope = Scope(root, *self._patterns)
        self._knowledge = None
        if post_key(root) != post_key(self.start_url):
            logger.info("The blog starts at %s.", root)
        self._ledger.hear_all(frontier.heard_by_hand(self._given, self.scope))
        waiting, self._waiting = self._waiting, []
        for row, capture_id, reading in waiting:
            self.read(row, capture_id, reading)
