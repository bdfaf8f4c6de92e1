"""What blog software writes into the classes of ``html`` and ``body``, and the words of closed and missing pages.

Only marks that hold wherever the software runs; a theme's own class names have no place here.
"""

from __future__ import annotations

import re

__all__ = [
    "ARTICLE_TYPES",
    "CLOSED_CLASSES",
    "CLOSED_PHRASES",
    "LISTING_TYPES",
    "PAGE_TYPES",
    "PASSWORD_WORDS",
    "engine_mark",
    "says_not_found",
]

# Class of html or body → what the page is. Names long enough to belong to one software only.
MARKS: dict[str, str] = {
    # Ghost
    "post-template": "post",
    "page-template": "page",
    "tag-template": "listing",
    "author-template": "author",
    "home-template": "home",
    # Blogger
    "item-view": "post",
    "static_page-view": "page",
    "homepage-view": "home",
    "archive-view": "listing",
    "search-view": "listing",
    "label-view": "listing",
    # Docusaurus
    "blog-post-page": "post",
    "blog-list-page": "listing",
    "blog-tags-post-list-page": "listing",
    "blog-tags-list-page": "listing",
    "blog-archive-page": "listing",
    "blog-authors-list-page": "listing",
    "blog-authors-posts-page": "author",
    "docs-doc-page": "page",
    "docs-wrapper": "page",
    "mdx-page": "page",
    # Drupal
    "page-node-type-blog": "post",
    "page-node-type-blog-post": "post",
    "page-node-type-article": "post",
    "page-node-type-page": "page",
    "node-type-blog": "post",
    "node-type-page": "page",
    "path-frontpage": "home",
    "path-taxonomy": "listing",
    "page-taxonomy": "listing",
    # HubSpot
    "hs-blog-post": "post",
    "hs-blog-listing": "listing",
    "hs-site-page": "page",
    "hs-landing-page": "page",
    # Movable Type
    "mt-entry-individual": "post",
    "mt-main-index": "home",
    # minimal-mistakes, the most used Jekyll theme: its layouts are the software's own page kinds
    "layout--posts": "listing",
    "layout--tags": "listing",
    "layout--categories": "listing",
    "layout--archive-taxonomy": "listing",
    "layout--search": "listing",
}
# WordPress's body_class(): plain words, believed only on a page that shows other signs of WordPress. First match wins.
WORDPRESS_MARKS: tuple[tuple[str, str], ...] = (
    ("error404", "missing"),
    ("search-results", "listing"),
    ("search-no-results", "listing"),
    ("attachment", "attachment"),
    ("single-post", "post"),
    ("single-page", "page"),
    ("single-product", "page"),
    ("author", "author"),
    ("category", "listing"),
    ("tag", "listing"),
    ("date", "listing"),
    ("archive", "listing"),
    ("blog", "home"),
    ("home", "home"),
    ("single", "single"),
    ("page", "page"),
)
_WORDPRESS_PATHS = (b"/wp-content/", b"/wp-includes/", b"/wp-json/")
_BLOGGER_KIND = re.compile(rb"['\"]pageType['\"]\s*:\s*['\"](item|static_page|index|archive|error_page)['\"]")
_BLOGGER_MARKS = {b"item": "post", b"static_page": "page", b"index": "listing", b"archive": "listing"}

ARTICLE_TYPES = frozenset(
    (
        *("BlogPosting", "Article", "NewsArticle", "TechArticle", "ScholarlyArticle", "Report", "OpinionNewsArticle"),
        *("AnalysisNewsArticle", "ReviewNewsArticle", "BackgroundNewsArticle", "LiveBlogPosting", "Recipe", "Review"),
        *("SocialMediaPosting", "HowTo", "AdvertiserContentArticle", "SatiricalArticle"),
    )
)
LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage"))
PAGE_TYPES = frozenset(("AboutPage", "ContactPage", "CheckoutPage", "FAQPage"))

# Software's own class names around what only members or holders of a password may read.
CLOSED_CLASSES = (
    "gh-post-upgrade-cta",  # Ghost
    "post-upgrade-cta",
    "pmpro_content_message",  # Paid Memberships Pro
)


def _phrases(table: str) -> tuple[str, ...]:
    """The phrases of *table*, between bars and line ends."""
    return tuple(p.strip() for line in table.splitlines() for p in line.split("|") if p.strip())


