"""``python -m blogarchive``."""

from blogarchive.cli import main

main()
