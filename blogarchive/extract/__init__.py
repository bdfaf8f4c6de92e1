"""From one page to an article's fields: pure functions, no network, no clock, no settings."""
