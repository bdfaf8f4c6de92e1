"""``blogarchive schema`` prints the schema that every row keeps."""

from __future__ import annotations

import json

import jsonschema
from server.command import Crawled, blogarchive


def test_rows_of_a_crawl_keep_the_schema(demo_crawl: Crawled) -> None:
    done = blogarchive("schema")
    assert (done.code, done.err) == (0, "")
    validator = jsonschema.validators.validator_for(json.loads(done.out))(json.loads(done.out))
    for row in demo_crawl.archive.rows:
        validator.validate(row)


def test_schema_in_the_archive_is_the_one_printed(demo_crawl: Crawled) -> None:
    kept = json.loads((demo_crawl.archive.folder / "schema.json").read_text(encoding="utf-8"))
    assert kept == json.loads(blogarchive("schema").out)
