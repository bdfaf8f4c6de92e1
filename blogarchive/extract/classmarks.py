"""What class names, ids, roles and tags say about an element: one visible table of conventions that are spread over the web."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement

if TYPE_CHECKING:
    from blogarchive.extract.page import Page

__all__ = [
    "HEADING_TAGS", "PROSE", "Named", "holds_prose", "is_hidden", "marks_of", "named_elements", "short_text", "stated_marks",
    "tokens_of",
]  # fmt: skip

NAMED_TAGS = frozenset("div section article main aside nav footer header ul ol li td p span blockquote figure".split())
HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _words(words: str) -> str:
    """A pattern for tokens that hold one of *words* as a whole part: "post-related-list" holds "related"."""
    return rf"(?:.*-)?(?:{'|'.join(words.split())})(?:-.*)?"


# Kind → pattern that must match one whole class or id token (lower case, camelCase and _ turned into -).
TOKENS: dict[str, str] = {
    "body": r"e-content|(?:[a-z]+-)?(?:post|entry|article|story|blog|blogpost|single|blog-post|news|detail)-+"
    r"(?:content|body|text|copy|entry|full|main-content|article-content)(?:-+(?:inner|wrapper|wrap|"
    r"container|main|body|text|area))?"
    r"|articlebody|articletext|articlecontent|postbody|postcontent|posttext|entrytext|storycontent|"
    r"storybody|storytext|post-entry|entry-inner"
    r"|entry|gh-content|kg-canvas|wp-block-post-content|markdown|markdown-body|prose|rich-text-body|"
    r"s-prose|available-content|content-body"
    r"|main-content-body|theme-doc-markdown|body-markup|rtejustify|post-html|post-container-content|"
    r"notion-page-content|richtext-content"
    r"|field-name-body|field--name-body|text-formatted|article-card-content|bodytext|body-text|"
    r"td-post-content|c-article-body|l-article-body",
    "share": _words(
        "share shares sharing sharer sharebar sharebuttons sharethis shareaholic sharedaddy addtoany addthis "
        "a2a ssba ssbp heateor shariff "
        "jiathis bdshare socialshare socialmedia sociallinks social socials"
    )
    + r"|jp-post-flair|fb-like|fb-share-button|twitter-share-button|tweet-button|likebtn|wpulike|sd-like|"
    r"post-likes?|print-button|pf-button"
    r"|pocket-btn|hatena-.*",
    "related": _words(
        "related relateds yarpp relatedposts related-posts similar-posts recommended-posts recommendations? "
        "recommended latest-posts recent-posts "
        "popular-posts more-posts other-posts more-articles more-stories read-next readnext also-like "
        "related-articles crp rp4wp outbrain taboola "
        "zergnet suggested post-teasers? latest-blogs latest-news recentposts popularposts read-also "
        "readalso up-next article-list post-list "
        "also-read more-from related-content"
    ),
    "bio": _words(
        "author-?bio author-?box about-?author about-the-author author-?card author-?profile "
        "author-?description author-?info(?:rmation)? "
        "author-?about author-?details? author-?block author-?area author-?section author-?wrap(?:per)? "
        "authors-?bio bio-?box saboxplugin-wrap "
        "abh-box pp-author-boxes m-a-box author-footer bio biography about-me"
    )
    + r"|wp-block-post-author|p-note",
    "meta": _words(
        "byline bylines post-?meta entry-?meta article-?meta blog-?meta meta-?data meta-?info post-?info "
        "article-?info entry-?info post-?details "
        "dateline post-?date entry-?date article-?date publish-?date published-?date date-?published "
        "posted-?on posted-?by timestamp read-?time "
        "reading-?time time-?to-?read word-?count post-?byline pubdate last-?updated last-?modified "
        "updated-on post-?views view-?count "
        "author-?name author-?link meta-?single post-?author"
    )
    + r"|meta|date|dt-published|p-author",
    "tags": _words(
        "tags tag-?list tag-?links taglist tag-?cloud tagcloud post-?tags? entry-?tags? article-?tags? "
        "categories category-?list cat-?links "
        "post-?categor(?:y|ies) entry-?categor(?:y|ies) post-?cate entry-?footer post-?footer "
        "article-?footer entry-?utility postmetadata "
        "post-?terms post-?taxonomies taxonomy hashtags"
    ),
    "comments": _words(
        "comments? comment-?list commentlist comment-?area comment-?section respond comment-?respond "
        "comment-?form commentform disqus "
        "disqus-thread dsq fb-comments utterances giscus isso-thread webmentions? livefyre post-?comments "
        "cusdis remark42 gitalk valine waline "
        "twikoo hyvor-talk commento trackbacks? pingbacks? mentions-list"
    ),
    "newsletter": _words(
        "newsletters? subscribe subscribes subscription subscribe-box sign-?up mailing-?list mc4wp mailchimp "
        "mc-embed-signup convertkit formkit "
        "opt-?in email-form email-signup upgrade-cta call-to-action cta popup modal lightbox-overlay "
        "donate donation tip-?jar reward "
        "rewards reprint promo promos follow-us follow-me patreon ko-?fi buy-?me-?a-?coffee post-?feedback "
        "rating ratings kksr wp-polls"
    )
    + r"|subscription-widget(?:-.*)?|cta-caption",
    "paywall": _words("pay-?wall"),
    "ads": r"ads?|adv|advert.*|adsense.*|adsbygoogle|google-?ads?(?:-.*)?|gpt-ad.*|dfp.*"
    r"|ad-(?:slot|unit|container|wrap|wrapper|box|banner|block|space|zone|area|label|placement|break|body|inner|holder|div).*"
    r"|.*-(?:ad|ads|advert|advertisement|adsense|sponsor|sponsored)|adthrive.*|mediavine.*|ezoic.*|"
    r"code-block-ad|sponsors?|sponsored.*",
    "toc": _words("toc tocs table-?of-?contents tableofcontents toc-?container lwptoc ez-toc-container table-?contents"),
    "nav": _words(
        "nav navbar navi navigation nav-?links breadcrumbs? crumbs? pagination paginator pager page-?links "
        "pagenav post-?nav post-?navigation "
        "prev-?next next-?prev prevnext pre-?next site-?header site-?footer masthead menu main-menu "
        "skip-?link skip-?to-?content back-?to-?top "
        "scroll-?top back-?to-?blog edit-?link edit-?this-?page post-?edit-?link post-pager blog-pager "
        "article-nav goto-top language-switcher "
        "lang-switcher searchform search-form search-box toolbar"
    ),
    "cookie": _words("cookies? cookie-?notice cookie-?law.* cookie-?banner gdpr consent cmplz onetrust.*"),
    # "content-sidebar", "has-sidebar" name the layout of what stands beside the sidebar.
    "sidebar": r"(?!(?:.*-)?(?:has|with|w|no|without|layout|content|full|main|page)-side-?bar)"
    + _words("side-?bar")
    + r"|(?:.*-)?widget-?area|secondary",
    "hidden": r"screen-reader-text|screen-reader-only|screen-reader|sr-only|visually-?hidden|visuallyhidden|"
    r"assistive-text|hidden-print"
    r"|element-invisible|elementor-screen-only|instapaper-ignore|noprint|u-visually-hidden|is-hidden",
    "player": r"(?:.*-)?(?:video|audio|podcast|media-?player|video-?player)-?(?:title|heading|headline|description|details?|desc|"
    r"footer|meta|duration|length|overlay|placeholder|label|prompt|button|link|count(?:er)?|info|ui|controls?)(?:-.*)?"
    r"|(?:.*-)?player-?(?:controls?|overlay|placeholder|duration|prompt)(?:-.*)?|(?:.*-)?listen-?(?:button|link|label|prompt)(?:-.*)?"
    r"|(?:.*-)?(?:gallery|slide|slider|slideshow|carousel|image|photo)-?"
    r"(?:count(?:er)?|index|pagination|controls?|total|number)(?:-.*)?"
    r"|(?:.*-)?(?:embed|oembed|external|consent)-?placeholder(?:-.*)?",
    "factbox": _words(
        "fact-?box fakta-?box faktaruta info-?box info-?kasten kasten faktenbox zum-?thema recuadro encadre ladillo"
    ),
    # Frameworks' words for what is not shown; a script may show it later, so that a long text under them stays.
    "unseen": r"hidden|hide|d-none|display-none|dis-none",
    "caption": r"(?:wp-|gallery-|article-|post-|entry-|media-|figure-)?caption(?:-text|-dd)?|captions|bildunterschrift|"
    r"(?:.*-)?(?:image|img|photo|picture|foto|bild)-+(?:caption|credits?|legend|copyright)(?:-.*)?",
    "headerlink": r"headerlink|header-?link|headeranchor|header-?anchor|heading-?anchor|heading-?link|hash-?link|"
    r"anchor-?link|anchorjs-link"
    r"|direct-link|md-anchor|anchor-hash|section-link|headline-hash|deep-?link|octicon-link|bookmark-anchor",
    "lineno": r"gutter|gl|rouge-gutter|lineno|linenos|linenodiv|line-?numbers?-rows|line-?numbers?-wrapper|lnt|ln|"
    r"hljs-ln-numbers|hljs-ln-n"
    r"|crayon-nums.*|blob-num|line-?no|line-?num|linenumber|linenums-col|react-syntax-highlighter-line-number",
    "title": _words("post-?title entry-?title article-?title p-name blog-?title headline card-+title"),
    "footnotes": _words("footnotes? endnotes? fn-list references-list"),
    "copyright": _words(
        "copyright copyrights license-?box post-?license cc-license post-?copyright licence entry-copyright article-copyright"
    ),
}

# Beside a word for "not shown": the width of the screen, or the state, from which on it is shown all the same.
_SHOWN = re.compile(
    r"(?:^|\s)(?:(?:[\w-]+:)+!?(?:block|flex|grid|inline|table|contents|flow)|d-\w\w-(?:block|flex|grid|inline|table))\b"
)

# Tokens that CMSs write for other reasons than layout: categories of a post, colours, generated numbers …
_NOISE = re.compile(
    r"(?:tag|category|categories|post|postid|type|status|format|has|is|wp-container|wp-elements|page|"
    r"parent|author|term|wp-image|attachment"
    r"|align|size|js|u|lg|md|sm|xl)-.*"
)
# … unless they go on with a word of layout.
_NOISE_BUT = re.compile(
    r"(?:post|page|author|tag|category|type)-[a-z-]*(?:content|body|text|entry|meta|info|date|title|nav|"
    r"navigation|tags?|categories|footer|bio|box"
    r"|about|card|profile|description|share|sharing|social|comments|links|list|byline|author|likes?|"
    r"feedback|copyright|license|pager|excerpt"
    r"|teasers?|name|details?|views|terms|block|section|area|wrap|subscribe|toc|cloud)"
)
# As an id these words name the root of an application as often as the text of a post.
_NOT_AS_ID = frozenset(("entry", "prose", "markdown"))
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DASHES = re.compile("-+")
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in TOKENS.items()}
_NONE: frozenset[str] = frozenset()
_UNSEEN = frozenset(("unseen",))
MAX_TOKEN = 80
MAX_TOKENS = 60
MAX_ID_PARTS = 4
"""Ids of more parts are made of a heading's words."""

