"""How a post looks in a copy for reading: its head, its body, its comments."""

from __future__ import annotations

from html import escape
from typing import Any

from blogarchive.export.sanitise import Place, safe_body
from blogarchive.export.source import Row

__all__ = ["STYLE", "day_of", "post_body", "title_of"]

STYLE = """
body { font: 1.05rem/1.6 Georgia, "Noto Serif", serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
h1, h2, h3 { line-height: 1.25; }
.about, footer { color: #666; font-size: .85rem; }
img { max-width: 100%; height: auto; }
figure { margin: 1.5rem 0; } figcaption { color: #666; font-size: .9rem; }
pre { overflow-x: auto; background: #f5f3ee; padding: .7rem; font-size: .85rem; white-space: pre-wrap; }
blockquote { border-left: .2rem solid #ccc; margin-left: 0; padding-left: 1rem; }
table { border-collapse: collapse; } td, th { border: 1px solid #ccc; padding: .2rem .5rem; }
article { border-top: 1px solid #ccc; margin-top: 3rem; }
"""


def title_of(row: Row) -> str:
    """What a list of posts shows."""
    title: str = row["title"] or row["url"]
    return title


def day_of(row: Row) -> str:
    """The day of publication; a dash when it is not known."""
    return (row["date_published"] or "–")[:10]


def post_body(row: Row, place: Place, prefix: str) -> str:
    """The post as XHTML without its frame; all in it is escaped or cleaned."""
    return "\n".join(
        part
        for part in (
            f"<h1>{escape(title_of(row))}</h1>",
            f'<p class="about">{_about(row)}</p>',
            safe_body(row["body_html"] or "", place, prefix),
            _comments(row["comments"]),
            f'<p class="about">{_origin(row)}</p>',
        )
        if part
    )


def _about(row: Row) -> str:
    authors = ", ".join(author["name"] for author in row["authors"])
    topics = ", ".join(dict.fromkeys([*row["categories"], *row["tags"]]))
    return escape(" · ".join(part for part in (day_of(row), authors, topics) if part))


def _origin(row: Row) -> str:
    captured = f", as it was on {row['archive']['captured_at'][:10]}" if row["archive"] else ""
    licence = f" Licence: {escape(row['license'])}." if row["license"] else ""
    return f'From <a href="{escape(row["url"])}">{escape(row["url"])}</a>{captured}.{licence}'


def _comments(comments: list[dict[str, Any]]) -> str:
    if not comments:
        return ""
    entries = []
    for comment in comments:
        said_by = " · ".join(part for part in (comment["author"], (comment["date"] or "")[:10]) if part)
        lines = "<br/>".join(escape(line) for line in comment["text"].splitlines())
        entries.append(f'<li><p class="about">{escape(said_by) or "–"}</p><p>{lines}</p></li>')
    return f'<section class="comments"><h2>Comments</h2><ol>{"".join(entries)}</ol></section>'
