"""A clean tree as text, as HTML and as Markdown: the same words three times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from blogarchive.extract.classmarks import HEADING_TAGS
from blogarchive.extract.clean import Node

__all__ = ["inline_text", "to_html", "to_markdown", "to_text"]

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
_SPACE = re.compile(r"[ \t\n\xa0]+")
_BREAK = "\x00"
_AROUND_BREAK = re.compile(rf" ?{_BREAK} ?")
_MANY_BREAKS = re.compile(r"\n{3,}")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad]+")


def to_text(root: Node) -> str:
    """The words, blocks separated by one empty line; list items and table rows on lines of their own, cells by a tab."""
    return "\n\n".join(_text_blocks(root))


def _text_blocks(node: Node) -> Iterator[str]:
    """Texts of the blocks in a flow container; runs of inline content between them are blocks too."""
    run: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in BLOCKS:
            if run:
                yield from _not_empty(_run_text(run))
                run = []
            yield from _not_empty(_block_text(child))
        else:
            run.append(child)
    if run:
        yield from _not_empty(_run_text(run))


def _not_empty(text: str) -> tuple[str, ...]:
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
    children = node.children
    if len(children) == 1 and isinstance(children[0], str):
        return collapse(children[0])
    parts: list[str] = []
    _gather(node, parts)
    return collapse("".join(parts))


def _gather(node: Node, parts: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "br":
            parts.append(_BREAK)
        else:
            block = child.tag in BLOCKS
            if block:
                parts.append(_BREAK)
            _gather(child, parts)
            if block:
                parts.append(_BREAK)


def collapse(text: str) -> str:
    """*text* with blanks as a browser shows them, none at the ends of lines."""
    text = _ZERO_WIDTH.sub("", text) if not text.isascii() else text
    if "\n" in text:
        text = _WIDE_BREAK.sub("", text)
    text = _SPACE.sub(" ", text)
    if _BREAK in text:
        text = _MANY_BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", text))
    return text.strip()


# -- HTML ---------------------------------------------------------------------------------------------------------


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


# -- Markdown -----------------------------------------------------------------------------------------------------

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
                yield from _not_empty(_run_markdown(run))
                run = []
            yield from _not_empty(_block_markdown(child))
        else:
            run.append(child)
    if run:
        yield from _not_empty(_run_markdown(run))


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
        blocks = list(_markdown_blocks(child)) if child.tag == "li" else list(_not_empty(_block_markdown(child)))
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
    text = collapse(_inline(node, ""))
    if text[:1] in "#-+>~=" or "\n" in text:
        text = _LINE_START.sub(lambda m: "\\" + m.group(), text)
    if text[:1].isdigit() or "\n" in text:
        text = _NUMBER_START.sub(r"\1\\\2", text)
    return text.replace("\n\n", _BREAK).replace("\n", "  \n").replace(_BREAK, "\n\n")


def _line(node: Node) -> str:
    return collapse(_inline(node, "")).replace("\n", " ")


def _inline(node: Node, within: str) -> str:
    """Inline Markdown of the children; *within* holds the marks already open, so that none is nested in itself."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(_ESCAPE.sub(r"\\\g<0>", child))
            continue
        tag = child.tag
        if tag == "br":
            parts.append(_BREAK)
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
            parts.append(f"{_BREAK}{inner}{_BREAK}" if tag in BLOCKS else inner)
    return "".join(parts)


def _wrapped(inner: str, mark: str) -> str:
    """*inner* between marks, which must touch the words."""
    body = inner.strip(" \t\n\xa0" + _BREAK)
    if not body or _BREAK in body:
        return inner
    start = inner.index(body)
    return f"{inner[:start]}{mark}{body}{mark}{inner[start + len(body) :]}"


def _link(node: Node, within: str) -> str:
    inner = _inline(node, within)
    href = node.attrs.get("href", "")
    body = inner.strip(" \t\n\xa0" + _BREAK)
    if not href or not body:
        return inner
    start = inner.index(body)
    return f"{inner[:start]}[{body.replace(_BREAK, ' ')}]({_address(href)}){inner[start + len(body) :]}"


def _image(node: Node) -> str:
    alt = _ESCAPE.sub(r"\\\g<0>", _SPACE.sub(" ", node.attrs.get("alt", "")))
    return f"![{alt}]({_address(node.attrs.get('src', ''))})"


def _embed(node: Node) -> str:
    """What another site shows inside the post, as a link to it."""
    address, title = node.attrs["src"], node.attrs.get("title")
    return f"[{_ESCAPE.sub(lambda m: chr(92) + m.group(), title)}]({_address(address)})" if title else f"<{address}>"


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
