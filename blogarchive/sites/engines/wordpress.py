"""WordPress: blocks and plugin boxes that stand inside the text of every theme."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from blogarchive.extract.page import Page
from blogarchive.sites.rules import Engine

__all__ = ["ENGINE", "WordPressPage"]

# Core blocks that show other posts, people or forms, and the boxes that Jetpack and other plugins put into the_content.
_BOXES = re.compile(
    r"(?:^|\s)(?:wp-block-(?:latest-posts|latest-comments|archives|categories|tag-cloud|calendar|search|"
    r"social-links|query|post-terms|post-date|post-author[\w-]*|"
    r"post-navigation-link|comments[\w-]*|loginout|rss|page-list|navigation|site-title|site-tagline|"
    r"jetpack-(?:subscriptions|related-posts|sharing-buttons|like|mailchimp|donations))"
    r"|sharedaddy|jp-relatedposts|jp-post-flair|yarpp|crp_related|wpulike|post-views|postviews|page-links|"
    r"post-page-numbers|wp-polls|kk-star-ratings|rmp-widgets-container|"
    r"swp_social_panel|essb_links|mashsb-container|ss-inline-share-wrapper|tptn_counter|"
    r"wprm-recipe-(?:jump|print)[\w-]*|post-password-form)(?:\s|$)"
)


class WordPressPage(Page):
    """A page of a WordPress blog."""

    rule = "wordpress"

    # utf8_uri_encode() makes the escapes of every permalink; sitemaps and feeds of plugins show the decoded form.
    lower_case_escapes = True

    def is_unwanted(self, element: HtmlElement) -> bool:
        """Boxes that WordPress and its plugins add to the text."""
        names = element.get("class")
        return names is not None and _BOXES.search(names) is not None


ENGINE = Engine(
    name="wordpress",
    page=WordPressPage,
    marks=(
        r"<meta name=[\"']generator[\"'] content=[\"']WordPress\b",
        r"/wp-content/(?:themes|plugins|uploads)/",
        r"/wp-includes/",
        r"rel=[\"']https://api\.w\.org/[\"']",
    ),
    generators=(b"wordpress",),
    words=(b"/wp-content/", b"/wp-includes/", b"//api.w.org/"),
)
