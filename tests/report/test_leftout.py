"""What is not in an archive, by reason."""

from __future__ import annotations

import pytest

from blogarchive.report.leftout import MAX_GROUPS, MAX_SHOWN, in_words, left_out
from blogarchive.store.archive import Archive
from blogarchive.store.states import Reason, Role, State
from report.archives import heard

HOME = "https://example.org/"


def test_groups_are_failures_first_and_then_by_size(archive: Archive) -> None:
    for number in range(3):
        heard(archive, f"{HOME}s{number}", state=State.SKIPPED, reason=Reason.SCOPE)
    heard(archive, f"{HOME}r", state=State.SKIPPED, reason=Reason.ROBOTS)
    heard(archive, f"{HOME}q")
    heard(archive, f"{HOME}f", state=State.FAILED, reason="HTTP 404")
    heard(archive, f"{HOME}d", state=State.DONE, reason="post")
    heard(archive, f"{HOME}p", state=State.FAILED, reason="HTTP 404", role=Role.PROBE)
    assert [(group.state, group.reason, group.count) for group in left_out(archive.db)] == [
        ("failed", "HTTP 404", 1),
        ("queued", "", 1),
        ("skipped", "scope", 3),
        ("skipped", "robots", 1),
    ]


def test_lists_are_capped_and_the_count_is_not(archive: Archive) -> None:
    for number in range(MAX_SHOWN + 5):
        heard(archive, f"{HOME}{number}", state=State.SKIPPED, reason=Reason.SCOPE)
    [group] = left_out(archive.db)
    assert (group.count, len(group.shown), group.shown[0].url) == (MAX_SHOWN + 5, MAX_SHOWN, f"{HOME}0")


def test_reasons_without_end_become_one_group(archive: Archive) -> None:
    for number in range(MAX_GROUPS + 30):
        heard(archive, f"{HOME}{number}", state=State.FAILED, reason=f"reason {number:03}")
    groups = left_out(archive.db)
    assert len(groups) == MAX_GROUPS + 1
    [rest] = [group for group in groups if group.reason == "other reasons"]
    assert (rest.count, len(rest.shown)) == (30, 30)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("robots", "robots.txt does not allow it"),
        ("trap:share-button", "a trap for crawlers: share button"),
        ("limit", "beyond the limit that was given"),
        ("limit:nothing-new", "beyond a limit of the program: nothing new"),
        ("HTTP 404", "HTTP 404"),
        ("", "no reason was noted"),
    ],
)
def test_reason_in_words(reason: str, words: str) -> None:
    assert in_words(reason) == words


def test_every_reason_has_words() -> None:
    assert [reason for reason in Reason if in_words(reason) == reason] == []
