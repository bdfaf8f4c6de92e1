"""What a WARC file says about itself in its first record."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WarcInfo"]

_CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcInfo:
    """Who made the file and how: the fields of its warcinfo record; empty ones are left out."""

    software: str
    """Program and version."""
    is_part_of: str = ""
    """The collection; for a crawl, the name of the archive."""
    description: str = ""
    operator: str = ""
    """Contact of who runs the crawl."""
    robots: str = ""
    """How robots.txt was treated."""
    user_agent: str = ""
    """User-Agent header of the requests."""
    tls_verification: str = ""
    """Whether certificates were checked: ``required`` or ``off``. Not a field of the specification."""

    def fields(self, hostname: str) -> list[tuple[str, str]]:
        """Names and values in the order they are written; *hostname* is the machine's."""
        return [
            ("software", self.software),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", _CONFORMS_TO),
            ("isPartOf", self.is_part_of),
            ("description", self.description),
            ("operator", self.operator),
            ("robots", self.robots),
            ("hostname", hostname),
            ("http-header-user-agent", self.user_agent),
            ("tls-verification", self.tls_verification),
        ]
