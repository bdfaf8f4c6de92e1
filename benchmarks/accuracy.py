"""Runs the extractor over pages with known truth and prints how right it is, beside the best other extractor.

``python benchmarks/accuracy.py --corpus DIR``. DIR holds ``<set>/<case>/page.html`` and ``truth.json``; ``score.py``, and if
wanted ``PEERS.md`` with the tables of other extractors, lie in DIR or beside it. Every page is read alone, with nothing known
of its blog, unless ``--site-level`` is given.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from accuracy_rows import Prediction, learned_by_site, predict
from peers import best_peers

from blogarchive.extract.learned import NOTHING_LEARNED, Learned, PageShape

FIGURES = (
    ("body", "F1", "body F1"),
    ("labelled", "F1", "body as labelled, F1"),
    ("segments", "F1", "segments F1"),
    ("title", "exact", "title"),
    ("date", "acc", "date"),
    ("authors", "F1", "authors F1"),
    ("tags", "F1", "tags F1"),
    ("author_bio", "F1", "bio F1"),
    ("author_bio", "neg_false", "bios invented"),
    ("related", "P", "related P"),
    ("related", "R", "related R"),
    ("related_neg", "false", "related invented"),
)
"""Group and key in what ``score.py`` gives, and the column's name."""


@dataclass(frozen=True, slots=True)
class Case:
    """A page with its truth."""

    page: Path
    truth: dict[str, Any]


def main() -> None:
    """Predict, score and print."""
    options = _options()
    scorer = _scorer(options.corpus)
    peers_file = _beside(options.corpus, "PEERS.md")
    peers = best_peers(peers_file.read_text("utf-8")) if peers_file else {}
    results: dict[str, dict[str, Any]] = {}
    with options.predictions.open("w", encoding="utf-8") as out:
        for name in options.only or _data_sets(options.corpus):
            cases = list(_cases(options.corpus / name, options.limit))
            predictions = _predictions(cases, together=options.site_level)
            truths = [case.truth for case in cases]
            for row in predictions.values():
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            if truths:
                results[name] = _score(scorer, truths, predictions)
                print(f"{name}: {len(truths)} pages", file=sys.stderr)
    print(_table(results, peers, markdown=options.markdown))
    print(f"predictions: {options.predictions}", file=sys.stderr)


def _predictions(cases: list[Case], *, together: bool) -> dict[str, dict[str, Any]]:
    """A prediction for each case; read *together*, pages of one site are read again with what they all teach."""
    alone = {case.truth["case"]: _predict(case, NOTHING_LEARNED) for case in cases}
    if not together:
        return {name: one.row for name, one in alone.items()}
    shapes: dict[str, list[PageShape]] = {}
    for case in cases:
        shapes.setdefault(_site(case), []).append(alone[case.truth["case"]].shape)
    learned = learned_by_site(shapes)
    rows = {}
    for case in cases:
        name = case.truth["case"]
        used = learned.get(_site(case), NOTHING_LEARNED).for_page(alone[name].shape)
        rows[name] = (_predict(case, used) if used else alone[name]).row
    return rows


def _predict(case: Case, learned: Learned) -> Prediction:
    truth = case.truth
    headline = "includes the headline" in (truth.get("note") or "")
    return predict(truth["case"], _url(case), case.page.read_bytes(), headline=headline, learned=learned)


def _url(case: Case) -> str:
    return case.truth.get("url") or "http://example.org/"


def _site(case: Case) -> str:
    return case.truth.get("site") or urlsplit(_url(case)).netloc


def _score(scorer: ModuleType, truths: list[dict[str, Any]], predictions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The scorer's figures, and those of the body once more as the makers of the set marked it."""
    scores: dict[str, Any] = scorer.score(truths, predictions)
    if "body" in scores:
        texts = {case: {"body_text": row["labelled_text"]} for case, row in predictions.items()}
        bodies = [{key: truth.get(key) for key in ("case", "body_text")} for truth in truths]
        scores["labelled"] = scorer.score(bodies, texts)["body"]
    return scores


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--only", nargs="+", metavar="SET", help="these data sets (default: all)")
    parser.add_argument("--limit", type=int, help="at most N pages of each data set, spread over it")
    parser.add_argument(
        "--site-level",
        action="store_true",
        help="read pages of one site again with what they all teach (default: each page alone)",
    )
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/accuracy.md")
    parser.add_argument(
        "--predictions",
        type=Path,
        default=Path(tempfile.gettempdir()) / "predictions.jsonl",
        help="where the predictions go, in the form score.py reads (default: %(default)s)",
    )
    return parser.parse_args()


# --- the corpus


def _data_sets(corpus: Path) -> list[str]:
    found = sorted(folder.name for folder in corpus.iterdir() if next(folder.glob("*/truth.json"), None))
    if not found:
        raise SystemExit(f"{corpus} holds no data set: no SET/CASE/truth.json was found in it.")
    return found


def _cases(folder: Path, limit: int | None) -> Iterator[Case]:
    """Every case of a data set, or *limit* of them at even distances."""
    files = sorted(folder.glob("*/truth.json"))
    if not files:
        raise SystemExit(f"{folder} holds no case: no CASE/truth.json was found in it.")
    step = max(1.0, len(files) / limit) if limit else 1.0
    for file in (files[int(n * step)] for n in range(int(len(files) / step))):
        yield Case(file.with_name("page.html"), json.loads(file.read_text("utf-8")))


def _beside(corpus: Path, name: str) -> Path | None:
    return next((file for folder in (corpus, corpus.resolve().parent) if (file := folder / name).is_file()), None)


def _scorer(corpus: Path) -> ModuleType:
    """The module that counts what is right: its ``score(truths, predictions)`` is used."""
    file = _beside(corpus, "score.py")
    spec = importlib.util.spec_from_file_location("score", file) if file else None
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no score.py in {corpus} or beside it; copy the one that came with the corpus there.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- the table


def _table(results: dict[str, dict[str, Any]], peers: dict[tuple[str, str], str], *, markdown: bool) -> str:
    """A line for each data set, a column for each figure; in brackets the best of the other extractors."""
    columns = [column for column in FIGURES if any(column[1] in r.get(column[0], {}) for r in results.values())]
    lines = [["set", "pages", *(name for _, _, name in columns), "CPU ms"]]
    for data_set, result in results.items():
        cells = [_cell(result.get(group, {}).get(key), peers.get((data_set, group))) for group, key, _ in columns]
        lines.append([data_set, str(result["pages"]), *cells, f"{result['ms']['mean']:.1f}"])
    if markdown:
        lines.insert(1, ["---"] * len(lines[0]))
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _cell(value: float | None, peer: str | None) -> str:
    if value is None:
        return "–"
    own = f"{value:.3f}" if isinstance(value, float) else str(value)
    return f"{own} ({peer})" if peer else own


if __name__ == "__main__":
    main()
