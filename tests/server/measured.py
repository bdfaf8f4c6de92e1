"""Runs ``blogarchive`` with the arguments given and prints the megabytes of its largest process as the last line of stdout.

A process of its own, because the system hands the size of the parent down to what it starts (getrusage(2), ru_maxrss): a test run
that has grown would be measured in place of the crawl.
"""

from __future__ import annotations

import resource
import subprocess
import sys

if __name__ == "__main__":
    code = subprocess.call([sys.executable, "-m", "blogarchive", *sys.argv[1:]])
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    sys.exit(code)
