"""Reading every byte of archives and WARC files, and saying what is not as it was written."""
