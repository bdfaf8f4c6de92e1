"""XML as the web serves it: tolerant of junk, wrong encodings and undeclared names, and never resolving anything."""

from __future__ import annotations

import codecs
import re
import zlib
from html.entities import html5

from lxml import etree

__all__ = ["MAX_BYTES", "attribute", "decode", "gunzip", "local_name", "parse_xml", "text_of"]

MAX_BYTES = 24 * 1024 * 1024
"""Bytes of one feed or sitemap that are read: 50 000 entries with long addresses have half as many. The rest is ignored."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
# With an internal subset the declaration may hold entities that expand into gigabytes: all of it goes.
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[[^\]]{0,100000}\]\s*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_NUMERIC = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<decimal>\d{1,7}));")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_HTML_START = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)


def gunzip(body: bytes) -> bytes:
    """*body* unpacked when it is gzip (also when cut short), at most `MAX_BYTES`; else *body* as it is."""
    for _ in range(2):  # some servers compress a file that is compressed already
        if body[:2] != b"\x1f\x8b":
            break
        unpacker = zlib.decompressobj(wbits=31)
        try:
            body = unpacker.decompress(body, MAX_BYTES)
        except zlib.error:
            return b""
    return body[:MAX_BYTES]


def decode(body: bytes) -> str:
    """The characters of *body*: by BOM, by the XML declaration when it tells the truth, as UTF-8, as Windows-1252."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if body[:4] in (b"<\0?\0", b"<\0r\0", b"<\0f\0"):
        return body.decode("utf-16-le", "replace")
    declared = _DECLARED.search(body[:1000])
    tried = [declared[1].decode("ascii")] if declared else []
    for encoding in [*tried, "utf-8"]:
        try:
            if codecs.lookup(encoding)._is_text_encoding:
                return body.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    # Mostly UTF-8 with a few bad bytes, or a single-byte encoding: whichever damages less.
    text = body.decode("utf-8", "replace")
    beyond_ascii = sum(1 for character in text[:200_000] if character > "\x7f")
    return text if text[:200_000].count("\ufffd") * 2 <= beyond_ascii else body.decode("cp1252", "replace")


def parse_xml(body: bytes, roots: re.Pattern[str]) -> etree._Element | None:
    """The root element of *body*, or None when no element that *roots* finds opens it.

    Text before the root is dropped, HTML's entities become characters, and no DTD, entity or address is ever resolved.
    """
    text = decode(gunzip(body))
    start = roots.search(text[:200_000])
    if start is None or _HTML_START.search(text[: start.start()]):
        return None
    text = text[start.start() :]
    text = _FORBIDDEN.sub("", _DOCTYPE.sub("", text, count=1) if "<!DOCTYPE" in text[:200_000] else text)
    if "&" in text:
        text = "".join(p if p.startswith("<![CDATA[") else _repair_references(p) for p in _CDATA.split(text))
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        if getattr(exc, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from exc
        return None


def _repair_references(text: str) -> str:
    """*text* with entities of HTML as characters, and without references to what is no character."""
    text = _NUMERIC.sub(_character, _ENTITY.sub(_entity, text))
    return _BARE_AMPERSAND.sub("&amp;", text)


def _character(match: re.Match[str]) -> str:
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    # Surrogates and the like pass libxml2's recovery and break whoever reads the text.
    valid = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return match[0] if valid else ""


def _entity(match: re.Match[str]) -> str:
    """An entity of HTML as characters; the five of XML stay, unknown ones become text."""
    name = match[1]
    if name in _XML_ENTITIES:
        return match[0]
    character = html5.get(name + ";")
    if character is None:
        return f"&amp;{name};"
    return character.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def local_name(element: etree._Element) -> str:
    """The element's name without namespace and prefix, in lower case; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute *name*, whatever its case and namespace."""
    value = element.get(name)
    if value is not None:
        return value
    for key, content in element.attrib.items():
        if str(key).rpartition("}")[2].rpartition(":")[2].lower() == name:
            return str(content)
    return None


def text_of(element: etree._Element | None) -> str:
    """All the text inside *element*, ends trimmed."""
    return "" if element is None else "".join(str(t) for t in element.itertext()).strip()
