"""What `verify` says: one sentence per finding, with the file, the place and what to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Finding", "Findings", "Severity"]

MAX_ALIKE = 20
"""Findings of one kind in one file that are told one by one; the others are counted."""


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """Bytes are lost or are not those that were written."""
    WARNING = "warning"
    """Nothing is lost, but something is not as it should be: a file that can be made again, a file nobody knows."""
    NOTE = "note"
    """Worth knowing; nothing is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was found."""

    severity: Severity
    check: str
    """Name of the check, as in ``docs/howto/verify.md``."""
    file: str
    offset: int | None
    """Byte in the file, where there is one; in a gzip file, of the member."""
    message: str
    """What is wrong and what to do, one sentence."""


@dataclass(slots=True)
class Findings:
    """The findings so far."""

    told: list[Finding] = field(default_factory=list)
    _counts: Counter[tuple[Severity, str, str]] = field(default_factory=Counter)

    def add(self, check: str, file: str, message: str, *, offset: int | None = None, severity: Severity = Severity.ERROR) -> None:
        """Take in one finding."""
        kind = (severity, check, file)
        self._counts[kind] += 1
        if self._counts[kind] <= MAX_ALIKE:
            self.told.append(Finding(severity=severity, check=check, file=file, offset=offset, message=message))

    def all(self) -> list[Finding]:
        """Everything, worst first, then in the order it was found; of very many alike the rest as one."""
        more = [
            Finding(severity=severity, check=check, file=file, offset=None, message=f"{count - MAX_ALIKE} more of this kind.")
            for (severity, check, file), count in self._counts.items()
            if count > MAX_ALIKE
        ]
        order = list(Severity)
        return sorted([*self.told, *more], key=lambda finding: order.index(finding.severity))

    @property
    def is_damaged(self) -> bool:
        """Whether anything but notes was found."""
        return any(severity is not Severity.NOTE for severity, _, _ in self._counts)
