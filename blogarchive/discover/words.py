"""Words of many languages that tell what a link, a feed or an address is for. Data only; compare case-folded."""

from __future__ import annotations

__all__ = [
    "ARCHIVE_SEGMENTS",
    "AUTHOR_SEGMENTS",
    "COMMENT_WORDS",
    "LISTING_SEGMENTS",
    "NEWER_WORDS",
    "OLDER_WORDS",
    "PAGER_SEGMENTS",
    "PAGE_FOLDERS",
    "PAGE_SEGMENTS",
    "TOP_PAGE_SEGMENTS",
]


def _words(table: str) -> frozenset[str]:
    """The words of *table*, between blanks."""
    return frozenset(table.split())


def _phrases(table: str) -> frozenset[str]:
    """The phrases of *table*, between bars and line ends."""
    return frozenset(p.strip() for line in table.splitlines() for p in line.split("|") if p.strip())


# In titles of feeds: "Comments on …", "Kommentare zu …". Parts of words, so that endings do not matter.
COMMENT_WORDS: tuple[str, ...] = (
    "comment",  # en fr (commentaires)
    "kommentar",  # de da sv nb
    "comentari",  # es pt ca ro
    "comentário",
    "commenti",  # it
    "reacties",  # nl
    "reactions",
    "komentar",  # pl sl hr id ms
    "komentář",  # cs
    "komentár",  # sk
    "hozzászólás",  # hu
    "комментар",  # ru
    "коментар",  # uk bg sr
    "каментар",  # be
    "σχόλια",  # el
    "yorum",  # tr
    "kommentti",  # fi
    "kommentit",
    "kommentaar",  # et af
    "komentāri",  # lv
    "komentarai",  # lt
    "bình luận",  # vi
    "phản hồi",
    "ความเห็น",  # th
    "ความคิดเห็น",
    "تعليقات",  # ar
    "دیدگاه",  # fa
    "نظرات",
    "תגובות",  # he
    "टिप्पण",  # hi mr ne
    "মন্তব্য",  # bn
    "评论",  # zh
    "評論",
    "留言",
    "迴響",
    "コメント",  # ja
    "댓글",  # ko
    "iruzkin",  # eu
)

