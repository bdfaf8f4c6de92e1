"""Reading a suspicious answer in a process of its own, which may take 10 s of CPU and 288 MB and can be killed.

Only values come back: the page, its tree and whatever the parser made of it stay in that process.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer
from typing import Any

from blogarchive.extract.knowledge import SiteKnowledge
from blogarchive.items import Article
from blogarchive.settle.answer import Answer, Reading, kind_of, read_answer
from blogarchive.settle.suspect import why_suspect
from blogarchive.urls import post_key

__all__ = ["CPU_SECONDS", "MEMORY_BYTES", "Job", "UnreadableError", "article_apart", "is_suspect", "read_apart", "read_guarded"]

CPU_SECONDS = 10
MEMORY_BYTES = 288 * 1024 * 1024
WALL_SECONDS = 60
"""On a machine that is busy with other things."""

MAX_RESULT = 200 * 1024 * 1024
CHECKOUT = Path(__file__).parents[2]
PARSED = frozenset(("html", "xml", "json", "list"))
WORKER = (sys.executable, "-m", "blogarchive.settle.worker")
_PLAIN_TYPES = {("datetime", "datetime"), ("datetime", "timezone"), ("builtins", "frozenset"), ("builtins", "set")}


class UnreadableError(Exception):
    """The process was ended at its limits, or broke; the message says which, for the ledger."""


@dataclass(slots=True, kw_only=True)
class Job:
    """What the process is to do; the body follows on its standard input."""

    answer: Answer
    knowledge: SiteKnowledge | None = None
    """With it, the whole article is made; without, only what the crawl needs to go on."""


def is_suspect(answer: Answer) -> bool:
    """Whether *answer* should be read in a process of its own."""
    return kind_of(answer) in PARSED and why_suspect(answer.body) is not None


def read_guarded(answer: Answer) -> Reading:
    """`read_answer`, in a process of its own when the body is suspicious. What cannot be read has its ``trouble`` set."""
    return read_apart(answer) if is_suspect(answer) else read_answer(answer)


def read_apart(answer: Answer) -> Reading:
    """What *answer* says, read in a process of its own; blocks until that ends."""
    try:
        values = _run(Job(answer=answer), answer.body)
    except UnreadableError as exc:
        return Reading(answer=answer, kind="other", trouble=str(exc))
    return Reading.of_values(answer, values)


def article_apart(answer: Answer, knowledge: SiteKnowledge) -> Article:
    """The article on the page, read in a process of its own; raises `UnreadableError`."""
    label = knowledge.label(answer.url)
    known = replace(knowledge, labels={post_key(answer.url): label} if label else {})
    article: Article = _run(Job(answer=answer, knowledge=known), answer.body)
    return article


def _run(job: Job, body: bytes) -> Any:
    """What the process gives back for *job*."""
    head = pickle.dumps(_without_body(job))
    process = subprocess.Popen(  # noqa: S603 -- our own module, without arguments
        WORKER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    timer = Timer(WALL_SECONDS, process.kill)
    timer.start()
    try:
        # The process reads all of its input before it writes, so neither side waits for the other.
        process.stdin.write(len(head).to_bytes(8, "big") + head)
        process.stdin.write(body)
        process.stdin.close()
        result = process.stdout.read(MAX_RESULT + 1)
    except BrokenPipeError:
        result = b""
    finally:
        process.kill()
        code = process.wait()
        late = not timer.is_alive()
        timer.cancel()
        process.stdout.close()
    if late or not result or len(result) > MAX_RESULT:
        raise UnreadableError(_why(code, late=late))
    return _Values(io.BytesIO(result)).load()


def _without_body(job: Job) -> Job:
    """*job* without the body, which goes beside it and is not copied."""
    return replace(job, answer=replace(job.answer, body=b""))


def _why(code: int, *, late: bool) -> str:
    if late or code in (-24, -9):  # SIGXCPU, and the kill that follows it
        return f"could not be read within {CPU_SECONDS} s"
    return "could not be read within the memory allowed" if code == OUT_OF_MEMORY else "could not be read"


OUT_OF_MEMORY = 77
"""The exit code of a process that was refused more memory."""


class _Values(pickle.Unpickler):
    """Takes values of this package and of datetime only: a parser that was taken over must not reach this process."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN_TYPES:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("blogarchive.") else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")
