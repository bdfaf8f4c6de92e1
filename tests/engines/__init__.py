"""Crawls of blogs that real blogging software serves from this machine."""