# Whole link texts, arrows and punctuation removed, that lead to the next older page of a listing.
OLDER_WORDS = _phrases("""
    older | older posts | older entries | older articles | older stories | next | next page | more posts
    more | load more | show more | see more posts | view more | more articles | more entries | earlier posts
    earlier entries | previous entries
    weiter | nächste | nächste seite | ältere | ältere beiträge | ältere artikel | ältere einträge
    ältere posts | mehr beiträge | mehr laden
    suivant | page suivante | suivante | articles plus anciens | articles précédents | billets précédents
    plus anciens | messages plus anciens | plus d'articles | voir plus
    siguiente | página siguiente | entradas antiguas | entradas anteriores | más antiguas
    artículos anteriores | ver más | más entradas | cargar más
    próxima | próximo | próxima página | página seguinte | seguinte | postagens mais antigas | posts antigos
    mais antigas | artigos mais antigos | mensagens antigas | mais posts | carregar mais
    successivo | pagina successiva | successiva | avanti | post più vecchi | articoli meno recenti
    più vecchi | meno recenti | altri articoli | articoli precedenti
    volgende | volgende pagina | oudere berichten | oudere posts | ouder | meer berichten
    следующая | следующая страница | далее | вперёд | вперед | предыдущие записи | старые записи | ранее
    более старые | более ранние | старые | ещё | еще | показать ещё | предыдущие
    наступна | наступна сторінка | далі | старіші записи | попередні записи | старіші публікації | старіші
    następna | następna strona | starsze | starsze posty | starsze wpisy | dalej | więcej wpisów
    další | další stránka | starší | starší příspěvky | starší články
    ďalšia | ďalej | staršie | staršie príspevky | staršie články
    következő | következő oldal | régebbi bejegyzések | korábbi bejegyzések | régebbi
    următoarea | pagina următoare | înainte | postări mai vechi | articole mai vechi | mai vechi
    следваща | по-стари публикации | по-стари
    следећа | старији чланци | sljedeća | stariji postovi | starije objave | starije | naslednja
    starejši prispevki
    επόμενη | επόμενη σελίδα | επόμενο | παλαιότερα άρθρα | παλαιότερες αναρτήσεις | παλιότερα
    sonraki | sonraki sayfa | eski yazılar | daha eski yazılar | önceki yazılar | daha eski kayıtlar
    daha fazla
    nästa | nästa sida | äldre | äldre inlägg | äldre poster | fler inlägg
    neste | neste side | eldre | eldre innlegg
    næste | næste side | ældre | ældre indlæg
    seuraava | seuraava sivu | vanhemmat | vanhemmat artikkelit | vanhemmat kirjoitukset | vanhempia viestejä
    järgmine | vanemad postitused | nākamā | vecāki raksti | kitas | senesni įrašai | ankstesni įrašai
    次へ | 次のページ | 次ページ | 次 | 古い記事 | 過去の記事 | 以前の記事 | 前の投稿 | 過去の投稿 | もっと見る
    もっと読む
    下一页 | 下一頁 | 下页 | 后一页 | 更早 | 更早的文章 | 较旧 | 较早文章 | 舊文章 | 较旧的博文 | 較舊的文章
    更多文章 | 加载更多 | 更多 | 较早的文章
    다음 | 다음 페이지 | 이전 글 | 이전 글들 | 이전 게시물 | 더보기 | 더 보기
    التالي | الصفحة التالية | التالى | مقالات أقدم | أقدم | رسائل أقدم | المزيد
    بعدی | صفحه بعد | صفحه بعدی | نوشته‌های قدیمی‌تر | نوشته‌های پیشین | قدیمی‌تر
    הבא | העמוד הבא | רשומות קודמות | פוסטים ישנים | הודעות ישנות
    अगला | अगला पृष्ठ | पुराने पोस्ट | पुराने संदेश | পরবর্তী | পুরাতন পোস্ট
    trang sau | tiếp | tiếp theo | bài cũ hơn | bài viết cũ hơn | cũ hơn
    ถัดไป | หน้าถัดไป | เรื่องที่เก่ากว่า | บทความที่เก่ากว่า
    selanjutnya | berikutnya | halaman berikutnya | postingan lama | pos lama | posting lama | catatan lama
    seterusnya
    següent | entrades més antigues | seguinte páxina | hurrengoa | sarrera zaharragoak | sekva
    pli malnovaj
""")

# The same for the way back to newer pages: wanted too, since a crawl may start in the middle.
NEWER_WORDS = _phrases("""
    newer | newer posts | newer entries | newer articles | previous | previous page | prev
    zurück | vorherige | vorherige seite | neuere | neuere beiträge | neuere artikel | neuere einträge
    précédent | page précédente | précédente | articles plus récents | articles suivants | plus récents
    anterior | página anterior | entradas recientes | entradas más recientes | más recientes
    entradas siguientes
    postagens mais recentes | mais recentes | precedente | pagina precedente | post più recenti | indietro
    vorige | vorige pagina | nieuwere berichten | предыдущая | предыдущая страница | назад | новые записи
    следующие записи
    попередня | новіші записи | poprzednia | nowsze | nowsze posty | nowsze wpisy | předchozí | novější
    novější příspěvky
    előző | újabb bejegyzések | anterioară | postări mai noi | προηγούμενη | νεότερα άρθρα
    νεότερες αναρτήσεις
    önceki | önceki sayfa | yeni yazılar | daha yeni yazılar | föregående | nyare | nyare inlägg | forrige
    nyere | nyere innlegg
    nyere indlæg | edellinen | uudemmat | uudemmat artikkelit | uudempia viestejä
    前へ | 前のページ | 前ページ | 新しい記事 | 新しい投稿 | 上一页 | 上一頁 | 上页 | 较新 | 较新文章 | 新文章
    较新的博文
    이전 | 이전 페이지 | 다음 글 | السابق | الصفحة السابقة | أحدث | رسائل أحدث | قبلی | صفحه قبل | הקודם
    פוסטים חדשים
    पिछला | नए पोस्ट | trang trước | bài mới hơn | ก่อนหน้า | เรื่องที่ใหม่กว่า | sebelumnya | postingan baru
    pos baru
""")

# Path segments, in front of a number, that page a listing: /page/2, /seite/2, /p/2.
PAGER_SEGMENTS = _words("""
    page pages pg p paged seite seiten pagina página pagine strona strana stranka stránka oldal sida side sivu
    sayfa страница стр сторінка σελίδα trang halaman ページ 页 頁 페이지 صفحة صفحه עמוד
""")

