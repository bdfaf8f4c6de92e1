"""The process that reads one suspicious answer: ``python -m blogarchive.settle.worker``, job on stdin, values on stdout."""

from __future__ import annotations

import os
import pickle
import resource
import sys
from typing import Any

from blogarchive.extract.steps import extract_article
from blogarchive.settle.answer import read_answer
from blogarchive.settle.apart import CPU_SECONDS, MEMORY_BYTES, OUT_OF_MEMORY, Job

__all__ = ["main", "work"]


def main() -> None:
    """Read the job, do it within the limits, write what came of it."""
    spent = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, spent + CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Of the data alone: the address space also holds the libraries.
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    source = sys.stdin.buffer
    job: Job = pickle.loads(source.read(int.from_bytes(source.read(8), "big")))  # noqa: S301 -- written by our own parent
    try:
        job.answer.body = source.read()
        sys.stdout.buffer.write(pickle.dumps(work(job)))
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)  # taking a big tree apart is not worth the time


def work(job: Job) -> Any:
    """The article, or the reading's values."""
    reading = read_answer(job.answer)
    if job.knowledge is not None:
        return extract_article(reading.page, job.knowledge, job.answer.archive)
    return reading.values()


if __name__ == "__main__":
    main()
