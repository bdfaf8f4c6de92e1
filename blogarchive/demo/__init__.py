"""A small blog that ships with the package, so that everything can be tried without a network."""

from blogarchive.demo.server import DemoServer

__all__ = ["DemoServer"]
