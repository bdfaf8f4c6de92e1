"""What other extractors reach on the same pages, read from the tables of ``PEERS.md``."""

from __future__ import annotations

import re

__all__ = ["best_peers"]

GROUPS = {"Body": "body", "Segments": "segments", "Title": "title", "Date": "date", "Authors": "authors"}
"""First word of a table's heading, and the name of the figure in ``score.py``."""

_FIGURE = re.compile(r"\*{0,2}(\d\.\d+)\*{0,2}")


def best_peers(text: str) -> dict[tuple[str, str], str]:
    """(data set, group) → the best figure and who reached it, "0.970 readability_js"."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    group: str | None = None
    sets: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            group = GROUPS.get(line.lstrip("# ").partition(",")[0].split()[0])
        elif group and line.startswith("| peer"):
            sets = _cells(line)[1:]
        elif group and line.startswith("|") and not line.startswith("|-"):
            name, *figures = _cells(line)
            for data_set, figure in zip(sets, figures, strict=False):
                found = _FIGURE.fullmatch(figure)
                if found:
                    best[data_set, group] = max(best.get((data_set, group), (0.0, "")), (float(found[1]), name))
    return {key: f"{value:.3f} {name}" for key, (value, name) in best.items()}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