# What stands in place of the text, in lower case; looked for on short pages only.
CLOSED_PHRASES = _phrases("""
    this post is password protected | this content is password protected | this post is for subscribers
    this post is for paying subscribers | this post is for paid subscribers | this post is for members
    this content is for members | this article is for subscribers | this post is protected by a password
    members-only content | members only content | subscribers-only content | subscriber-only content
    become a member to continue reading | subscribe to continue reading | to view this protected post
    dieser inhalt ist passwortgeschützt | beitrag ist passwortgeschützt | nur für mitglieder | nur für abonnenten
    contenu est protégé par un mot de passe | article est protégé par un mot de passe | réservé aux abonnés
    réservé aux membres | contenido está protegido por contraseña | entrada está protegida por contraseña
    solo para suscriptores | solo para miembros | conteúdo está protegido por senha | exclusivo para assinantes
    exclusivo para membros | contenuto è protetto da password | riservato agli abbonati | alleen voor leden
    met een wachtwoord beveiligd | alleen voor abonnees | защищено паролем | защищена паролем | защищён паролем
    только для подписчиков | захищено паролем | лише для підписників | chroniony hasłem | chronione hasłem
    tylko dla subskrybentów | parola korumalı | parola ile korunmaktadır | lösenordsskyddat | endast för medlemmar
    passordbeskyttet | adgangskodebeskyttet | salasanalla suojattu | chráněn heslem | jelszóval védett
    protejat prin parolă | パスワードで保護 | 会員限定 | 受密码保护 | 受密碼保護 | 仅限会员
    비밀번호로 보호 | 회원 전용 | story available to medium members only | this post is for paid members
    محمي بكلمة | با رمز محافظت | מוגן בסיסמה
""")
# Which of the phrases are about a password.
PASSWORD_WORDS = (
    *("passwor", "passwort", "protected post", "mot de passe", "contraseña", "senha", "парол", "hasł", "parol", "lösenord"),
    *("passord", "adgangskode", "salasana", "heslem", "jelsz", "パスワード", "密码", "密碼", "비밀번호"),
    *("محمي بكلمة", "رمز", "סיסמה"),
)
# Titles of pages that were not found, in lower case.
NOT_FOUND_PHRASES = _phrases("""
    page not found | post not found | article not found | content not found | file not found
    page could not be found | page cannot be found | page can't be found | page was not found | nothing found
    error 404 | 404 error | 404 not found | 404 page | (404)
    seite nicht gefunden | seite wurde nicht gefunden | page non trouvée | page introuvable | página no encontrada
    página não encontrada | pagina non trovata | pagina niet gevonden | страница не найдена | сторінку не знайдено
    nie znaleziono strony | strona nie została znaleziona | stránka nenalezena | sayfa bulunamadı
    sidan hittades inte | siden blev ikke fundet | siden ble ikke funnet | sivua ei löyt | az oldal nem található
    pagina nu a fost găsită | η σελίδα δεν βρέθηκε | ページが見つかりません | 页面不存在 | 页面未找到 | 找不到页面
    找不到頁面 | 페이지를 찾을 수 없 | الصفحة غير موجودة | صفحه پیدا نشد | הדף לא נמצא | không tìm thấy trang
    halaman tidak ditemukan | ไม่พบหน้า
""")
_BARE_NOT_FOUND = ("404", "not found")


def says_not_found(title: str) -> bool:
    """Whether the page's *title* says that there is nothing here."""
    text = title.lower()
    return text.strip(" .!-–—|:") in _BARE_NOT_FOUND or any(phrase in text for phrase in NOT_FOUND_PHRASES)


def engine_mark(classes: str, body: bytes) -> str | None:
    """What the blog software says the page is, from the *classes* of html and body and the page's bytes.

    One of post, single (one item of a custom kind), page, listing, author, home, attachment, missing; None when no
    software says anything.
    """
    tokens = classes.lower().split()
    found = next((MARKS[t] for t in tokens if t in MARKS), None)
    # A block theme's "page-template-default" names the template; WordPress's own kind of page is the truth.
    own = next((mark for name, mark in WORDPRESS_MARKS if name in tokens), None)
    if own and _is_wordpress(body):
        return own
    if found is None and b"pageType" in body and not _is_wordpress(body):
        blogger = _BLOGGER_KIND.search(body)
        return _BLOGGER_MARKS.get(blogger[1]) if blogger else None
    return found


def _is_wordpress(body: bytes) -> bool:
    """Whether the page shows signs of WordPress. Looking for a word through a whole page takes 10 µs: three begin alike."""
    return (b"/wp-" in body and any(sign in body for sign in _WORDPRESS_PATHS)) or b"WordPress" in body
