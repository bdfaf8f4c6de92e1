"""What the posts' own licence statements come to."""

from __future__ import annotations

import re

from blogarchive.export.survey import Survey

__all__ = ["common_licence", "hub_licence"]

_CREATIVE_COMMONS = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)/(\d\.\d)|publicdomain/(zero)/1\.0)")


def common_licence(survey: Survey) -> str | None:
    """The licence, as its address or name, when every row states the same one."""
    if len(survey.licences) != 1:
        return None
    [(licence, count)] = survey.licences.items()
    return licence if count == survey.rows else None


def hub_licence(survey: Survey) -> str:
    """The Hugging Face Hub's name for the common licence; ``other`` when there is none, as on nearly every blog."""
    found = _CREATIVE_COMMONS.search((common_licence(survey) or "").lower())
    if not found:
        return "other"
    return "cc0-1.0" if found[3] else f"cc-{found[1]}-{found[2]}"
