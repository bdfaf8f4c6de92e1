"""Links that leave the site, and those that share a page on a network, save it there, or send it on."""

from __future__ import annotations

import re

from blogarchive.extract.cards import FILES
from blogarchive.urls import host_of

__all__ = ["SHARE_HOST", "leads_off"]

SHARE_HOST = re.compile(
    r"twitter\.com/(?:intent|share|home\?status)|x\.com/intent|facebook\.com/(?:sharer|share|dialog)|"
    r"linkedin\.com/(?:share|cws)|reddit\.com/submit|pinterest\.\w+/pin/create|"
    r"t\.me/share|telegram\.me/share|api\.whatsapp\.com/send|wa\.me/|whatsapp:|vk\.com/share|"
    r"tumblr\.com/(?:share|widgets/share)|news\.ycombinator\.com/submitlink|"
    r"b\.hatena\.ne\.jp/|getpocket\.com/(?:save|edit)|line\.me/R/msg|social-plugins\.line\.me|"
    r"service\.weibo\.com/share|buffer\.com/add|plus\.google\.com/share|mailto:\?|[?&]share=|"
    r"stumbleupon\.com/submit|digg\.com/submit|delicious\.com/post",
    re.I,
)


def leads_off(href: str, host: str) -> bool:
    """Whether *href* (absolute) is a file, or lies on another site than *host*, and not to share the post there."""
    there, here = host_of(href).removeprefix("www."), host.removeprefix("www.")
    if there.endswith(here) or here.endswith(there):
        return href.lower().endswith(FILES)
    return not SHARE_HOST.search(href)