# Path segments that mean "posts by subject": the page below them is a list.
LISTING_SEGMENTS = _words("""
    tag tags tagged category categories cat cats categorie catégorie catégories kategorie kategorien kategoria
    kategori kategorier kategoriat kategooria categoria categorias categoría categorías categorie-artikel topic
    topics thema themen sujet subject subjects label labels etiqueta etiquetas etiquette etiquettes étiquette
    schlagwort schlagworte schlagwoerter mot-cle mots-cles motcle keyword keywords тег теги метка метки рубрика
    рубрики категория категории категорія мітка ετικέτα κατηγορία etiket etiketler taksonomi taxonomy section
    sections rubrik rubriken rubrique rubriques rubrica series collections タグ カテゴリ カテゴリー 标签 標籤
    分类 分類 태그 카테고리 وسم
    تصنيف برچسب דסته תגית קטגוריה genre genres avainsana emneord tagi
""")

# Path segments of pages about a person.
AUTHOR_SEGMENTS = _words("""
    author authors autor autoren autores autora auteur auteurs autore autori writer writers contributor
    contributors profile profiles user users people person team member members staff by verfasser redakteur
    forfatter författare автор авторы автори συγγραφέας yazar yazarlar szerző szerzok kirjoittaja 作者 著者
    ライター 저자
    penulis kontributor كاتب الكاتب نویسنده tác-giả
""")

# Path segments of a list of everything; as the last segment only.
ARCHIVE_SEGMENTS = _words("""
    archive archives archiv archivo archivos arquivo arquivos archivio archief archiwum arkiv arkisto arsiv
    arşiv архив архивы архів αρχείο アーカイブ 归档 存档 歸檔 보관함 أرشيف بایگانی ארכיון arsip date
    blog-archive index all
    all-posts posts articles sitemap
""")

# Last path segments of pages that every site has and that are never posts.
PAGE_SEGMENTS = _words("""
    about about-me about-us aboutme aboutus about-this-site about-this-blog contact contact-us contacts kontakt
    contacto contato contatto contatti contactez-nous uber-mich ueber-mich ueber-uns über-mich über-uns
    impressum imprint legal-notice legal-notices mentions-legales mentions-légales aviso-legal note-legali
    datenschutz datenschutzerklarung datenschutzerklaerung datenschutzerklärung privacy privacy-policy
    privacy-notice privacypolicy politique-de-confidentialite politica-de-privacidad politica-de-privacidade
    politica-de-cookies cookie-policy terms terms-of-service terms-of-use terms-and-conditions tos agb cgu cgv
    disclaimer disclosure accessibility accessibility-statement a-propos apropos à-propos acerca acerca-de
    sobre-mi sobre-mí sobre-mim sobre-nosotros quienes-somos quem-somos chi-siamo chi-sono su-di-me over-mij
    over-ons o-mnie o-nas o-mne o-meni om-mig om-meg om-oss om-os rolunk rólam kapcsolat contacteaza hakkinda
    hakkımda hakkimizda iletisim iletişim tietoa yhteystiedot о-себе об-авторе о-блоге о-нас о-сайте обо-мне
    контакты про-мене про-нас контакти σχετικά επικοινωνία プロフィール お問い合わせ プライバシーポリシー 关于
    關於 关于我 联系 聯絡 about-zh 소개 문의 من-نحن اتصل-بنا درباره-ما تماس-با-ما אודות צור-קשר lien-he
    gioi-thieu tentang kontak hubungi-kami 404 404.html
""")

# Folders of pages that are no posts: Nikola, Pelican and shops keep theirs there. Pager words in front of a number come first.
PAGE_FOLDERS = _words("pages seiten páginas paginas pagine strony sidor sider sivut sayfalar страницы сторінки 페이지")

# The same as PAGE_SEGMENTS, but words that may name a post in a folder of posts: they count right below the host only.
TOP_PAGE_SEGMENTS = _words("""
    contact-me nous-contacter legal cookies sobre over om despre subscribe newsletter newsletters subscription
    membership signup sign-up register donate support sponsor sponsors advertise friends friend links link
    blogroll links-page guestbook colophon now uses resume cv portfolio search suche recherche buscar busca
    cerca zoeken szukaj hledat поиск пошук 検索 搜索 검색 login sign-in signin logout account my-account cart
    checkout shop faq help jobs careers press media-kit offline
""")
