"""What the pages of a blog tell together goes into its rows: a second reading of those pages that it changes, and of no other.

It rests on how each page was read alone, which is kept (`rows.put_article`), so the result does not depend on the order in
which pages were read, nor on how often the blog was settled before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.extract.learned import Learned
from blogarchive.settle.lessons import learn_blog
from blogarchive.settle.posts import Post
from blogarchive.settle.profiles import Profiles, fill_profiles, profiles_stamp, read_profiles
from blogarchive.settle.reading import read_post
from blogarchive.settle.rows import ReadShape, put_row, read_shapes, stamp_of
from blogarchive.store.archive import ArchiveTables

__all__ = ["apply_together"]


def apply_together(
    archive: ArchiveTables, posts: Iterable[Post], knowledge: SiteKnowledge, root_url: str, given: Learned | None = None
) -> None:
    """Bring the rows of *posts* in line with what the blog's pages teach, or *given*, and what its authors' pages say."""
    shapes = read_shapes(archive)
    posts = list(posts)
    learned = given or learn_blog(archive, posts, {key: read.shape for key, read in shapes.items()}, knowledge)
    profiles = read_profiles(archive, (author for read in shapes.values() for author in read.authors), root_url)
    for post in posts:
        read = shapes.get(post.id)
        if read:
            _apply(archive, post, read, replace(knowledge, learned=learned.for_page(read.shape)), profiles)


def _apply(archive: ArchiveTables, post: Post, read: ReadShape, knowledge: SiteKnowledge, profiles: Profiles) -> None:
    wanted = stamp_of(knowledge.fingerprint(post.page.url), post.made_of)
    told = profiles_stamp(profiles, read.authors)
    stored = archive.articles.stamp(post.id)
    if stored == wanted + told:
        return
    if stored == wanted:
        kept = archive.articles.get(post.id)
        row = json.loads(kept.row) if kept else None
    else:
        article = read_post(archive, post, knowledge)
        row = article.to_row() if article else None
    if row is None:
        return
    fill_profiles(row, profiles)
    row["extractor"]["knowledge"] += told
    put_row(archive, row, post.page.url_id, post.page.capture, wanted + told)
