"""What is cut off a clean tree where it stands: repeated title, datelines, lists of other posts, share lines, tag lines."""

from __future__ import annotations

import re

from blogarchive.extract.blockmodel import without_foreign
from blogarchive.extract.blocks import LEVEL, Block, blocks_of
from blogarchive.extract.captions import settle_captions
from blogarchive.extract.clean import CUT, Node
from blogarchive.extract.container import Container
from blogarchive.extract.copies import without_second_copy
from blogarchive.extract.metalines import is_ad_label, is_meta_line, is_trailing_notice
from blogarchive.extract.newslinks import without_headlines
from blogarchive.extract.notices import is_copyright_line, is_credit_line, is_embedded_post, is_notice, is_stand_in
from blogarchive.extract.outskirts import without_outskirts
from blogarchive.extract.sharelinks import SHARE_HOST, leads_off
from blogarchive.extract.words import heading_kind, pager_kind
from blogarchive.text import fold

__all__ = ["trim"]

TAG_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies|ia|ias|ie)|topics?|labels?|keywords?|archives?|authors?|schlagwort|"
    r"etiqueta|search/label)(?:/|\?|=|$)|[?&](?:tag|cat|category)=",
    re.I,
)
LEADING = 8
MAX_LABELLED = 240
MAX_LABEL = 40
BARE_LABELS = frozenset(("related", "newsletter", "share"))
MAX_MORE = 60
RESUMED = 400
RESUMED_AT_ONCE = 600
"""Characters of several paragraphs, or of one, after which what stands under a list of teasers is the article again."""
_ARROWS = re.compile(r"^[\s]*[«‹←⟵<]|[»›→⟶>][\s]*$")


def trim(
    root: Node,
    titles: frozenset[str],
    *,
    loose: bool = False,
    news_url: str | None = None,
    container: Container | None = None,
    host: str | None = None,
) -> list[tuple[str, str]]:
    """Cut what is not the article off *root*; says what: kind and text of each cut block.

    *titles* are the page's titles after folding. *root* is *loose* when it may hold more of the page than the article. *news_url*
    is the page's address, where it is a news article. With its *container*, blocks beside the paragraphs are judged too; by the
    page's *host* the links to other sites are told.
    """
    settle_captions(root)
    blocks = blocks_of(root)
    cut: list[tuple[str, str]] = []
    blocks = _without_labels(blocks, cut)
    blocks = without_second_copy(blocks, cut)
    blocks = _without_sections(blocks, cut)
    if loose:
        blocks = without_outskirts(blocks, titles, cut)
    blocks = _without_cuts(blocks, cut)
    if loose or news_url is not None:
        blocks = _without_notices(blocks, cut, is_news=news_url is not None)
    if news_url is not None:
        blocks = without_headlines(blocks, news_url, cut)
    blocks = _without_head(blocks, titles, cut, host)
    blocks = _without_tail(blocks, cut)
    if container is not None:
        blocks = _without_tail(without_foreign(blocks, container, cut, is_news=news_url is not None, host=host), cut)
    blocks = _without_rules(blocks)
    root.children = [b.node for b in blocks]
    return cut


def _without_labels(blocks: list[Block], cut: list[tuple[str, str]]) -> list[Block]:
    """*blocks* without lines that label an advertisement, and lines that are a label and a link ("Read also: …")."""
    kept: list[Block] = []
    for block in blocks:
        if len(block.text) <= MAX_LABELLED and not block.images and _is_label(block):
            cut.append(("label", block.text))
        else:
            kept.append(block)
    return kept


def _is_label(block: Block) -> bool:
    return is_ad_label(block.text) or is_stand_in(block.text) or _is_labelled_link(block)


def _is_labelled_link(block: Block) -> bool:
    """A paragraph that says "Related:" and links another page, and nothing else."""
    if not block.links or block.node.tag not in ("p", *LEVEL):
        return False
    label, mark, _ = block.text.partition(":")
    return (
        bool(mark)
        and len(label) <= 40
        and heading_kind(label.strip("[(>»→ ")) == "related"
        and (block.linked >= 0.9 * (len(block.text) - len(label) - 2))
    )


