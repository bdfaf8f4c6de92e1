"""One small file per site, and blog.py for any blog."""
