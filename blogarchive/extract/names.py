"""People's names out of what pages put around them."""

from __future__ import annotations

import re
import unicodedata

from blogarchive.extract.datewords import MONTHS
from blogarchive.extract.namewords import ANNOUNCEMENTS, PICTURE_WORDS, ROLES, UI_WORDS
from blogarchive.text import one_line, remember_short

__all__ = ["clean_name", "has_role", "is_full_name", "is_name_like", "is_role", "split_names", "strip_by"]

MAX_NAME = 80
MAX_WORDS = 7

# "By" in the languages blogs are written in; longer ones first where one begins with another.
BY_WORDS = (
    ANNOUNCEMENTS + "|"
    "written and photographed by|written by|posted by|published by|story by|words by|text by|article by|"
    "submitted by|created by|authored by|post author|authors?|by|autor[:*_/]in(?:nen)?|"
    "geschrieben von|veröffentlicht von|verfasst von|ein beitrag von|autorin|autoren|autor|text von|von|"
    "écrit par|publié par|rédigé par|posté par|auteure?s?|par|"
    "escrito por|publicado por|autores|por|pubblicato da|scritto da|autori|autore|di|da|geschreven door|"
    "geplaatst door|door|skrevet av|skrevet af|skriven av|publicerad av|"
    "forfatter|författare|av|af|kirjoittanut|kirjoittaja|napisał|napisała|autorka|autorzy|przez|napsal|"
    "napsala|od|írta|szerző|scris de|publicat de|de către|de|"
    "yazan|yazar|gönderen|написал|написала|автор|авторы|автори|от|від|написав|συγγραφέας|γράφει ο|"
    "γράφει η|από|נכתב על ידי|מאת|על ידי|كتبه|بواسطة|بقلم|الكاتب|نویسنده|توسط|"
    "लेखक|द्वारा|文章作者|本文作者|作者|筆者|著者|投稿者|執筆者|執筆|文責|文|작성자|글쓴이|저자|글|người viết|tác giả|đăng bởi|bởi|"
    "ditulis oleh|penulis|oleh|ผู้เขียน|เขียนโดย|โดย|autors|autorius|idatzi du|skrifað af|höfundur"
)
_BY = re.compile(rf"^\W*(?:(?:{BY_WORDS})(?:(?=\s)|\s*[:：]|(?<=[\u0e00-\u9fff]))\s*[:：]?\s*)+", re.I)
_BY_ALONE = re.compile(rf"^(?:{BY_WORDS})$", re.I)
# What a page says about the post or its author after the name.
_TAIL = re.compile(
    r"\s*(?:[|•·–—]\s.*|\s-\s.*|\(.*|（.*|\[.*\]|\b(?:on|am|le|el|em|il|op|den|at|in|for)\s+\w*\s*\d.*|"
    r"[,:]?\s+\d{1,2}[./-]\d.*|(?:の投稿|さん|によって|による投稿|님)$"
    r"|,?\s*(?:posted|published|updated|on:).*"
    r"|,?\s+(?:edited|reviewed|fact[- ]checked|translated|illustrated|photograph(?:s|ed)) by\s.*|\s*@\w+.*|\s*https?:.*)$",
    re.I | re.S,
)
_SUFFIX = re.compile(
    r"^(?:jr|sr|ii|iii|iv|phd|ph\.?\s?d|md|m\.?d|dr|prof|msc|m\.?sc|mba|esq|ba|ma|cpa|rn|rd|rdn|ld|ldn|mph|ms|dds|dvm|lcsw|lmft"
    r"|psyd|frs|obe|mbe|mbbs|mbchb|mrcgp|mrcp|frcp|facc|facp|faap|dnp|aprn|fnp|cfp|cfa)\.?$",
    re.I,
)
_TITLE = re.compile(r"^(?:dr|prof|mr|mrs|ms|sir|dame|rev|herr|frau|mag|ing|dipl)\.?$", re.I)
_SEPARATOR = re.compile(
    r"\s*(?:[,;、，；]|\s[/|·•&+]\s|\s&\s|&amp;|\s(?:and|und|et|og|och|en|ja|és|ve|oraz|si|și|dan|και|та|và|"
    r"im gespräch mit|im interview mit|in conversation with|en conversation avec|en conversación con|"
    r"with|mit|avec|con|(?-i:[yeiaиі]))\s|،|\sو\s?|と(?=\S)|和(?=\S{2}))\s*",
    re.I,
)
_ROLE = re.compile(rf"(?<!\w)(?:{ROLES})(?!\w)", re.I)
_ROLE_ALONE = re.compile(rf"^(?:\S+\s+){{0,4}}(?:{ROLES})(?:\s+(?:at|bei|of|for|in|der|des|von)\s.*)?$", re.I)
_ABBREVIATED = re.compile(r"\b(?:[^\W\d_]{1,3}|Prof|Ph\.?D|Esq)\.$")  # a dot that belongs to the name: "Jr.", "Dr.", "R."
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "Ann Lee/AFP", "Ann Lee The Associated Press"
_AGENCY_TAIL = re.compile(
    r"(?<=\w\w)\s?/\s?(?:[A-Z]{2,5}(?:-[A-Z]{1,4})?|The\s.+|Reuters)$|(?<=\w\w)\s+(?:The\s+)?(?:Associated|Canadian) Press$"
)
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_UI = re.compile(rf"^(?:{UI_WORDS})$", re.I)
_PICTURE = re.compile(
    rf"^(?:{PICTURE_WORDS})\s+"
    r"|\s+(?:headshot|head shot|avatar|profile (?:pic|picture|photo|image)|photo|image|portrait|profilbild)$",
    re.I,
)
_PICTURE_ALONE = re.compile(
    r"^(?:(?:author|user|profile|writer)?\s*(?:avatar|headshot|head shot|photo|image|picture|portrait|icon|profilbild|foto)\s*)+"
    r"(?:photo|image|picture|of|for)?$|^head shot .*",
    re.I,
)
_WORD_BEFORE_DOT = re.compile(r"([^\s.]+)\.\s")
_NOT_IN_NAME = re.compile(
    r"[!?…]\s|[。！？]|[{}<>=\\]|https?:|\bwww\.|\.(?:com|org|net|html?)\b(?! (?:staff|team|editors)$)", re.I
)
_ENGLISH_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)"
)
_GLUED_MONTH = re.compile(rf"(?<=[a-zé]){_ENGLISH_MONTH}$")
MONTHS_THAT_ARE_NAMES = ("may", "april", "june", "august", "mart", "jan", "mai")
LONGEST_ABBREVIATION = 4
_LEADING_SIGNS = re.compile(r"^[^\w@#(]+")
_GLUED = re.compile(r"(?:(?<=[^\W\d_A-Z])|(?<=[a-z]\.))(?=[A-ZÀ-ÖØ-ÞŠŽČĆĐŁŚŻА-Я])")
_PREFIXES = re.compile(r"(?:^|[\s-])(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O|Da|Del|Della|Des|St|Ten|Ter|El|Al|Ben|Lo)$")