def _without_sections(blocks: list[Block], cut: list[tuple[str, str]]) -> list[Block]:
    """*blocks* without the parts under a heading that announces something else."""
    total = sum(len(b.text) for b in blocks) or 1
    kept: list[Block] = []
    seen = 0
    i = 0
    while i < len(blocks):
        block = blocks[i]
        kind = _announces(block)
        end = _section_end(blocks, i, kind, seen / total) if kind else i
        if end > i and kind:
            cut.extend((kind, b.text) for b in blocks[i:end])
            i = end
            continue
        kept.append(block)
        seen += len(block.text)
        i += 1
    return kept


def _announces(block: Block) -> str | None:
    """The kind that a heading, or a short line used as one, announces."""
    if block.node.tag in LEVEL:
        return heading_kind(block.text)
    if block.node.tag == "p" and len(block.text) <= 60 and not block.images:
        return heading_kind(block.text.rstrip(": "))
    return None


def _section_end(blocks: list[Block], start: int, kind: str, position: float) -> int:
    """Index after the last block that belongs to the heading at *start*; *start* itself when it is a heading of the article."""
    level = LEVEL.get(blocks[start].node.tag, 7)
    end = start + 1
    while end < len(blocks) and not (LEVEL.get(blocks[end].node.tag, 9) <= level and not blocks[end].links):
        end += 1
    section = blocks[start + 1 : end]
    size = sum(len(b.text) for b in section)
    linked = sum(b.linked for b in section)
    links = sum(len(b.links) for b in section)
    if kind in ("related", "latest", "popular"):
        if level < 7 and section and all(map(_is_prose, section)):
            return start
        if level == 7 or not (links and (linked > 0.3 * size or size < 700 * links)):
            return _end_of_links(blocks, start, end)
        return _where_text_resumes(blocks, start, end)
    if kind in ("share", "tags", "toc", "license"):
        return _end_of_links(blocks, start, end)
    if kind == "newsletter":
        return end if size < 400 and position > 0.02 else start
    if kind == "comments":
        return end if position > (0.3 if level < 7 else 0.5) or size < 200 else start
    if kind == "author":
        return end if position > 0.5 and size < 1500 else start
    return start


def _end_of_links(blocks: list[Block], start: int, end: int) -> int:
    """*start* and the link lists right after it; *start* when nothing of the kind follows."""
    i = start + 1
    while i < end and blocks[i].links and (blocks[i].density > 0.5 or len(blocks[i].text) < 60):
        i += 1
    return i if i > start + 1 or i == len(blocks) else start


def _where_text_resumes(blocks: list[Block], start: int, end: int) -> int:
    """Index after the last teaser under the heading at *start*: else *end*.

    Templates set teasers between the paragraphs of an article.
    """
    run = size = 0
    for i in range(start + 1, end):
        if not _is_prose(blocks[i]):
            run = size = 0
            continue
        run += 1
        size += len(blocks[i].text)
        if size >= (RESUMED if run > 1 else RESUMED_AT_ONCE):
            return i - run + 1
    return end


def _is_prose(block: Block) -> bool:
    """Whether *block* is a paragraph with hardly a link in it."""
    return block.node.tag in ("p", "blockquote", "pre") and len(block.text) > 80 and block.density < 0.3


def _without_notices(blocks: list[Block], cut: list[tuple[str, str]], *, is_news: bool) -> list[Block]:
    """*blocks* without paragraphs in which the site speaks, and labels of lists that are gone.

    A post's own author asks in such words too, inside a marked element.
    """
    kept: list[Block] = []
    for block in blocks:
        if not block.images and (
            (block.node.tag in ("p", "table", *LEVEL) and _is_sites(block, is_news)) or (is_news and is_embedded_post(block.text))
        ):
            cut.append(("notice", block.text))
        else:
            kept.append(block)
    return kept


def _is_sites(block: Block, is_news: bool) -> bool:
    """Whether *block* is a line of the site's, not of the author's."""
    return is_notice(block.text) or _is_bare_label(block) or (is_news and is_credit_line(block.text))


def _is_bare_label(block: Block) -> bool:
    """A line such as "Read also" that is no heading, and over nothing: what it announced was left out."""
    return block.node.tag == "p" and len(block.text) <= MAX_LABEL and heading_kind(block.text.rstrip(": ")) in BARE_LABELS


def _without_cuts(blocks: list[Block], cut: list[tuple[str, str]]) -> list[Block]:
    """*blocks* without the marks of lists that were left out, the headings over them, and the links to more under them."""
    places = [i for i, block in enumerate(blocks) if block.node.tag == CUT]
    if not places:
        return blocks
    gone = set(places)
    for i in places:
        if i and _is_over_list(blocks, i - 1):
            gone.add(i - 1)
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        if after is not None and after.density > 0.9 and len(after.text) <= MAX_MORE and not after.images:
            gone.add(i + 1)
    cut.extend(("related", blocks[i].text) for i in sorted(gone) if blocks[i].text)
    return [block for i, block in enumerate(blocks) if i not in gone]


