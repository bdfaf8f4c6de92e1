"""A folder of Parquet files, as data sets are kept on the Hugging Face Hub: ``train-00000-of-00004.parquet``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from blogarchive.export.arrowshape import arrow_row, arrow_schema, pa, pq
from blogarchive.export.source import Row
from blogarchive.export.writing import RowWriter, as_json
from blogarchive.schema import SCHEMA_ID, SCHEMA_VERSION

__all__ = ["FILE_BYTES", "GROUP_BYTES", "ParquetWriter"]

FILE_BYTES = 256 * 1024 * 1024
"""A file that has grown past it is closed, and the next one begun."""

GROUP_BYTES = 8 * 1024 * 1024
"""Bytes of rows, as JSON, in one row group. Rows are sorted by blog and date, so a reader skips the groups of other years."""

GROUP_ROWS = 5000
ZSTD_LEVEL = 6


class ParquetWriter(RowWriter):
    """Rows in row groups of limited size into files of limited size; the same rows give the same bytes."""

    def __init__(
        self, folder: Path, fields: tuple[str, ...], *, file_bytes: int = FILE_BYTES, group_bytes: int = GROUP_BYTES
    ) -> None:
        self._folder = folder
        self._schema = arrow_schema(fields).with_metadata({"schema": SCHEMA_ID, "schema_version": SCHEMA_VERSION})
        self._file_bytes, self._group_bytes = file_bytes, group_bytes
        self._rows: list[Row] = []
        self._bytes = 0
        self._parts: list[Path] = []
        self._sink: Any = None
        self._file: Any = None
        folder.mkdir()

    def add(self, row: Row) -> None:
        """Hold the row until its row group is full."""
        self._rows.append(arrow_row(row))
        self._bytes += len(as_json(row))
        if self._bytes >= self._group_bytes or len(self._rows) >= GROUP_ROWS:
            self._end_group()

    def finish(self) -> None:
        """Write what is held, and give the files their names: only now is it known how many there are."""
        if self._rows or not self._parts:
            self._end_group()
        self._end_file()
        for index, part in enumerate(self._parts):
            part.rename(self._folder / f"train-{index:05}-of-{len(self._parts):05}.parquet")

    def abandon(self) -> None:
        """Close what is open."""
        with suppress(OSError, pa.ArrowException):
            self._end_file()

    def _end_group(self) -> None:
        if self._file is None:
            self._begin_file()
        self._file.write_batch(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
        self._rows, self._bytes = [], 0
        if self._sink.tell() >= self._file_bytes:
            self._end_file()

    def _begin_file(self) -> None:
        part = self._folder / f"part-{len(self._parts)}"
        self._parts.append(part)
        self._sink = pa.OSFile(str(part), "wb")
        self._file = pq.ParquetWriter(
            self._sink,
            self._schema,
            compression="zstd",
            compression_level=ZSTD_LEVEL,
            write_page_index=True,
        )

    def _end_file(self) -> None:
        file, self._file = self._file, None
        sink, self._sink = self._sink, None
        if file is not None:
            file.close()
        if sink is not None:
            sink.close()
