"""Listings: the text of a code block with its line breaks and without line numbers."""

from __future__ import annotations

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import marks_of

__all__ = ["code_of"]

LINE_ELEMENTS = frozenset(("div", "p", "li", "tr"))
LEFT_OUT = frozenset(("button", "script", "style", "svg"))


def code_of(pre: HtmlElement) -> str:
    """The characters of *pre* as shown: ``br`` and line elements break lines, number columns and buttons are left out."""
    parts: list[str] = [pre.text or ""]
    stack = [(iter(pre), pre)]
    while stack:
        children, el = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if el is not pre:
                if el.tag in LINE_ELEMENTS:
                    _end_line(parts)
                if el.tail:
                    parts.append(el.tail)
            continue
        tag = child.tag
        if not isinstance(tag, str) or tag in LEFT_OUT or "lineno" in marks_of(child):
            if child.tail:
                parts.append(child.tail)
        elif tag == "br":
            parts.append("\n" + (child.tail or ""))
        else:
            if tag in LINE_ELEMENTS:
                _end_line(parts)
            if child.text:
                parts.append(child.text)
            stack.append((iter(child), child))
    return "".join(parts).replace("\r\n", "\n").replace("\u200b", "").strip("\n").rstrip()


def _end_line(parts: list[str]) -> None:
    """A line break, unless the line is already ended."""
    if parts and parts[-1] and not parts[-1].endswith("\n"):
        parts.append("\n")
