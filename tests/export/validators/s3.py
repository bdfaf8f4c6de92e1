"""Sends exports to a server that speaks S3 (moto's), and reads them back.

    python s3.py DIR        with moto[server] and boto3 installed beside blogarchive[s3,parquet]

Ends with 1 and a sentence when something differs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

from blogarchive.errors import UsageError
from blogarchive.export.s3 import Bucket, S3Place


def export(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "blogarchive", "export", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main(archive: str) -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    os.environ |= {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    client = boto3.client("s3")
    client.create_bucket(Bucket="kept")

    done = export(archive, "--to", "parquet,csv,wacz,warc", "-o", "s3://kept/blogs/one")
    assert done.returncode == 0, done.stderr
    keys = [entry["Key"] for entry in client.list_objects_v2(Bucket="kept")["Contents"]]
    print("\n".join(keys))
    assert "blogs/one/data/train-00000-of-00001.parquet" in keys
    assert "blogs/one/README.md" in keys
    for warc in Path(archive, "warc").glob("*.warc.gz"):
        if "-text-" not in warc.name:
            body = client.get_object(Bucket="kept", Key=f"blogs/one/warc/{warc.name}")["Body"].read()
            assert body == warc.read_bytes(), warc

    again = export(archive, "--to", "csv", "-o", "s3://kept/blogs/one")
    assert again.returncode == 2, again
    assert "is there already" in again.stderr, again.stderr
    assert export(archive, "--to", "parquet", "-o", "s3://kept/blogs/one", "--force").returncode == 0
    same = export(archive, "--to", "warc", "-o", "s3://kept/blogs/one")
    assert same.returncode == 0, same.stderr
    client.put_object(Bucket="kept", Key=next(key for key in keys if "/warc/" in key), Body=b"something else")
    other = export(archive, "--to", "warc", "-o", "s3://kept/blogs/one")
    assert other.returncode == 2, other
    print(other.stderr.strip())
    one = export(archive, "--to", "jsonl.gz", "-o", "s3://kept/rows.jsonl.gz")
    assert one.returncode == 0, one.stderr
    client.head_object(Bucket="kept", Key="rows.jsonl.gz")
    missing = export(archive, "--to", "csv", "-o", "s3://nowhere/x")
    assert missing.returncode == 3, missing
    print(missing.stderr.strip())

    check_parts(client)
    server.stop()


def check_parts(client: object) -> None:
    """Long files go in parts, and the server itself refuses to replace one."""
    data = os.urandom(12 * 1024 * 1024 + 1)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "long")
        file.write_bytes(data + b"not committed")
        bucket = Bucket(S3Place("kept", ""), part_bytes=5 * 1024 * 1024)
        bucket.put("long", file, len(data))
        assert client.get_object(Bucket="kept", Key="long")["Body"].read() == data  # type: ignore[attr-defined]
        for name, length in (("long", len(data)), ("rows.jsonl.gz", 10)):
            try:
                bucket.put(name, file, length)
            except UsageError as exc:
                print(exc)
            else:
                raise AssertionError(f"{name} was replaced")


if __name__ == "__main__":
    main(sys.argv[1])
