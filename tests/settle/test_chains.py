"""Feeds and sitemaps that lead to ever further ones."""

from __future__ import annotations

from blogarchive.settle.chains import MAX_BARREN_FEEDS, MAX_BARREN_SITEMAPS, Chains

FEED = "https://x.example/feed/"


def test_feed_goes_on_while_its_pages_name_new_posts() -> None:
    chains = Chains()
    assert all(chains.feed_goes_on(f"{FEED}?paged={n}", names_new=True) for n in range(1000))


def test_feed_that_repeats_itself_ends() -> None:
    chains = Chains()
    ended = [not chains.feed_goes_on(f"{FEED}{n}/", names_new=False) for n in range(MAX_BARREN_FEEDS)]
    assert ended == [False] * (MAX_BARREN_FEEDS - 1) + [True]


def test_one_feed_does_not_end_another() -> None:
    chains = Chains()
    for n in range(MAX_BARREN_FEEDS):
        chains.feed_goes_on(f"{FEED}{n}", names_new=False)
    assert chains.feed_goes_on("https://x.example/other/2", names_new=False)


def test_sitemaps_that_name_no_page_end() -> None:
    chains = Chains()
    assert all(chains.sitemaps_go_on(names_new=False) for _ in range(MAX_BARREN_SITEMAPS - 1))
    assert not chains.sitemaps_go_on(names_new=False)


def test_sitemap_that_names_a_new_page_gives_the_others_another_chance() -> None:
    chains = Chains()
    for n in range(5 * MAX_BARREN_SITEMAPS):
        assert chains.sitemaps_go_on(names_new=n % 50 == 0)
