"""One export: all formats that were asked for, in one pass over the rows, all put in place at the end or none."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from blogarchive.errors import UsageError
from blogarchive.export.cdxj import write_cdxj
from blogarchive.export.choose import ALL_FIELDS, Choice
from blogarchive.export.csvfile import CsvWriter
from blogarchive.export.documents import DOCUMENTS, documents_of
from blogarchive.export.documents.dataset import Dataset, table_files
from blogarchive.export.epub import EpubWriter
from blogarchive.export.formats import Format
from blogarchive.export.htmlfile import HtmlWriter
from blogarchive.export.lines import LinesWriter, PipeWriter
from blogarchive.export.markdown import MarkdownWriter
from blogarchive.export.origin import origin_of
from blogarchive.export.source import Source
from blogarchive.export.sqlitefile import SqliteWriter
from blogarchive.export.survey import Survey, coverage_of
from blogarchive.export.target import Target, storage_errors
from blogarchive.export.wacz import write_wacz
from blogarchive.export.warccopy import copy_warcs
from blogarchive.export.writing import RowWriter, Tell

__all__ = ["Export", "Made", "pipe_rows"]

MANY = "blogs"
"""What files with several blogs are called."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an export left."""

    form: str
    path: Path | str
    """An address when it is not on this machine."""


@dataclass(slots=True, kw_only=True)
class Export:
    """What is to be done."""

    sources: list[Source]
    formats: list[Format]
    folder: Path
    file: Path | None = None
    """Where the one format goes when the user named its file; there are no documents then."""
    choice: Choice = field(default_factory=Choice)
    force: bool = False
    tell: Tell = lambda what, done, total: None
    survey: Survey = field(default_factory=Survey)

    @property
    def name(self) -> str:
        """What the files are called."""
        return self.sources[0].name if len(self.sources) == 1 else MANY

    def wants(self, form: str) -> bool:
        """Whether the format is among those asked for."""
        return any(one.name == form for one in self.formats)

    def names(self) -> list[str]:
        """What will be made, below the folder: files, and folders with a slash at the end."""
        if self.file:
            return [self.file.name]
        return [*(form.path.format(name=self.name) for form in self.formats), *self._document_names()]

    def run(self) -> list[Made]:
        """What was made, data first. Raises `UsageError` before anything is written, `StorageError` when a disk refuses."""
        self.check()
        targets = {form.name: Target(self._path(form), force=self.force) for form in self.formats}
        notes = {name: Target(self.folder / name, force=self.force) for name in self._document_names()}
        with ExitStack() as undo:
            for target in (*targets.values(), *notes.values()):
                target.prepare()
                undo.callback(target.give_up)
            self._write_rows({form.name: targets[form.name].temporary for form in self.formats if form.has_rows})
            with storage_errors(self.folder):
                for form in self.formats:
                    if not form.has_rows:
                        self._write_whole(form.name, targets[form.name].temporary)
            for name, target in self._write_documents(targets, notes).items():
                targets[name] = target
            for target in targets.values():
                target.put_in_place()
            undo.pop_all()
        return [Made(name, target.final) for name, target in targets.items()]

    def _write_documents(self, targets: dict[str, Target], notes: dict[str, Target]) -> dict[str, Target]:
        """Write the documents about the tables to their temporary places."""
        tables = [form for form in self.formats if form.is_table]
        if not notes:
            return {}
        self.tell("Describing", 0, 1)
        with storage_errors(self.folder):
            files = [
                file
                for form in tables
                for file in table_files(form.name, targets[form.name].temporary, form.path.format(name=self.name))
            ]
            dataset = Dataset(
                name=self.name,
                fields=self.choice.fields,
                survey=self.survey,
                files=files,
                origins=[origin_of(source) for source in self.sources],
                chosen=self.choice.in_words(),
            )
            for name, text in documents_of(dataset).items():
                notes[name].temporary.write_bytes(text.encode())
        return notes

    def _path(self, form: Format) -> Path:
        return self.file or self.folder / form.path.format(name=self.name)

    def _document_names(self) -> list[str]:
        """The documents that are written: with tables in a folder, not with a single file."""
        tables = [form.name for form in self.formats if form.is_table]
        if self.file or not tables:
            return []
        return [*DOCUMENTS, *([f"{self.name}.metadata.json"] if "sqlite" in tables else [])]

    def check(self) -> None:
        """Raise `UsageError` for what does not go together."""
        whole = [form.name for form in self.formats if not form.has_rows]
        if whole and self.choice.picks_rows:
            raise UsageError(f"{whole[0]} holds whole archives: leave out --since, --until, --language and --tag.")
        no_table = [form.name for form in self.formats if not form.is_table]
        if no_table and self.choice.fields != ALL_FIELDS:
            raise UsageError(f"{no_table[0]} has no columns: leave out --fields.")
        single = [form.name for form in self.formats if form.one_blog]
        if single and len(self.sources) > 1:
            raise UsageError(f"{single[0]} is for one blog: export one archive at a time.")

    def _write_whole(self, form: str, path: Path) -> None:
        """Write a format that is made of WARC files."""
        self.tell(f"Writing {form}", 0, 1)
        if form == "wacz":
            write_wacz(self.sources, path, self.tell)
        elif form == "cdxj":
            write_cdxj([warc for source in self.sources for warc in source.warcs], path)
        elif form == "warc":
            copy_warcs([warc for source in self.sources for warc in source.warcs], path)

    def _write_rows(self, places: dict[str, Path]) -> None:
        if not places:
            return
        with storage_errors(self.folder), ExitStack() as undo:
            writers: dict[str, RowWriter] = {}
            for name, path in places.items():
                writers[name] = make_writer(name, path, self.choice)
                undo.callback(writers[name].abandon)
            tables = [writers[form.name] for form in self.formats if form.is_table]
            others = [writer for writer in writers.values() if writer not in tables]
            total = sum(source.count() for source in self.sources)
            done = 0
            for source in self.sources:
                for writer in writers.values():
                    writer.begin(source)
                for row in source.rows():
                    done += 1
                    self.tell("Rows", done, total)
                    if not self.choice.takes(row):
                        continue
                    self.survey.add(row)
                    cut = self.choice.cut(row)
                    for writer in tables:
                        writer.add(cut)
                    for writer in others:
                        writer.add(row)
                self.survey.coverage.append(coverage_of(source))
            for writer in writers.values():
                writer.finish()


def make_writer(form: str, path: Path, choice: Choice) -> RowWriter:
    """The writer of the format's rows into *path*."""
    match form:
        case "csv":
            return CsvWriter(path, choice.fields)
        case "sqlite":
            return SqliteWriter(path, choice.fields)
        case "epub":
            return EpubWriter(path)
        case "html":
            return HtmlWriter(path)
        case "markdown":
            return MarkdownWriter(path)
        case "parquet":
            from blogarchive.export.parquet import ParquetWriter  # pyarrow is an extra

            return ParquetWriter(path, choice.fields)
    return LinesWriter(path, form)


def pipe_rows(sources: list[Source], choice: Choice) -> None:
    """Write the rows as JSON Lines to standard output."""
    writer = PipeWriter()
    for source in sources:
        for row in source.rows():
            if choice.takes(row):
                writer.add(choice.cut(row))
    writer.finish()
