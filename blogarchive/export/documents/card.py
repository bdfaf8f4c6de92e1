"""README.md: a dataset card as the Hugging Face Hub reads it, and as people do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from blogarchive import __version__
from blogarchive.export.documents.citation import cite_as
from blogarchive.export.documents.dataset import Dataset
from blogarchive.export.documents.licence import common_licence, hub_licence
from blogarchive.export.rowshape import Kind, row_shape
from blogarchive.export.survey import Coverage
from blogarchive.export.yamltext import yaml_list, yaml_text
from blogarchive.schema import SCHEMA_VERSION, field_docs, row_classes

__all__ = ["dataset_card"]

# https://github.com/huggingface/hub-docs/blob/main/datasetcard.md
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"))
MAX_LINES = 20
_NAMES: dict[type, str] = {str: "text", int: "integer", float: "number", bool: "boolean"}

MADE = f"""## How it was made

{{origins}}

[blogarchive](https://github.com/blogarchive/blogarchive) {__version__} read the rows from the WARC files of the crawl. The field
`archive` names the WARC record behind each row, `provenance` the place in the page behind each value, `extractor` the version
that read it.
"""
OURS = (
    "The posts were found through the blog's own feeds, sitemaps and listings, and every HTTP exchange was kept byte for byte in"
    " WARC files."
)

LIMITS = """## Known limits

- A value is what the page says, or null. Nothing was guessed, corrected or translated, and no personal data was removed: names of
  authors and commenters stand as they were published.
- Dates are as precise as the page gives them: some have a zone, some are only a day.
- The text is the post alone; teasers, comments and boilerplate were taken away by rules that can err.
- Posts that the blog did not list, or that failed, are not here; see Coverage.
"""


def dataset_card(dataset: Dataset) -> str:
    """The text of README.md."""
    parts = [
        *_head(dataset),
        f"# {_plain(dataset.title)}\n",
        _summary(dataset),
        _blogs(dataset),
        _fields(dataset),
        "## Coverage\n",
        *(_coverage(coverage) for coverage in dataset.survey.coverage[:MAX_LINES]),
        _counted("Languages", "language", dataset.survey.languages, dataset.survey.rows),
        _licences(dataset),
        _made(dataset),
        LIMITS,
        _removal(dataset),
        f"## Citation\n\n{_plain(cite_as(dataset))} See also `CITATION.cff`.",
    ]
    return "\n".join(parts) + "\n"


def _head(dataset: Dataset) -> Iterator[str]:
    survey = dataset.survey
    yield "---"
    yield f"pretty_name: {yaml_text(dataset.title)}"
    yield f"license: {hub_licence(survey)}"
    if hub_licence(survey) == "other":
        yield "license_name: each-post-has-its-own"
    if languages := sorted({tag.split("-")[0].lower() for tag in survey.languages}):
        yield f"language: {yaml_list(languages)}"
    yield f"size_categories: [{yaml_text(next((name for limit, name in _SIZES if survey.rows < limit), 'n>10M'))}]"
    yield 'task_categories: ["text-generation", "text-classification"]'
    yield 'tags: ["blog", "web-archive", "warc"]'
    if files := dataset.file_for("parquet", "jsonl.zst", "jsonl.gz", "jsonl", "csv"):
        path = "data/*.parquet" if files[0].form == "parquet" else files[0].path
        yield "configs:"
        yield "  - config_name: default"
        yield "    data_files:"
        yield "      - split: train"
        yield f"        path: {yaml_text(path)}"
    yield "---\n"


def _summary(dataset: Dataset) -> str:
    chosen = f" Only some rows were chosen: {_plain(dataset.chosen)}." if dataset.chosen else ""
    return f"{_plain(dataset.summary)}{chosen}\n"


def _blogs(dataset: Dataset) -> str:
    rows = [(_plain(name or ""), f"<{url}>") for url, name in list(dataset.survey.blogs.items())[:MAX_LINES]]
    files = [(f"`{file.path}`", str(file.bytes)) for file in dataset.files]
    return "\n".join([_table(("blog", "address"), rows), _table(("file", "bytes"), files)])


def _fields(dataset: Dataset) -> str:
    docs = field_docs(row_classes()[0])
    total = dataset.survey.rows
    rows = [
        (f"`{c.name}`", _kind(c.kind, c.scalar), _share(dataset.survey.filled[c.name], total), _plain(docs[c.name]))
        for c in row_shape(dataset.fields)
    ]
    head = f"## Fields\n\nThe schema has version {SCHEMA_VERSION}; `schema.json` is it.\n"
    return "\n".join([head, _table(("field", "type", "filled", "meaning"), rows)])


def _coverage(coverage: Coverage) -> str:
    if not coverage.states:
        return f"<{coverage.blog}>: {coverage.posts} posts, read from WARC files alone; what was not archived is not known.\n"
    states = ", ".join(f"{count} {state}" for state, count in coverage.states.items())
    lines = [f"<{coverage.blog}>: {coverage.posts} posts. Addresses the crawl heard of: {states}.\n"]
    if coverage.failed:
        reasons = [(_plain(reason), str(count)) for reason, count in list(coverage.failed.items())[:MAX_LINES]]
        lines.append(_table(("failed because", "addresses"), reasons))
    if coverage.named_by:
        found = [(f"<{url}>", str(listed), str(kept)) for url, (listed, kept) in list(coverage.named_by.items())[:MAX_LINES]]
        lines.append(_table(("listed by", "addresses", "of them posts here"), found))
    return "\n".join(lines)


def _licences(dataset: Dataset) -> str:
    survey = dataset.survey
    common = common_licence(survey)
    said = (
        f"Every post states the same licence: {_plain(common)}."
        if common
        else "The posts belong to their authors. What they state is in the field `license`; else all rights are theirs."
    )
    return f"{_counted('Licences', 'licence', survey.licences, survey.rows)}\n{said}\n"


def _removal(dataset: Dataset) -> str:
    contact = ", ".join(_plain(contact) for contact in dataset.contacts) or "whoever gave you this data set"
    return f"## Removal\n\nAuthors who want a post taken out write to {contact}, naming its address.\n"


def _made(dataset: Dataset) -> str:
    lines = []
    for origin in dict.fromkeys(dataset.origins):
        program = _plain(origin.software) or "a program that does not say its name"
        robots = f", robots.txt: {_plain(origin.robots)}" if origin.robots else ""
        ours = f" {OURS}" if origin.software.startswith("blogarchive/") else ""
        lines.append(f"The pages were fetched by {program}{robots}.{ours}")
    return MADE.format(origins="\n".join(lines))


def _counted(title: str, what: str, counts: Counter[str], total: int) -> str:
    rows = [(_plain(name), str(count)) for name, count in counts.most_common(MAX_LINES)]
    rows.append(("none stated", str(total - sum(counts.values()))))
    return "\n".join([f"## {title}\n", _table((what, "posts"), rows)])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


def _kind(kind: Kind, scalar: type | None) -> str:
    name = _NAMES[scalar] if scalar else "object"
    return name if kind in (Kind.SCALAR, Kind.PART) else f"{'map' if kind in (Kind.MAP, Kind.PART_MAP) else 'list'} of {name}"


def _share(count: int, total: int) -> str:
    return f"{count / total:.0%}" if total else "–"


def _plain(text: str) -> str:
    """*text* on one line, as it is read and not as Markdown."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
