"""The line about the author that ends a post: "*Ann Lee [2016] is doing …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blogarchive.extract.clean import Node
from blogarchive.extract.finding import Finding
from blogarchive.extract.images import split_credit
from blogarchive.extract.render import inline_text
from blogarchive.items import Author
from blogarchive.text import one_line

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = ["ClosingLine", "author_of_closing_line", "find_closing_line", "read_closing_line"]

MAX_LINE = 700
LAST_BLOCKS = 3
_WORD = r"[^\W\d_][\w.'’‘`´-]*"
_NAME = (
    rf"(?P<name>(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s+)?{_WORD}(?:\s+(?:{_WORD}|[A-Z]\.)){{0,5}}?(?:,?\s+(?:Jr|Sr|III|II|PhD|MD)\.?)?)"
)
# What a line about a person goes on with, after the name.
_SAYS = (
    r"is\s+(?:a|an|the|doing|currently|studying|pursuing|reading|working|completing|researching|one|now|"
    r"based|also|in|at|co-|founder|president|professor|director|author|associate|senior|head|chief|"
    r"undertaking|finishing|writing|taking|starting|due)\b"
    r"|was\s+(?:a|an|the|one|born|formerly)\b|has\s+(?:been|just|recently|a|an|worked|written|completed|"
    r"published)\b|(?:works|writes|lives|teaches|studies|studied|holds|graduated|did|completed|received|"
    r"leads|runs|founded|co-founded|serves|joined|recently)\b"
    r"|(?:ist|arbeitet|lebt|schreibt|studiert|promoviert)\b|(?:est|travaille|écrit|vit)\b|(?:es|trabaja|"
    r"escribe|vive)\b|(?:è|lavora|scrive)\b|é\s|(?:jest|pracuje)\b|(?:is een|werkt)\b|[—–-]\s"
)
_STARRED = re.compile(
    rf"^\s*\*+\s*{_NAME}\s*(?:[\[(]\s*(?:class of\s*)?['’]?\d{{2,4}}[^\])]{{0,12}}[\])])?\s*,?\s+(?:{_SAYS})", re.I
)
_PLAIN = re.compile(rf"^\s*{_NAME}\s*(?:[\[(]\s*(?:class of\s*)?['’]?\d{{2,4}}[^\])]{{0,12}}[\])])?\s*,?\s+(?:{_SAYS})")
_YEARED = re.compile(rf"^\s*\*?\s*{_NAME}\s*[\[(]\s*(?:class of\s*)?['’]?(?:19|20)\d{{2}}[^\])]{{0,12}}[\])]", re.I)
# Words that begin sentences about things, not names.
_NOT_NAMES = frozenset(
    "the this that these those it he she they we you i there here a an my our your his her its their "
    "image photo picture update note editor disclaimer "
    "all any some what who where when why how if as in on at for from to and but or so not no yes one "
    "everything nothing today article post blog text "
    "der die das dieser dieses es er sie wir ich le la les ce cette il elle el los las un una este esta".split()
)


@dataclass(slots=True, frozen=True)
class ClosingLine:
    """A post's last line, when it says who wrote it."""

    name: str
    """The person named, as written, without star and year."""

    text: str
    """The whole line as on the page, star and credit included."""

    credit: str | None = None
    """A picture's credit at the end of the line."""


def find_closing_line(root: Node) -> tuple[ClosingLine, Node] | None:
    """The line that ends the article *root* and says who its author is, with the block it stands in; or None.

    Taken are lines that begin with a star, or stand in italics as a whole, name a person and go on with "is a …" and the like.
    """
    blocks = [c for c in root.children if isinstance(c, Node) and c.tag not in ("hr", "figure", "pre", "table", "ul", "ol")]
    for block in reversed(blocks[-LAST_BLOCKS:]):
        text = one_line(inline_text(block))
        if not text or len(text) > MAX_LINE:
            continue
        line = read_closing_line(text, emphasised=_is_emphasised(block, text))
        if line:
            return line, block
    return None


def read_closing_line(text: str, *, emphasised: bool) -> ClosingLine | None:
    """*text* as a line about an author, or None; without a star it must be *emphasised*."""
    match = _STARRED.match(text) or _YEARED.match(text) or (_PLAIN.match(text) if emphasised else None)
    if not match:
        return None
    name = match.group("name").strip(" ,")
    words = name.split()
    if words[0].lower().strip("'’.,") in _NOT_NAMES or len(words) < 2 or not _looks_like_name(words):
        return None
    return ClosingLine(name=name, text=text, credit=split_credit(text)[1])


def _looks_like_name(words: list[str]) -> bool:
    """Most words begin with a capital letter; scripts without capitals pass."""
    particles = (
        "de",
        "van",
        "von",
        "der",
        "den",
        "da",
        "dos",
        "di",
        "al",
        "el",
        "bin",
        "ibn",
        "la",
        "le",
        "du",
        "del",
        "y",
        "e",
        "af",
        "av",
        "zu",
        "ten",
        "ter",
    )
    return all(w[0].isupper() or w[0].lower() == w[0].upper() or w.lower() in particles for w in words)


def _is_emphasised(block: Node, text: str) -> bool:
    """True when the whole of *block* is in italics."""
    inner = sum(len(inline_text(c)) for c in block.children if isinstance(c, Node) and c.tag == "em")
    return inner >= 0.8 * len(text)


def author_of_closing_line(page: Page) -> Finding[list[Author]] | None:
    """The person of the closing line as the post's only author; for posts that name nobody else."""
    line = page.trimmed.closing
    if not line:
        return None
    return Finding(
        value=[Author(name=line.name)], source="closing line", selector="last paragraph", confidence=0.7, raw=line.text
    )
