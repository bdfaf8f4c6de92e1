"""A clean tree as text and as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from blogarchive.extract.classmarks import HEADING_TAGS
from blogarchive.extract.clean import Node

__all__ = ["BLOCKS", "BREAK", "collapse", "inline_text", "not_empty", "plain_words", "to_html", "to_text"]

VOID = frozenset(("br", "hr", "img"))
BLOCKS = frozenset(
    (
        *HEADING_TAGS,
        *"p ul ol dl li dt dd blockquote pre table tr td th figure figcaption caption details summary hr root".split(),
    )
)
# Han, Kana and their punctuation: a line end between two of them is no blank.
_WIDE = "\u2e80-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\xa0]*\n[ \t\n\xa0]*(?=[{_WIDE}])")
BREAK = "\x00"
_AROUND_BREAK = re.compile(rf" ?{BREAK} ?")
_MANY_BREAKS = re.compile(r"\n{3,}")
_WIDE_END = re.compile(rf"[{_WIDE}][ \t\xa0]*\n")
_ZERO_WIDTH = ("\u200b", "\u2060", "\ufeff", "\u00ad")


def to_text(root: Node) -> str:
    """The words, blocks separated by one empty line; list items and table rows on lines of their own, cells by a tab."""
    return "\n\n".join(_text_blocks(root))


def _text_blocks(node: Node) -> Iterator[str]:
    """Texts of the blocks in a flow container; runs of inline content between them are blocks too."""
    run: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in BLOCKS:
            if run:
                yield from not_empty(_run_text(run))
                run = []
            yield from not_empty(_block_text(child))
        else:
            run.append(child)
    if run:
        yield from not_empty(_run_text(run))


def not_empty(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _block_text(node: Node) -> str:
    tag = node.tag
    if tag == "pre":
        return "".join(c for c in node.children if isinstance(c, str))
    if tag in ("ul", "ol", "dl", "table"):
        return "\n".join(_not_empty_lines(node))
    if tag == "tr":
        cells = ["\n".join(_text_blocks(c)).replace("\n", " ") for c in node.children if isinstance(c, Node)]
        return "\t".join(cells) if any(cells) else ""
    if tag in ("li", "dd", "dt", "td", "th"):
        return "\n".join(_text_blocks(node))
    if tag in ("blockquote", "figure", "details", "root"):
        return "\n\n".join(_text_blocks(node))
    return inline_text(node)


def _not_empty_lines(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, Node):
            text = _block_text(child)
            if text:
                yield text


def _run_text(run: list[Node | str]) -> str:
    if len(run) == 1 and isinstance(run[0], str):
        return collapse(run[0])
    holder = Node("p")
    holder.children = run
    return inline_text(holder)


def inline_text(node: Node) -> str:
    """The words inside *node* on one line but for ``br``."""
    line = node.line
    if line is None:
        parts: list[str] = []
        _gather(node, parts)
        line = node.line = collapse("".join(parts))
    return line


def plain_words(node: Node) -> str | None:
    """The text of *node* as it stands, where nothing else is in it: no link, no mark, no line break."""
    children = node.children
    return children[0] if len(children) == 1 and isinstance(children[0], str) else None


def _gather(node: Node, parts: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "br":
            parts.append(BREAK)
        else:
            block = child.tag in BLOCKS
            if block:
                parts.append(BREAK)
            _gather(child, parts)
            if block:
                parts.append(BREAK)


def collapse(text: str) -> str:
    """*text* with blanks as a browser shows them, none at the ends of lines."""
    if not text.isascii():
        for sign in _ZERO_WIDTH:
            if sign in text:
                text = text.replace(sign, "")
        if "\n" in text and _WIDE_END.search(text):
            text = _WIDE_BREAK.sub("", text)
    text = text.replace("\n", " ").replace("\t", " ").replace("\xa0", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    if BREAK in text:
        text = _MANY_BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", text))
    return text.strip()


def to_html(root: Node) -> str:
    """Clean HTML, a line per block."""
    parts: list[str] = []
    for child in root.children:
        if isinstance(child, str):
            if not child.isspace():
                parts.append(f"<p>{escape(child.strip(), quote=False)}</p>\n")
        else:
            _html(child, parts)
            parts.append("\n")
    return "".join(parts).strip()


def _html(node: Node, parts: list[str]) -> None:
    tag = node.tag
    if tag == "pre":
        language = node.attrs.get("data-language")
        code = escape("".join(c for c in node.children if isinstance(c, str)), quote=False)
        parts.append(
            f'<pre><code class="language-{escape(language)}">{code}</code></pre>'
            if language
            else f"<pre><code>{code}</code></pre>"
        )
        return
    if tag == "embed":
        address = escape(node.attrs["src"])
        parts.append(f'<a href="{address}">{escape(node.attrs.get("title") or node.attrs["src"])}</a>')
        return
    attrs = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items()) if node.attrs else ""
    parts.append(f"<{tag}{attrs}>")
    if tag in VOID:
        return
    for child in node.children:
        if isinstance(child, str):
            parts.append(escape(child, quote=False) if "&" in child or "<" in child or ">" in child else child)
        else:
            _html(child, parts)
    parts.append(f"</{tag}>")