PROSE = 600
PARAGRAPH = 80
_LENGTH = etree.XPath("string-length(normalize-space())")


@lru_cache(maxsize=30_000)
def _token_marks(token: str) -> frozenset[str]:
    token = _DASHES.sub("-", _CAMEL.sub("-", token[: MAX_TOKEN + 1]).lower().replace("_", "-"))
    if len(token) > MAX_TOKEN or (_NOISE.fullmatch(token) and not _NOISE_BUT.fullmatch(token)):
        return _NONE
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(token))


@lru_cache(maxsize=30_000)
def marks_of_names(names: str) -> frozenset[str]:
    """The kinds of TOKENS that the classes *names* name."""
    tokens = names.split()[:MAX_TOKENS]
    found = _NONE.union(*(_token_marks(t) for t in tokens)) if tokens else _NONE
    return found - _UNSEEN if "unseen" in found and _SHOWN.search(names) else found


@lru_cache(maxsize=30_000)
def _id_marks(ident: str) -> frozenset[str]:
    """The same for an id, of which there may be any number on a blog: headings give theirs to the words in them."""
    if ident.count("-") + ident.count("_") > MAX_ID_PARTS:
        return _NONE
    found = marks_of_names(ident)
    return found - {"body"} if ident in _NOT_AS_ID else found


