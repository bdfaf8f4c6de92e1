"""A clean tree as Markdown: the words of the text, with marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogarchive.extract.classmarks import HEADING_TAGS
from blogarchive.extract.clean import Node
from blogarchive.extract.render import BLOCKS, BREAK, collapse, inline_text, not_empty, plain_words

__all__ = ["to_markdown"]

_SPACE = re.compile(r"[ \t\n\xa0]+")
_ESCAPE = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!?])|(?<!\w)_|_(?!\w)")
_LINE_START = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|~~~|={3,}$|-{3,}$)", re.M)
_NUMBER_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.M)
_TICKS = re.compile("`+")
_FENCES = re.compile("^`{3,}", re.M)
WRAP = {"strong": "**", "em": "*", "del": "~~"}


def to_markdown(root: Node) -> str:
    """CommonMark with GitHub's tables; blocks separated by one empty line."""
    return "\n\n".join(_markdown_blocks(root))


def _markdown_blocks(node: Node) -> Iterator[str]:
    run: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in BLOCKS:
            if run:
                yield from not_empty(_run_markdown(run))
                run = []
            yield from not_empty(_block_markdown(child))
        else:
            run.append(child)
    if run:
        yield from not_empty(_run_markdown(run))


def _run_markdown(run: list[Node | str]) -> str:
    holder = Node("p")
    holder.children = run
    return _paragraph(holder)


def _block_markdown(node: Node) -> str:
    tag = node.tag
    if tag in HEADING_TAGS:
        text = _line(node)
        return f"{'#' * int(tag[1])} {text}" if text else ""
    writer = _WRITERS.get(tag)
    return writer(node) if writer else _paragraph(node)


def _quote(node: Node) -> str:
    inner = "\n\n".join(_markdown_blocks(node))
    return "\n".join(f"> {line}" if line else ">" for line in inner.split("\n")) if inner else ""


def _flow(node: Node) -> str:
    return "\n\n".join(_markdown_blocks(node))


def _fenced(node: Node) -> str:
    code = "".join(c for c in node.children if isinstance(c, str))
    longest = max((len(m) for m in _FENCES.findall(code)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{node.attrs.get('data-language', '')}\n{code}\n{fence}"


def _list(node: Node) -> str:
    number = _int(node.attrs.get("start"), 1)
    lines = []
    for child in node.children:
        if not isinstance(child, Node):
            continue
        marker = f"{number}. " if node.tag == "ol" else "- "
        blocks = list(_markdown_blocks(child)) if child.tag == "li" else list(not_empty(_block_markdown(child)))
        if not blocks:
            continue
        number += 1
        tight = (
            all(isinstance(c, str) or c.tag not in ("p", "pre", "blockquote", "table") for c in child.children)
            or len(blocks) == 1
        )
        inner = ("\n" if tight else "\n\n").join(blocks).replace("\n", "\n" + " " * len(marker))
        lines.append(marker + inner)
    return "\n".join(lines)


def _definitions(node: Node) -> str:
    lines = []
    for child in node.children:
        if isinstance(child, Node):
            text = "\n\n".join(_markdown_blocks(child))
            if text:
                lines.append(text if child.tag == "dt" else ": " + text.replace("\n", "\n  "))
    return "\n".join(lines)


def _table(node: Node) -> str:
    rows = [[_cell(c) for c in row.children if isinstance(c, Node)] for row in _rows(node)]
    rows = [row for row in rows if row]
    caption = next((_line(c) for c in node.children if isinstance(c, Node) and c.tag == "caption"), "")
    if not rows:
        return caption
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return (caption + "\n\n" if caption else "") + "\n".join(lines)


def _rows(node: Node) -> list[Node]:
    return [c for c in node.children if isinstance(c, Node) and c.tag == "tr"]


def _cell(node: Node) -> str:
    return _SPACE.sub(" ", " ".join(_markdown_blocks(node)).replace("|", "\\|")).strip()


_WRITERS = {
    "ul": _list, "ol": _list, "dl": _definitions, "table": _table, "pre": _fenced, "blockquote": _quote, "figure": _flow,
    "details": _flow, "hr": lambda node: "---", "li": _flow, "dd": _flow, "td": _flow, "th": _flow, "root": _flow,
}  # fmt: skip


def _paragraph(node: Node) -> str:
    text = _words(node)
    if text[:1] in "#-+>~=" or "\n" in text:
        text = _LINE_START.sub(lambda m: "\\" + m.group(), text)
    if text[:1].isdigit() or "\n" in text:
        text = _NUMBER_START.sub(r"\1\\\2", text)
    return text.replace("\n\n", BREAK).replace("\n", "  \n").replace(BREAK, "\n\n") if "\n" in text else text


def _line(node: Node) -> str:
    return _words(node).replace("\n", " ")


def _words(node: Node) -> str:
    """What is inside *node*, with its marks."""
    words = plain_words(node)
    return inline_text(node) if words is not None and _escaped(words) is words else collapse(_inline(node, ""))


def _inline(node: Node, within: str) -> str:
    """Inline Markdown of the children; *within* holds the marks already open, so that none is nested in itself."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(_escaped(child))
            continue
        tag = child.tag
        if tag == "br":
            parts.append(BREAK)
        elif tag == "img":
            parts.append(_image(child))
        elif tag == "embed":
            parts.append(_embed(child))
        elif tag == "code":
            parts.append(_code(child))
        elif tag == "a":
            parts.append(_link(child, within))
        elif tag in WRAP and WRAP[tag] not in within:
            parts.append(_wrapped(_inline(child, within + WRAP[tag] + " "), WRAP[tag]))
        else:
            inner = _inline(child, within)
            parts.append(f"{BREAK}{inner}{BREAK}" if tag in BLOCKS else inner)
    return "".join(parts)


def _escaped(text: str) -> str:
    """*text* with a backslash before each sign that Markdown would read; most texts have none."""
    if "_" in text or "*" in text or "[" in text or "]" in text or "`" in text or "<" in text or "\\" in text:
        return _ESCAPE.sub(r"\\\g<0>", text)
    return text


def _wrapped(inner: str, mark: str) -> str:
    """*inner* between marks, which must touch the words."""
    body = inner.strip(" \t\n\xa0" + BREAK)
    if not body or BREAK in body:
        return inner
    start = inner.index(body)
    return f"{inner[:start]}{mark}{body}{mark}{inner[start + len(body) :]}"


def _link(node: Node, within: str) -> str:
    inner = _inline(node, within)
    href = node.attrs.get("href", "")
    body = inner.strip(" \t\n\xa0" + BREAK)
    if not href or not body:
        return inner
    start = inner.index(body)
    return f"{inner[:start]}[{body.replace(BREAK, ' ')}]({_address(href)}){inner[start + len(body) :]}"


def _image(node: Node) -> str:
    alt = _escaped(_SPACE.sub(" ", node.attrs.get("alt", "")))
    return f"![{alt}]({_address(node.attrs.get('src', ''))})"


def _embed(node: Node) -> str:
    """What another site shows inside the post, as a link to it."""
    address, title = node.attrs["src"], node.attrs.get("title")
    return f"[{_escaped(title)}]({_address(address)})" if title else f"<{address}>"


def _address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def _code(node: Node) -> str:
    text = inline_text(node).replace("\n", " ")
    if not text:
        return ""
    ticks = "`" * (max((len(m) for m in _TICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _int(value: str | None, default: int) -> int:
    try:
        return int(value or default)
    except ValueError:
        return default
