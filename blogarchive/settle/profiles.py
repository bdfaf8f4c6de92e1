"""What the authors' own pages say, put into the rows of their posts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from blogarchive.extract.knowledge import AuthorProfile
from blogarchive.extract.page import Page
from blogarchive.extract.profile import find_profile
from blogarchive.settle.answer import read_answer
from blogarchive.settle.captures import load_answer
from blogarchive.settle.suspect import why_suspect
from blogarchive.store.archive import ArchiveTables
from blogarchive.urls import post_key

__all__ = ["Profiles", "fill_profiles", "profiles_stamp", "read_profiles"]

Profiles = dict[tuple[str, str], AuthorProfile]
"""Name and page of an author → what the page says of that person."""

MAX_AUTHOR_PAGES = 500
MAX_REDIRECTS = 5


def read_profiles(archive: ArchiveTables, authors: Iterable[tuple[str, str]], root_url: str) -> Profiles:
    """The profiles of *authors*, name and address, whose pages the archive holds.

    The blog's start page is left out: what it tells it tells of the blog.
    """
    found: Profiles = {}
    pages: dict[str, Page | None] = {}
    for name, url in sorted(set(authors)):
        if post_key(url) == post_key(root_url):
            continue
        if url not in pages:
            if len(pages) == MAX_AUTHOR_PAGES:
                break
            pages[url] = _page(archive, url)
        page = pages[url]
        profile = find_profile(page, name) if page else None
        if profile:
            found[name, url] = profile
    return _without_shared_images(found)


def _without_shared_images(profiles: Profiles) -> Profiles:
    """*profiles* without pictures that several people have: these are the site's (Ghost gives its cover as a person's image)."""
    names: dict[str, set[str]] = {}
    for (name, _), profile in profiles.items():
        if profile.image:
            names.setdefault(profile.image, set()).add(name)
    shared = {image for image, people in names.items() if len(people) > 1}
    return {key: replace(p, image=None) if p.image in shared else p for key, p in profiles.items()}


def _page(archive: ArchiveTables, url: str) -> Page | None:
    """The page that *url* answered with, through redirects; None when there is none, or it is not fit to be read here."""
    known = archive.ledger.get(url)
    place = _place(archive, known.id) if known else None
    if place is None:
        return None
    answer = load_answer(archive, place[0], archive.ledger.capture(place[1]))
    if answer.status != 200 or why_suspect(answer.body):
        return None
    reading = read_answer(answer)
    return reading.page if reading.kind == "html" else None


def _place(archive: ArchiveTables, url_id: int) -> tuple[str, int] | None:
    """Address and capture of the page that an address leads to."""
    query = "SELECT u.url, p.capture, u.redirect_to FROM url u LEFT JOIN page p ON p.url_id = u.id WHERE u.id = ?"
    for _ in range(MAX_REDIRECTS):
        url, capture, redirect_to = archive.db.execute(query, (url_id,)).fetchone()
        if capture is not None or redirect_to is None:
            return (url, capture) if capture is not None else None
        url_id = redirect_to
    return None


def profiles_stamp(profiles: Profiles, authors: Iterable[tuple[str, str]]) -> str:
    """An @ and 8 hexadecimal digits of the profiles that *authors* have; empty when they have none."""
    used = [(name, url, profiles[name, url]) for name, url in authors if (name, url) in profiles]
    if not used:
        return ""
    text = "\n".join(f"{name}\t{url}\t{profile.bio}\t{profile.image}" for name, url, profile in used)
    return "@" + hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()


def fill_profiles(row: dict[str, Any], profiles: Profiles) -> None:
    """Give the authors in *row* the bio and portrait that only their own pages have, and say where these came from."""
    for author in row["authors"]:
        profile = profiles.get((author["name"], author["url"])) if author["url"] else None
        if profile is None:
            continue
        if profile.bio and not author["bio"]:
            author["bio"] = profile.bio
            row["provenance"].setdefault(
                "authors.bio", {"source": "author page", "selector": author["url"], "confidence": 0.8, "rejected": []}
            )
        author["image"] = author["image"] or profile.image
