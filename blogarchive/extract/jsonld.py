"""JSON-LD as blogs really write it: broken in small ways, nested, referenced by ``@id``, or hostile."""

from __future__ import annotations

import html
import json
import re
from typing import Any

__all__ = ["flatten", "load_json", "texts"]

MAX_SCRIPT = 500_000
MAX_NODES = 400
MAX_DEPTH = 12

_WRAPPERS = re.compile(r"^(?:\s|\ufeff|<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|-->)+")
_TAIL = re.compile(r"(?:\s|;|-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|//\s*-->)+$")
_STRING_OR_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.S)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_NAMESPACE = re.compile(r"^(?:https?://(?:www\.)?schema\.org[/#]|schema:)")


def load_json(text: str) -> list[Any]:
    """The JSON values in one script; harmless faults repaired, an empty list when that is not enough.

    Repaired are comment and CDATA wrappers, raw line feeds in strings, trailing commas, unknown escapes, several values in a row.
    """
    if len(text) > MAX_SCRIPT:
        return []
    text = _WRAPPERS.sub("", text.rstrip())
    if text.endswith((";", ">")):
        text = _TAIL.sub("", text)
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    for attempt in (text, _repaired):
        values = _decode_all(attempt if isinstance(attempt, str) else attempt(text))
        if values:
            return values
    return []


def _repaired(text: str) -> str:
    without_commas = _STRING_OR_COMMA.sub(lambda m: m.group(1) or "", text)
    return _BAD_ESCAPE.sub(r"\\\\", without_commas)


def _decode_all(text: str) -> list[Any]:
    decoder = json.JSONDecoder(strict=False)
    values, position = [], 0
    try:
        while position < len(text):
            value, position = decoder.raw_decode(text, position)
            values.append(value)
            while position < len(text) and text[position] in " \t\r\n,;":
                position += 1
    except (ValueError, RecursionError):
        pass  # what was read before the fault still counts
    return values


def flatten(values: list[Any]) -> list[dict[str, Any]]:
    """Every object with a type in *values*, outer before inner, with references by ``@id`` filled in one level deep."""
    nodes: list[dict[str, Any]] = []
    named: dict[str, dict[str, Any]] = {}
    for value in values:
        _collect(value, nodes, named, 0)
    return [_resolved(node, named) for node in nodes]


def _collect(value: Any, nodes: list[dict[str, Any]], named: dict[str, dict[str, Any]], depth: int) -> None:
    if depth > MAX_DEPTH or len(nodes) >= MAX_NODES:
        return
    if isinstance(value, list):
        for item in value:
            _collect(item, nodes, named, depth + 1)
    elif isinstance(value, dict):
        node = _plain_names(value)
        if node.get("@type"):
            nodes.append(node)
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > len(named.get(identity, ())):
                named[identity] = node
        for inner in value.values():
            if isinstance(inner, (dict, list)):
                _collect(inner, nodes, named, depth + 1)


def _plain_names(node: dict[str, Any]) -> dict[str, Any]:
    plain = {_NAMESPACE.sub("", key): value for key, value in node.items()}
    kind = plain.get("@type") or plain.get("type")
    if isinstance(kind, str):
        plain["@type"] = _NAMESPACE.sub("", kind)
    elif isinstance(kind, list):
        plain["@type"] = [_NAMESPACE.sub("", k) for k in kind if isinstance(k, str)]
    return plain


def _resolved(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {key: _reference(value, named) for key, value in node.items()}


def _reference(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """*value* with what its ``@id`` names filled in; copies, so that circles in the data stay out of the result."""
    if isinstance(value, list):
        return [_reference(item, named) if isinstance(item, dict) else item for item in value]
    if isinstance(value, dict):
        target = named.get(value["@id"]) if isinstance(value.get("@id"), str) else None
        return {**target, **_plain_names(value)} if target else value
    return value


def texts(value: Any, depth: int = 0) -> list[str]:
    """The strings in a property: plain, in lists, as ``@value``, or as the ``name`` of a thing. Entities are decoded."""
    if isinstance(value, str):
        text = html.unescape(value).strip()
        return [text] if text else []
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [str(value)]
    if depth > MAX_DEPTH:
        return []
    if isinstance(value, list):
        return [text for item in value[:MAX_NODES] for text in texts(item, depth + 1)]
    if isinstance(value, dict):
        return texts(value.get("@value") or value.get("name"), depth + 1)
    return []
