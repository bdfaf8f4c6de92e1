"""Posts that stand on several pages: one row with the whole text."""

from __future__ import annotations

from collections.abc import Sequence

from blogarchive.items import Article

__all__ = ["join_parts"]


def join_parts(first: Article, others: Sequence[Article]) -> Article:
    """*first* with the bodies of the *others*, in their order, behind its own; all other fields stay the first page's."""
    whole = [first, *others]
    first.body_text = "\n\n".join(a.body_text for a in whole if a.body_text) or None
    first.body_html = "\n".join(a.body_html for a in whole if a.body_html) or None
    first.body_markdown = "\n\n".join(a.body_markdown for a in whole if a.body_markdown) or None
    first.word_count = sum(a.word_count for a in whole)
    for other in others:
        first.images += [i for i in other.images if i.url not in {x.url for x in first.images}]
        first.links += other.links
        known = {t.url for t in first.related}
        first.related += [t for t in other.related if t.url not in known]
        for author in other.authors:
            same = next((a for a in first.authors if a.name == author.name), None)
            if same is None and not first.authors:
                first.authors.append(author)
            elif same is not None:
                same.bio = same.bio or author.bio
    return first
