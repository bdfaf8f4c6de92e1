"""Makes the weights of ``blogarchive/extract/blockmodel.json``, and prints what they gain on sites they were not made from.

``python benchmarks/train_blocks.py --corpus DIR``, with the corpus of ``accuracy.py``: every page whose ``truth.json`` has a
``body_text`` teaches. A block is the article's when half of its runs of four words stand there. Each page counts the same, a set
by the square root of its pages. The gain is that of five-fold cross-validation, all pages of a site in one fold. The same corpus
gives the same weights.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from accuracy_rows import CAPTURED_AT
from logistic import fit

from blogarchive.extract.blockmodel import MODEL_FILE, Measures, is_judged, measure, without_foreign
from blogarchive.extract.blocks import Block, blocks_of
from blogarchive.extract.body import page_titles
from blogarchive.extract.clean import Node, clean_tree
from blogarchive.extract.container import Container
from blogarchive.extract.posting import is_news
from blogarchive.extract.render import to_text
from blogarchive.extract.trim import trim
from blogarchive.sites import page_for

FOLDS = 5
NOT_BY_PEOPLE = frozenset(("readability",))
"""Sets whose truth is what a program made of the page."""

RUN = 4
RIDGE = 20.0
FEWEST_WORDS = 100
"""A page of fewer words counts as if it had so many: a word of it weighs no more than a word of others."""

LEAST = 0.4
"""A block goes when it is the article's with less than this probability: what is lost is worse than what is left."""

_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)

Runs = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sample:
    """The blocks of one page as the model meets them, and the words of its text."""

    name: str
    """Of the set."""

    site: str
    news: bool
    container: Container
    blocks: list[Block]
    truth: list[str]


def main() -> None:
    """Train, print and, unless told otherwise, write."""
    options = _options()
    samples = [
        sample for folder in sorted(options.corpus.iterdir()) if folder.name not in NOT_BY_PEOPLE for sample in _samples(folder)
    ]
    if not samples:
        raise SystemExit(f"{options.corpus} holds no page with a body_text: no SET/CASE/truth.json with one was found in it.")
    print(f"{len(samples)} pages", file=sys.stderr)
    print(_table(samples))
    weights = _train(samples)
    if not options.dry_run:
        about = {"about": "weights of blockmodel.py, made by benchmarks/train_blocks.py", "pages": len(samples)}
        MODEL_FILE.write_text(json.dumps({**about, "weights": weights}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(weights, indent=1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--dry-run", action="store_true", help="print the weights and leave the file as it is")
    return parser.parse_args()


def _samples(folder: Path) -> Iterator[Sample]:
    for file in sorted(folder.glob("*/truth.json")):
        truth = json.loads(file.read_text("utf-8"))
        if truth.get("body_text"):
            yield _sample(folder.name, file.with_name("page.html"), truth)


def _sample(name: str, file: Path, truth: Mapping[str, Any]) -> Sample:
    url = truth.get("url") or "http://example.org/"
    page = page_for(url=url, body=file.read_bytes(), content_type="text/html", captured_at=CAPTURED_AT)
    root = clean_tree(page.container.element, page, page.is_unwanted if page.rule else None).root
    news = is_news(page)
    trim(root, page_titles(page), loose=page.container.source == "structure", news_url=url if news else None)
    site = truth.get("site") or urlsplit(url).netloc
    return Sample(name, site, news, page.container, blocks_of(root), _WORD.findall(truth["body_text"]))


def _train(samples: list[Sample]) -> dict[str, float]:
    """A weight for each measure, and the bias, moved so that blocks below 0 go."""
    pages = Counter(sample.name for sample in samples)
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for sample in samples:
        known = frozenset(_runs(sample.truth, RUN))
        line = f" {' '.join(sample.truth)} "
        words = [_WORD.findall(_text([block])) for block in sample.blocks]
        page = max(FEWEST_WORDS, sum(map(len, words))) * pages[sample.name] ** 0.5
        for i, (own, measures) in enumerate(zip(words, measure(sample.blocks, sample.container), strict=True)):
            if measures is not None and own and is_judged(sample.blocks, i, sample.container):
                rows.append(measures)
                labels.append(_is_article(own, known, line))
                weights.append(1000 * max(len(own), 5) / page)
    found = fit(rows, labels, weights, RIDGE)
    found[-1] -= log(LEAST / (1 - LEAST))
    return {name: round(value, 3) for name, value in zip((*Measures._fields, "bias"), found, strict=True)}


def _is_article(words: list[str], known: frozenset[tuple[str, ...]], line: str) -> bool:
    if len(words) < RUN + 2:
        return f" {' '.join(words)} " in line
    runs = _runs(words, RUN)
    return sum(count for run, count in runs.items() if run in known) >= 0.5 * sum(runs.values())


def _runs(words: list[str], length: int) -> Runs:
    return Counter(tuple(words[i : i + length]) for i in range(max(1, len(words) - length + 1)) if words)


def _text(blocks: list[Block]) -> str:
    root = Node("root")
    root.children = [block.node for block in blocks]
    return to_text(root)


# --- what it gains


def _table(samples: list[Sample]) -> str:
    """A line for each set: F1 of the runs of four words without the model, and with one that has not seen the page's site."""
    scores: dict[str, list[tuple[float, float, float, float]]] = {}
    for fold in range(FOLDS):
        held_out = [sample for sample in samples if _fold(sample) == fold]
        weights = _train([sample for sample in samples if _fold(sample) != fold])
        for sample in held_out:
            left = without_foreign(sample.blocks, sample.container, [], is_news=sample.news, weights=weights)
            scores.setdefault(sample.name, []).append((*_score(sample, sample.blocks), *_score(sample, left)))
    lines = []
    for name, rows in sorted(scores.items()):
        means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        without, with_model = _f1(means[0], means[1]), _f1(means[2], means[3])
        lines.append(f"{name:14} {len(rows):5} {without:.4f} {with_model:.4f} {with_model - without:+.4f}")
    return "\n".join(lines)


def _fold(sample: Sample) -> int:
    return crc32(sample.site.removeprefix("www.").encode()) % FOLDS


def _score(sample: Sample, blocks: list[Block]) -> tuple[float, float]:
    """Precision and recall of the text of *blocks*."""
    truth, found = _runs(sample.truth, RUN), _runs(_WORD.findall(_text(blocks)), RUN)
    right = (truth & found).total()
    return right / (found.total() or 1), right / (truth.total() or 1)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / ((precision + recall) or 1.0)


if __name__ == "__main__":
    main()
