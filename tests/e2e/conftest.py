"""Recorded blogs belong to their authors and are no part of this project: the tests need the folder beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BLOGS = Path(__file__).resolve().parents[2].parent / "shared" / "blogs"


@pytest.fixture(scope="session")
def blogs() -> Path:
    """The folder of the recorded blogs; skips without it, and fails where CI says that it must be there."""
    if BLOGS.is_dir():
        return BLOGS
    sentence = f"The recorded blogs are missing: put the folder 'shared' beside the checkout, as {BLOGS.parent}."
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)