@remember_short
def strip_by(text: str) -> str:
    """*text* without the words that announce an author, in some forty languages."""
    return _BY.sub("", text, count=1).strip()


@remember_short
def clean_name(text: str) -> str | None:
    """The name in *text* without "By", dates, roles after a bar, e-mail addresses; None when what is left cannot be one."""
    name = one_line(text).strip("\u200b\ufeff ")
    name = strip_by(name)
    name = _EMAIL.sub("", name)
    if _PICTURE_ALONE.match(name):
        return None
    name = _PICTURE.sub("", name)
    agency = _AGENCY_TAIL.search(name)
    if agency and " " in name[: agency.start()]:
        name = name[: agency.start()]
    name = _TAIL.sub("", name).strip('\t ●,;:：·•|/–—-"“”«»<>()')
    name = _LEADING_SIGNS.sub("", name)
    if not _ABBREVIATED.search(name):
        name = name.rstrip(".")
    if not name or len(name) > MAX_NAME or len(name.split()) > MAX_WORDS or _UI.match(name) or _BY_ALONE.match(name):
        return None
    if name.casefold() in MONTHS or (_YEAR.search(name) and any(w.casefold() in MONTHS for w in name.split())):
        return None
    if not any(c.isalpha() for c in name) or sum(c.isdigit() for c in name) > 6:
        return None
    if _NOT_IN_NAME.search(name) or any(len(w) > LONGEST_ABBREVIATION for w in _WORD_BEFORE_DOT.findall(name)):
        return None
    return _without_month(name)


def has_role(text: str) -> bool:
    """Whether *text* says somewhere what somebody does."""
    return _ROLE.search(text) is not None


