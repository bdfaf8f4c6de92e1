"""Servers that send exactly the bytes a test wants."""
