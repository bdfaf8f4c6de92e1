"""What was asked for, and by which runs."""

from __future__ import annotations

from blogarchive.report.asked import note_run, read_asked
from blogarchive.store.archive import Archive
from report.archives import answered

HOME = "https://example.org/"


def begin(archive: Archive, command: str, **options: object) -> int:
    run = archive.start_run(command)
    note_run(archive.db, run, software="blogarchive 1", options=options)
    return run


def test_run_has_the_answers_that_came_while_it_ran(archive: Archive) -> None:
    archive.end_run(begin(archive, "first", delay=2.0), "finished")
    answered(archive, f"{HOME}1", "text/html")
    answered(archive, f"{HOME}2", "text/html")
    begin(archive, "second", exclude=["/x/"])
    answered(archive, f"{HOME}3", "text/html")
    asked = read_asked(archive.db, HOME)
    assert [(run.command, run.answers, run.outcome) for run in asked.runs] == [("first", 2, "finished"), ("second", 1, None)]
    assert asked.options == {"exclude": ["/x/"]}
    assert asked.start_address == HOME


def test_runs_that_brought_nothing_are_left_out(archive: Archive) -> None:
    begin(archive, "first", delay=2.0)
    answered(archive, HOME, "text/html")
    for _ in range(3):
        begin(archive, "nothing new")
    asked = read_asked(archive.db, HOME)
    assert [run.command for run in asked.runs] == ["first"]
    assert asked.options == {"delay": 2.0}


def test_archive_of_an_older_version_has_no_notes(archive: Archive) -> None:
    archive.start_run("old")
    answered(archive, HOME, "text/html")
    [run] = read_asked(archive.db, HOME).runs
    assert (run.answers, run.software) == (1, None)
