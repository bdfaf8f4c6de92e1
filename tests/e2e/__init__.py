"""End-to-end tests over recorded blogs."""
