"""Listings: the text of a code block with its line breaks and without line numbers."""

from __future__ import annotations

from lxml.html import HtmlElement

from blogarchive.extract.classmarks import marks_of, marks_of_names
from blogarchive.text import remember_short

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
                _leave(el, parts)
            continue
        tag = child.tag
        if tag in LEFT_OUT or _is_numbers(child):
            if child.tail:
                parts.append(child.tail)
        elif tag == "br":
            parts.append("\n" + (child.tail or ""))
        else:
            if tag in LINE_ELEMENTS:
                _end_line(parts)
            if child.text:
                parts.append(child.text)
            if len(child):
                stack.append((iter(child), child))
            else:
                _leave(child, parts)
    return "".join(parts).replace("\r\n", "\n").replace("\u200b", "").strip("\n").rstrip()


def _is_numbers(el: HtmlElement) -> bool:
    """Whether *el* holds the numbers of lines."""
    names = el.get("class")
    return (names is not None and _names_numbers(names)) or (el.get("id") is not None and "lineno" in marks_of(el))


@remember_short
def _names_numbers(names: str) -> bool:
    return "lineno" in marks_of_names(names)


def _leave(el: HtmlElement, parts: list[str]) -> None:
    if el.tag in LINE_ELEMENTS:
        _end_line(parts)
    if el.tail:
        parts.append(el.tail)


def _end_line(parts: list[str]) -> None:
    """A line break, unless the line is already ended."""
    if parts and parts[-1] and not parts[-1].endswith("\n"):
        parts.append("\n")
