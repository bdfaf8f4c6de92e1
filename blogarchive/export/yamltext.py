"""YAML scalars that every reader takes for the same text."""

from __future__ import annotations

import json
import re

__all__ = ["yaml_list", "yaml_text"]

# A string of JSON is one of YAML, but for these, which YAML 1.1 takes for line ends or refuses.
_SPECIAL = re.compile("[\x7f-\xa0\u2028\u2029\ufeff]")


def yaml_text(text: str) -> str:
    """*text* in double quotes."""
    return _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def yaml_list(texts: list[str]) -> str:
    """The list on one line."""
    return f"[{', '.join(yaml_text(text) for text in texts)}]"
