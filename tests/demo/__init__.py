"""Tests of the demo blog."""
