"""Links that share a page on a network, save it there, or send it on."""

from __future__ import annotations

import re

__all__ = ["SHARE_HOST"]

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