def tokens_of(el: HtmlElement) -> str:
    """Class and id of *el* as one string, as they stand."""
    names, ident = el.get("class"), el.get("id")
    if ident:
        return f"{names} {ident}" if names else ident
    return names or ""


def marks_of(el: HtmlElement) -> frozenset[str]:
    """The kinds of TOKENS that the class and id of *el* name; mostly none."""
    names, ident = el.get("class"), el.get("id")
    found = marks_of_names(names) if names else _NONE
    if ident:
        found = found | _id_marks(ident)
    return found


# Where pages whose class names are made by a machine say in words what a block is: for tests, analytics, screen readers.
STATED = frozenset(
    "data-testid data-test-id data-test data-qa data-cy data-component data-component-name data-module data-module-name "
    "data-type data-widget data-widget-type data-block data-block-type data-element data-section data-area data-zone "
    "aria-label".split()
)
MAX_STATED = 60


def stated_marks(el: HtmlElement) -> frozenset[str]:
    """The kinds of TOKENS that other attributes than class and id name: "newsletter" for ``data-component="newsletter-box"``."""
    found = _NONE
    for name, value in el.items():
        if name in STATED and len(value) <= MAX_STATED:
            found = found | marks_of_names(value)
    return found


Named = tuple[HtmlElement, str, str, frozenset[str]]
"""An element, its class and its id as they stand, and the kinds of TOKENS that they name."""