@remember_short
def is_role(name: str) -> bool:
    """Whether *name* is what somebody does and not who it is: "Senior Editor", "Korrespondent".

    A "Guest writer" stands in the place of a name.
    """
    return _ROLE_ALONE.match(name) is not None and not name.casefold().startswith(("guest", "gast"))


def _without_month(name: str) -> str | None:
    """*name* without the month of a date that stood behind it."""
    glued = _GLUED_MONTH.sub("", name)
    if glued != name:
        return glued
    words = name.split()
    last = words[-1].casefold().rstrip(".")
    if len(words) > 2 and last in MONTHS and last not in MONTHS_THAT_ARE_NAMES:
        return " ".join(words[:-1])
    return name


def split_names(text: str) -> list[str]:
    """The names in a list such as "A, B and C"; titles and suffixes behind a comma stay with their name."""
    return list(_split_names(text))


@remember_short
def _split_names(text: str) -> tuple[str, ...]:
    text = strip_by(one_line(text))
    parts = [p for p in _SEPARATOR.split(text) if p]
    joined: list[str] = []
    for part in parts:
        if joined and (_SUFFIX.match(part) or _TITLE.match(part)):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    if len(joined) > 1 and is_role(joined[0]):  # "Writer, Hardware": what follows is what is written about
        joined = [part for part in joined[1:] if " " in part]
    if len(joined) == 2 and _is_last_first(text, joined):
        joined = [f"{joined[1]} {joined[0]}"]
    names: list[str] = []
    for part in joined:
        if names and (_ROLE.search(part) or (part[:1].islower() and not names[-1][:1].islower())):
            continue  # "Ann Lee, technology reporter"
        for piece in _unglued(part):
            name = clean_name(piece)
            if name and name not in names:
                names.append(name)
    return tuple(names)


def _is_last_first(text: str, parts: list[str]) -> bool:
    """Whether "Surname, Given" stands there: one comma and one word on each side, in a script with capitals."""
    return "," in text and all(len(p.split()) == 1 and p[:1].isupper() and p.isalpha() for p in parts)


def _unglued(text: str) -> list[str]:
    """Names that a theme printed without anything between them ("Ann LeeBo Ek"); one name otherwise."""
    pieces: list[str] = []
    start = 0
    for match in _GLUED.finditer(text):
        _cut(text, start, match.start(), pieces)
        start = sum(len(p) for p in pieces)
    pieces.append(text[start:])
    out: list[str] = []
    for piece in pieces:
        out.extend(_by_script(piece))
    return out


def _cut(text: str, start: int, position: int, pieces: list[str]) -> None:
    before, after = text[start:position], text[position:]
    words = after.split()
    if len(before.split()) >= 2 and len(words) >= 2 and len(words[0]) > 1 and not _PREFIXES.search(before):
        pieces.append(before)


def _by_script(text: str) -> list[str]:
    """Cuts where the script changes inside a word and both sides are names of two words or more."""
    for i in range(1, len(text)):
        a, b = text[i - 1], text[i]
        if a == "." and i > 1:
            a = text[i - 2]
        changes = a.isalpha() and b.isalpha() and _script(a) != _script(b)
        if changes and _whole(text[:i]) and _whole(text[i:]):
            return [text[:i], *_by_script(text[i:])]
    return [text]


def _whole(text: str) -> bool:
    """Whether *text* can be a full name on its own: two words, or two signs of a script without spaces."""
    return len(text.split()) >= 2 or (len(text) >= 2 and all("\u3040" <= c <= "\ud7ff" for c in text[:2]))


def _script(letter: str) -> str:
    if letter < "\u0250":
        return "LATIN"
    name = unicodedata.name(letter, "").split(" ")[0]
    return "JAPANESE OR CHINESE" if name in ("HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA") else name


def is_full_name(name: str) -> bool:
    """Two to four words that all begin with a capital, but for particles; scripts without capitals are not judged here."""
    words = name.split()
    return 2 <= len(words) <= 4 and is_name_like(name) and not is_role(name) and name[:1].isupper()


def is_name_like(name: str) -> bool:
    """At most five words, and in scripts with capitals no word but a particle in small letters."""
    words = name.split()
    small = [
        w
        for w in words
        if w[:1].islower()
        and w
        not in ("de", "da", "di", "von", "van", "der", "den", "la", "le", "del", "dos", "du", "bin", "al", "el", "y", "ter", "zu")
    ]
    if name.lower() in ("in", "innen"):  # "Autor:in", "Autor:innen"
        return False
    return len(words) <= 5 and clean_name(name) is not None and (not small or len(words) == 1)