def _is_over_list(blocks: list[Block], i: int) -> bool:
    """Whether the block at *i* announces the list that stood behind it: words for it, or a heading over nothing else."""
    block = blocks[i]
    if _announces(block) is not None:
        return True
    level = LEVEL.get(block.node.tag)
    return level is not None and (i + 2 >= len(blocks) or LEVEL.get(blocks[i + 2].node.tag, 9) <= level)


def _without_head(blocks: list[Block], titles: frozenset[str], cut: list[tuple[str, str]], host: str | None) -> list[Block]:
    """*blocks* without what stands over the text: the title again, datelines, bylines, breadcrumbs."""
    kept: list[Block] = []
    text = 0
    for i, block in enumerate(blocks):
        if i >= LEADING or text > 400:
            return kept + blocks[i:]
        folded = fold(block.text) if len(block.text) < 300 else ""
        if (
            folded
            and folded in titles
            and (block.node.tag in LEVEL or (block.node.tag == "p" and any(b.text for b in blocks[i + 1 :])))
            and not block.images
        ):
            cut.append(("title", block.text))
        elif is_meta_line(block.text) or _is_meta_list(block):
            cut.append(("meta", block.text))
        elif text == 0 and _is_crumbs(block, host):
            cut.append(("links", block.text))
        elif not kept and block.node.tag in LEVEL and not folded:
            cut.append(("empty", block.text))
        else:
            kept.append(block)
            text += len(block.text)
    return kept


def _is_meta_list(block: Block) -> bool:
    if block.node.tag not in ("ul", "dl") or len(block.text) > 200:
        return False
    return all(is_meta_line(line) or line.strip(" ·|/") == "" for line in block.text.split("\n"))


def _is_crumbs(block: Block, host: str | None) -> bool:
    """A short row of links before the text: breadcrumbs, sections. One link off *host* is what the post is about."""
    return (
        bool(block.links)
        and block.density > 0.7
        and len(block.text) <= 120
        and not block.images
        and all(len(w) < 40 for _, w in block.links)
        and not (host and len(block.links) == 1 and leads_off(block.links[0][0], host))
    )


def _without_tail(blocks: list[Block], cut: list[tuple[str, str]]) -> list[Block]:
    """*blocks* without what stands under the text."""
    end = len(blocks)
    while end > 1:
        block = blocks[end - 1]
        kind = _tail_kind(block)
        if not kind:
            break
        cut.append((kind, block.text))
        end -= 1
    return blocks[:end]


def _tail_kind(block: Block) -> str | None:
    if block.node.tag == "hr":
        return "rule"
    if block.node.tag in ("pre", "figure") or block.images:
        return None
    if block.node.tag in LEVEL:
        return "heading" if not block.links else None
    if is_meta_line(block.text) or is_trailing_notice(block.text) or is_copyright_line(block.text):
        return "meta"
    if not block.links or len(block.text) > 600:
        return None
    return _link_kind(block)


def _link_kind(block: Block) -> str | None:
    """Rows of links to tags, to share buttons, to the neighbours."""
    if block.density > 0.5:
        if all(TAG_PATH.search(href) for href, _ in block.links):
            return "tags"
        if all(SHARE_HOST.search(href) for href, _ in block.links):
            return "share"
    if len(block.links) <= 2 and len(block.text) < 250 and block.density > 0.4 and _is_pager(block):
        return "pager"
    return None


def _is_pager(block: Block) -> bool:
    lines = [line for line in block.text.split("\n") if line.strip()]
    return (
        any(pager_kind(w.strip("«»‹›←→<> ")) for _, w in block.links)
        or (bool(lines) and all(_ARROWS.search(line) for line in lines))
        or any(pager_kind(line.strip("«»‹›←→<> ")) for line in lines)
    )


def _without_rules(blocks: list[Block]) -> list[Block]:
    """*blocks* without rules at the ends and rules after rules."""
    kept: list[Block] = []
    for block in blocks:
        if block.node.tag == "hr" and (not kept or kept[-1].node.tag == "hr"):
            continue
        kept.append(block)
    while kept and kept[-1].node.tag == "hr":
        kept.pop()
    return kept
