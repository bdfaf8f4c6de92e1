"""Exports on S3 and on what speaks its language: nothing there is replaced unless the user says so.

boto3 takes credentials, region and server (``AWS_ENDPOINT_URL``) from where it always does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from blogarchive.errors import StorageError, UsageError

__all__ = ["PART_BYTES", "Bucket", "S3Place", "parse_s3"]

SCHEME = "s3://"
PART_BYTES = 64 * 1024 * 1024
"""Files that are longer go up in parts of this length, one at a time in memory."""


@dataclass(frozen=True, slots=True)
class S3Place:
    """A bucket, and what comes before the names in it."""

    bucket: str
    prefix: str
    """Empty, or with a slash at the end."""

    def address(self, name: str) -> str:
        """How people write it."""
        return f"{SCHEME}{self.bucket}/{self.prefix}{name}"


def parse_s3(text: str) -> S3Place:
    """The place that ``s3://bucket/prefix`` names."""
    bucket, _, prefix = text.removeprefix(SCHEME).partition("/")
    if not bucket:
        raise UsageError(f"{text!r} names no bucket; give one such as s3://bucket/prefix.")
    prefix = prefix.strip("/")
    return S3Place(bucket, f"{prefix}/" if prefix else "")


class Bucket:
    """Puts files into a bucket."""

    def __init__(self, place: S3Place, *, force: bool = False, part_bytes: int = PART_BYTES) -> None:
        """Nothing is asked yet. With *force*, what is there is replaced."""
        try:
            import boto3
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError as exc:
            raise UsageError('s3:// needs a library: pip install "blogarchive[s3]".') from exc
        self.place = place
        self._errors = (BotoCoreError, ClientError)
        self._force = force
        self._part_bytes = part_bytes
        with self._translated(""):
            self._client = boto3.client("s3")

    def require_free(self, names: list[str]) -> None:
        """Raise `UsageError` when one of *names* is there already, or anything in it when it ends in a slash."""
        for name in names:
            found = {} if self._force else self.sizes(name)
            if found:
                raise UsageError(f"{self.place.address(min(found))} is there already; choose another -o, or use --force.")

    def sizes(self, name: str) -> dict[str, int]:
        """Bytes of what is there, by name: of the file *name*, or of all below it when it ends in a slash."""
        prefix = self.place.prefix + name
        with self._translated(name):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.place.bucket, Prefix=prefix)
            found = {entry["Key"]: int(entry["Size"]) for page in pages for entry in page.get("Contents", [])}
        start = len(self.place.prefix)
        return {key[start:]: size for key, size in found.items() if name.endswith("/") or key == prefix}

    def clear(self, folder: str) -> None:
        """Remove what a replaced export has left in *folder*, which ends in a slash."""
        for name in self.sizes(folder) if self._force else {}:
            with self._translated(name):
                self._client.delete_object(**self._target(name))

    def put(self, name: str, path: Path, length: int | None = None) -> str:
        """The address of the file, whose first *length* bytes (default all) are there now."""
        size = path.stat().st_size if length is None else length
        with path.open("rb") as file, self._translated(name):
            if size <= self._part_bytes:
                self._client.put_object(**self._target(name), Body=file.read(size), **self._condition())
            else:
                self._put_parts(name, file, size)
        return self.place.address(name)

    def _put_parts(self, name: str, file: IO[bytes], size: int) -> None:
        upload = self._client.create_multipart_upload(**self._target(name))["UploadId"]
        try:
            parts = []
            for number, at in enumerate(range(0, size, self._part_bytes), 1):
                data = file.read(min(self._part_bytes, size - at))
                done = self._client.upload_part(**self._target(name), UploadId=upload, PartNumber=number, Body=data)
                parts.append({"PartNumber": number, "ETag": done["ETag"]})
            whole = {"MultipartUpload": {"Parts": parts}, **self._condition()}
            self._client.complete_multipart_upload(**self._target(name), UploadId=upload, **whole)
        except BaseException:
            self._client.abort_multipart_upload(**self._target(name), UploadId=upload)
            raise

    def _target(self, name: str) -> dict[str, str]:
        return {"Bucket": self.place.bucket, "Key": self.place.prefix + name}

    def _condition(self) -> dict[str, str]:
        """Asks the server itself not to replace anything: somebody else may write between our look and our file."""
        return {} if self._force else {"IfNoneMatch": "*"}

    @contextmanager
    def _translated(self, name: str) -> Iterator[None]:
        try:
            yield
        except self._errors as exc:
            answer: dict[str, Any] = getattr(exc, "response", {})
            code = str(answer.get("Error", {}).get("Code", ""))
            address = self.place.address(name)
            if code in ("PreconditionFailed", "412"):
                raise UsageError(f"{address} is there already; choose another -o, or use --force.") from exc
            raise StorageError(f"Cannot write {address}: {exc}. Check the bucket, the credentials and AWS_ENDPOINT_URL.") from exc
