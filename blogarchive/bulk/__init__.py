"""Articles out of any WARC files: what is named becomes sources, sources an index, the index blogs, and blogs rows."""