def named_elements(page: Page) -> list[Named]:
    """The page's blocks that have a class, an id or an ``itemprop``, in page order; the tree is walked for them once."""
    known = page.memory.get("named elements")
    if isinstance(known, list):
        return known
    found: list[Named] = []
    properties = page.mentions(b"itemprop")
    for el, tag, names, ident in page.elements:
        if tag not in NAMED_TAGS:
            continue
        if ident:
            marks = _id_marks(ident)
            found.append((el, names or "", ident, marks | marks_of_names(names) if names else marks))
        elif names:
            found.append((el, names, "", marks_of_names(names)))
        elif properties and el.get("itemprop") is not None:
            found.append((el, "", "", _NONE))
    page.memory["named elements"] = found
    return found


def short_text(el: HtmlElement, limit: int = 200) -> str:
    """The text of *el* on one line; empty when it is longer than *limit*, without reading further: no heading is so long."""
    if not len(el):
        text = el.text or ""
        size = len(text)
        if size > limit and (size > 4 * limit or size - text.count(" ") - text.count("\n") - text.count("\t") > limit):
            return ""  # too long whatever its blanks come to
        text = " ".join(text.split())
        return text if len(text) <= limit else ""
    parts: list[str] = []
    size = 0
    for part in el.itertext():
        parts.append(part)
        size += len(part)
        if size > 4 * limit or len(parts) > limit:
            return ""
    text = " ".join("".join(parts).split())
    return text if len(text) <= limit else ""


def holds_prose(el: HtmlElement, enough: int = PROSE) -> bool:
    """True when *el* has paragraphs with at least *enough* characters that are not links, scraps left out."""
    size = 0
    for p in (el,) if el.tag == "p" else el.iter("p"):
        length = int(_LENGTH(p))
        if length >= PARAGRAPH:
            size += length - sum(int(_LENGTH(a)) for a in p.iter("a"))
            if size >= enough:
                return True
    return False


def is_hidden(el: HtmlElement) -> bool:
    """True when the page itself keeps *el* from readers: ``hidden``, ``display:none``."""
    if el.get("hidden") is not None:
        # Panels of tabs are shown one at a time; React streams parts of the page in hidden elements named "S:1".
        return el.get("role") != "tabpanel" and not (el.get("id") or "").startswith("S:")
    style = el.get("style")
    return style is not None and "none" in style and "display:none" in style.replace(" ", "").lower()
