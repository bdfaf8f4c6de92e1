"""CITATION.cff (https://citation-file-format.github.io/), version 1.2.0."""

from __future__ import annotations

from blogarchive import __version__
from blogarchive.export.documents.dataset import Dataset
from blogarchive.export.yamltext import yaml_text

__all__ = ["citation", "cite_as"]


def citation(dataset: Dataset) -> str:
    """The text of CITATION.cff: the blogs are the authors, for their archive has none of its own."""
    blogs = dataset.survey.blogs
    lines = [
        "cff-version: 1.2.0",
        "message: If you publish work that rests on these posts, please cite the blog and this archive of it.",
        "type: dataset",
        f"title: {yaml_text(dataset.title)}",
        f"abstract: {yaml_text(dataset.summary)}",
        "authors:",
        *[f"  - name: {yaml_text(name or url)}\n    website: {yaml_text(url)}" for url, name in blogs.items()],
    ]
    if not blogs:
        lines.append("  - name: unknown")
    if dataset.day:
        lines += [f"version: {yaml_text(dataset.day)}", f"date-released: {yaml_text(dataset.day)}"]
    return "\n".join(lines) + "\n"


def cite_as(dataset: Dataset) -> str:
    """The same in one sentence."""
    day = f", archived {dataset.day}" if dataset.day else ""
    return f"{dataset.title}{day} with blogarchive {__version__}."
