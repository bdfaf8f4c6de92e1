"""Headings that blogs put over what is not the article: one visible table, in many languages."""

from __future__ import annotations

import re
from functools import lru_cache

from blogarchive.text import fold

__all__ = ["heading_kind", "is_sources_heading", "may_begin_phrase", "pager_kind"]

# One phrase per comma. Compared after folding, so case, blanks and punctuation do not matter.
HEADINGS: dict[str, str] = {
    "related": """
        related, related posts, related articles, related stories, related content, related reading, related entries,
        related links, related news, related blogs, related blog posts, you may also like, you might also like,
        you may also enjoy, you might also enjoy, you may also be interested in, you might be interested in, you might like,
        read more, read next, read also, also read, read this next, see more, more posts, more stories,
        more articles, more like this, more to explore,
        more on this topic, more reading, more from the blog, more from this blog, similar posts, similar articles,
        recommended, recommended posts,
        recommended articles, recommended reading, recommended for you, recommendations, keep reading, continue reading,
        dont miss, what to read next, up next, other posts, other articles, other posts you may like,
        suggested posts, suggested reading,
        posts you may like, explore more, discover more, enjoyed this post, in this series,
        recommended stories, recommended videos, editors picks, editor's picks, trending stories, related topics, related videos,
        related coverage, related story, related article, related post, more coverage, more news, more stories like this,
        mehr zu diesem thema, empfohlene beiträge, empfehlungen aus der redaktion,
        weitere themen, zum weiterlesen, auch lesenswert,
        das könnte sie interessieren, empfohlener redaktioneller inhalt, schlagworte zum thema,
        mehr dazu, siehe auch, weitere news,
        weitere meldungen, lesen sie mehr, verwandte themen, mehr lesen,
        dans la même rubrique, à découvrir, à lire, sur le même sujet,
        temas relacionados, contenido relacionado, notas relacionadas, noticia relacionada,
        vea también, lea también, lea más, lea,
        lee además, te recomendamos, le puede interesar, video recomendado, más noticias, más sobre, mirá también, además,
        conteúdo relacionado, notícias relacionadas, leia mais sobre, saiba mais, mais notícias, veja mais,
        czytaj też, czytaj także, czytaj również, zobacz również,
        polecamy, czytaj więcej, więcej na ten temat, dowiedz się więcej,
        ähnliche beiträge, ähnliche artikel, verwandte beiträge, verwandte artikel, mehr zum thema, weitere artikel,
        weitere beiträge, passend dazu, lesen sie auch, auch interessant, weiterlesen, das könnte dich auch interessieren,
        das könnte sie auch interessieren, das könnte dir auch gefallen, lies auch,
        articles similaires, articles liés, articles connexes, articles associés, à lire aussi, lire aussi, à lire également,
        vous aimerez aussi, vous aimerez peut-être aussi, vous aimerez peut-être, sur le même thème, sur le même sujet,
        dans la même catégorie, voir aussi, en lire plus,
        artículos relacionados, entradas relacionadas, posts relacionados, publicaciones relacionadas, noticias relacionadas,
        relacionados, relacionado, también te puede interesar, te puede interesar, quizás te interese,
        te podría interesar, lee también,
        ver también, más artículos, artigos relacionados, publicações relacionadas, leia também, leia mais, veja também,
        você também pode gostar, você pode gostar, você pode gostar também, talvez você goste,
        articoli correlati, post correlati, articoli simili, potrebbe interessarti, potrebbe interessarti anche,
        ti potrebbe interessare, ti potrebbe interessare anche, potrebbero interessarti, leggi anche,
        gerelateerde berichten, gerelateerde artikelen, gerelateerd, lees ook, lees meer, misschien vind je dit ook leuk,
        podobne wpisy, powiązane wpisy, podobne artykuły, powiązane artykuły, zobacz także, zobacz też, przeczytaj także,
        przeczytaj również, przeczytaj też, související články, související příspěvky, podobné články, mohlo by vás zajímat,
        súvisiace články, relaterade inlägg, liknande inlägg, läs också, läs även, läs mer, relaterede indlæg, læs også,
        relaterte innlegg, les også, lue myös, aiheeseen liittyvää, kapcsolódó bejegyzések, kapcsolódó cikkek,
        articole similare, articole asemănătoare, citește și, povezani članci, pročitajte još, ilgili yazılar, benzer yazılar,
        ilginizi çekebilir, bunlar da ilginizi çekebilir, bunları da beğenebilirsiniz,
        похожие записи, похожие статьи, похожие посты, похожие материалы, похожие новости, читайте также,
        читать также, ещё по теме, еще по теме,
        по теме, смотрите также, связанные записи, рекомендуем, рекомендуем почитать, вам может понравиться,
        вам также может понравиться,
        схожі статті, схожі записи, читайте також, дивіться також, пов'язані записи, більше статей, свързани публикации,
        повезани чланци, σχετικά άρθρα, διαβάστε επίσης, مقالات ذات صلة, مواضيع ذات صلة, اقرأ أيضا, اقرأ أيضًا,
        قد يعجبك أيضا, قد يعجبك أيضًا, مقالات مشابهة, מאמרים קשורים, פוסטים קשורים, כתבות נוספות, אולי יעניין אותך,
        مطالب مرتبط, مطالب مشابه, نوشته‌های مشابه, संबंधित पोस्ट, यह भी पढ़ें,
        相关文章, 相關文章, 相关推荐, 相关阅读, 相关内容, 推荐阅读, 推薦閱讀, 推荐文章, 延伸阅读, 延伸閱讀, 猜你喜欢,
        更多文章, 你可能也喜欢, 你可能感兴趣,
        関連記事, 関連投稿, 関連する記事, 関連エントリー, あわせて読みたい, 合わせて読みたい, あわせて読みたい記事,
        こちらもおすすめ, おすすめ記事, おすすめの記事, こちらの記事もおすすめ,
        この記事を読んだ人はこんな記事も読んでいます, 관련 글, 관련글, 관련 기사, 관련 게시물, 함께 읽으면 좋은 글,
        추천 글, 추천 게시물,
        bài viết liên quan, có thể bạn quan tâm, có thể bạn thích, artikel terkait, postingan terkait, baca juga,
        บทความที่เกี่ยวข้อง
    """,
    "latest": """
        latest, latest posts, latest blogs, latest blog posts, latest articles, latest news, latest stories, latest entries,
        latest from the blog, our latest posts, our latest blogs, recent posts, recent blog posts, recent articles,
        recent entries, recent stories,
        recent news, newest posts, new posts, from the blog, newer posts, more recent posts,
        neueste beiträge, neueste artikel, letzte beiträge, aktuelle beiträge, derniers articles, articles récents,
        derniers billets, últimas entradas, entradas recientes, artículos recientes, últimos artículos, posts recentes,
        posts recientes, últimos posts, artigos recentes, articoli recenti, ultimi articoli, ultimi post, recente berichten,
        laatste berichten, nieuwste berichten, ostatnie wpisy, najnowsze wpisy, nejnovější příspěvky, poslední články,
        senaste inläggen, seneste indlæg, siste innlegg, viimeisimmät artikkelit, uusimmat artikkelit, legutóbbi bejegyzések,
        articole recente, son yazılar, свежие записи, последние записи, последние статьи, недавние записи, новые статьи,
        новые записи, останні записи, останні статті, нові статті, последни публикации, πρόσφατα άρθρα, أحدث المقالات,
        آخر المقالات, أحدث التدوينات, פוסטים אחרונים, מאמרים אחרונים, آخرین مطالب, نوشته‌های تازه,
        最新文章, 最近文章, 近期文章, 最新發表, 最新記事, 最近の投稿, 最近の記事, 新着記事, 新着, 최근 글, 최신 글,
        최근 게시물,
        bài viết mới, bài viết mới nhất, artikel terbaru, postingan terbaru, บทความล่าสุด
    """,
    "popular": """
        popular, popular posts, popular articles, most popular, most read, most viewed, top posts, trending, trending now,
        trending posts, hot posts, beliebte beiträge, beliebte artikel, meistgelesen, articles populaires, les plus lus,
        entradas populares, más leídos, lo más leído, más populares, mais lidos, mais lidas, posts populares, più letti,
        articoli più letti, meest gelezen, populaire berichten, popularne wpisy, najpopularniejsze, популярные записи,
        популярные статьи, популярное, популярні статті, популярне, الأكثر قراءة, 热门文章, 熱門文章, 人気記事,
        人気の記事, 인기 글
    """,
    "share": """
        share, share this, share this post, share this article, share this entry, share this page, share this story,
        share on, share it, share via,
        share with friends, spread the word, sharing is caring, teilen, teilen mit, artikel teilen, beitrag teilen, partager,
        partager cet article, partager sur, compartir, comparte, compartir en, compartilhe, compartilhar, partilhar,
        condividi,
        condividi su, delen, deel dit, deel dit bericht, udostępnij, sdílet, dela, del, jaa, megosztás, distribuie, paylaş,
        bunu paylaş, поделиться, поделитесь, поделиться ссылкой, поділитися, сподели, μοιραστείτε, شارك, مشاركة, שתף,
        اشتراک گذاری,
        分享, 分享到, 分享这篇文章, 共有, 共有:, シェア, シェアする, この記事をシェア, 공유, 공유하기, chia sẻ,
        bagikan, bagikan ini, แชร์,
        like this, follow us, follow me, follow us on, loading, gefällt mir, j'aime ça, me gusta esto
    """,
    "author": """
        about the author, about the authors, about author, author, authors, about me, about the writer, written by,
        meet the author,
        author bio, author profile, the author, posted by, article by, über den autor, über die autorin, über die autoren,
        zum autor, der autor, die autorin, à propos de l'auteur, à propos de l'autrice, l'auteur,
        a propos de l'auteur, auteur,
        sobre el autor, sobre la autora, acerca del autor, acerca de la autora, el autor, autor, autora,
        sobre o autor, sobre a autora,
        informazioni sull'autore, sull'autore, l'autore, autore, over de auteur, de auteur, o autorze, o autorce, autor wpisu,
        o autorovi, o autorce článku, om författaren, om forfatteren, kirjoittajasta, kirjoittaja, a szerzőről, szerző,
        despre autor, yazar hakkında, yazar, об авторе, об авторах, автор, про автора, за автора, σχετικά με τον συγγραφέα,
        عن الكاتب, عن المؤلف, نبذة عن الكاتب, על המחבר, درباره نویسنده, 关于作者, 作者简介, 關於作者, 作者簡介, 作者,
        この記事を書いた人,
        著者, 著者について, 著者プロフィール, 筆者プロフィール, プロフィール, ライター, 이 글을 쓴 사람, 글쓴이,
        저자, 저자 소개, 작성자,
        tác giả, về tác giả, tentang penulis, penulis, เกี่ยวกับผู้เขียน
    """,
    "comments": """
        comments, comment, leave a comment, leave a reply, leave a response, post a comment, add a comment, add comment,
        write a comment, join the discussion, join the conversation, no comments, no comments yet, be the first to comment,
        discussion, responses, replies, thoughts, reactions, webmentions, kommentare, kommentar schreiben,
        kommentar verfassen,
        schreibe einen kommentar, hinterlasse einen kommentar, keine kommentare, commentaires, laisser un commentaire,
        laissez un commentaire, réagir, comentarios, deja un comentario, deja una respuesta, dejar un comentario, comentários,
        deixe um comentário, deixe uma resposta, commenti, lascia un commento, rispondi, reacties, geef een reactie,
        plaats een reactie, komentarze, dodaj komentarz, zostaw komentarz, komentáře, napsat komentář, přidat komentář,
        kommentarer, lämna ett svar, lämna en kommentar, skriv et svar, legg igjen en kommentar, kommentit, vastaa,
        hozzászólások,
        szólj hozzá, comentarii, lasă un răspuns, yorumlar, bir yanıt yazın, yorum yap, комментарии, добавить комментарий,
        оставить комментарий, коментарі, залишити коментар, написати коментар, коментари, σχόλια, التعليقات, تعليقات,
        اترك تعليقا,
        اترك تعليقاً, תגובות, כתיבת תגובה, دیدگاه‌ها, نظرات, 评论, 評論, 留言, 发表评论, 发表回复, 發表迴響,
        發佈留言, コメント, コメントを残す, コメントする,
        댓글, 댓글 남기기, bình luận, trả lời, để lại một bình luận, komentar, tinggalkan balasan, ความคิดเห็น
    """,
    "newsletter": """
        newsletter, subscribe, subscribe now, sign up, sign up for our newsletter, sign up for the newsletter,
        stay in touch, stay up to date, stay updated, stay connected,
        subscribe to our newsletter, subscribe to my newsletter, subscribe to the newsletter, subscribe via email,
        subscribe by email,
        join our newsletter, join our mailing list, join the newsletter, get updates, never miss a post,
        never miss a story, get new posts by email,
        newsletter abonnieren, abonnieren, keine beiträge verpassen, s'abonner, abonnez-vous,
        inscrivez-vous à la newsletter, suscríbete, suscribirse,
        assine a newsletter, inscreva-se, iscriviti, iscriviti alla newsletter, schrijf je in, zapisz się,
        zapisz się do newslettera,
        подписаться, подпишитесь, подписка, підписатися, не пропустіть нові статті, 订阅, 訂閱, 購読, メルマガ登録,
        구독, 구독하기, abone ol
    """,
    "tags": """
        tags, tag, tagged, tagged with, tagged under, topics, filed under, categories, category, posted in, keywords,
        labels, schlagwörter,
        schlagworte, kategorien, étiquettes, mots-clés, catégories, etiquetas, categorías, marcadores, categorias, etichette,
        trefwoorden, tagi, kategorie, štítky, taggar, tunnisteet, címkék, etiketler, метки, теги, рубрики, категории, мітки,
        теґи, етикети, ετικέτες, الوسوم, تصنيفات, תגיות, برچسب‌ها, 标签, 標籤, 分类, タグ, カテゴリー, カテゴリ,
        태그, 카테고리, thẻ, label
    """,
    "toc": """
        table of contents, contents, on this page, in this article, in this post, quick links, jump to,
        inhaltsverzeichnis, inhalt,
        table des matières, sommaire, tabla de contenidos, tabla de contenido, contenido, índice, sumário,
        neste artigo, indice,
        indice dei contenuti, inhoudsopgave, inhoud, spis treści, obsah, innehåll, innehållsförteckning,
        indholdsfortegnelse, sisällys,
        tartalomjegyzék, cuprins, içindekiler, содержание, оглавление, зміст, съдържание, περιεχόμενα, المحتويات,
        جدول المحتويات, תוכן עניינים, فهرست مطالب,
        目录, 文章目录, 本文目录, 目錄, 目次, もくじ, この記事の目次, 목차, 차례, mục lục, nội dung, daftar isi, สารบัญ
    """,
    "license": """
        license, licence, copyright, copyright notice, lizenz, 版权声明, 版權聲明, 本文链接, ライセンス
    """,
}

PAGER: dict[str, str] = {
    "next": """
        next, next post, next article, next entry, next story, newer, newer post, newer posts, newer entry, nächster,
        nächster beitrag, nächster artikel,
        weiter, neuer, neuerer beitrag, suivant, article suivant, billet suivant, siguiente, siguiente entrada,
        entrada siguiente, próximo,
        próximo post, próximo artigo, seguinte, successivo, articolo successivo, post successivo, volgende, volgend bericht,
        następny, następny wpis, nowszy, další, další příspěvek, nästa, nästa inlägg, næste, neste, seuraava, következő,
        următorul, sonraki, sonraki yazı, следующая, следующая запись, следующий, следующая статья, вперёд, наступна,
        наступний, наступний запис, следваща, επόμενο,
        التالي, المقال التالي, הבא, بعدی, 下一篇, 下一页, 后一篇, 下一篇文章, 次の記事, 次の投稿, 次へ, 次,
        新しい記事, 新しい投稿, 다음, 다음 글, 다음글, 다음 게시물,
        tiếp, bài sau, bài tiếp theo, selanjutnya, berikutnya, ถัดไป
    """,
    "previous": """
        previous, prev, previous post, previous article, previous entry, previous story, prev post, older,
        older post, older posts,
        older entry, vorheriger, vorheriger beitrag, vorheriger artikel, zurück, älter, älterer beitrag, précédent,
        article précédent,
        billet précédent, anterior, entrada anterior, post anterior, artigo anterior, precedente, articolo precedente,
        post precedente, vorige, vorig bericht, poprzedni, poprzedni wpis, starszy, předchozí, předchozí příspěvek,
        föregående,
        föregående inlägg, forrige, edellinen, előző, precedentul, önceki, önceki yazı, предыдущая,
        предыдущая запись, предыдущий,
        предыдущая статья, назад, попередня, попередній, попередній запис, предишна, προηγούμενο, السابق,
        المقال السابق, הקודם, قبلی,
        上一篇, 上一页, 前一篇, 上一篇文章, 前の記事, 前の投稿, 前へ, 前, 過去の記事, 以前の記事, 古い記事, 이전,
        이전 글, 이전글, 이전 게시물, trước, bài trước, sebelumnya, ก่อนหน้า
    """,
}

# Headings over what an author links at the end of a text; it belongs to the text.
SOURCES = """
    references, reference, sources, source, further reading, resources, links, useful links, bibliography, works cited, credits,
    notes, footnotes, endnotes, acknowledgements, acknowledgments, see also,
    quellen, quelle, literatur, literaturverzeichnis, nachweise, fußnoten, anmerkungen, weiterführende links, links und quellen,
    sources et références, références, bibliographie, liens, notes de bas de page, pour aller plus loin,
    referencias, fuentes, fuente, bibliografía, enlaces, notas, referências, fontes, bibliografia, links úteis,
    riferimenti, fonti, note, bronnen, literatuur, źródła, źródło,
    przypisy, zdroje, poznámky, källor, referenser, kilder, lähteet,
    források, surse, kaynaklar, kaynak, источники, источник, ссылки, литература, примечания, джерела, посилання, πηγές,
    المصادر, المراجع, מקורות, منابع, 参考, 参考文献, 参考资料, 参考链接, 參考資料, 參考文獻, 引用, 注释, 脚注,
    参考リンク, 参考サイト, 参考記事, 出典, 참고, 참고 자료,
    참고자료, 참고 문헌, 출처, nguồn, tài liệu tham khảo, referensi, sumber
"""
MAX_HEADING = 70
MAX_WORDS = 4
_WORD = re.compile(r"\w{4,}")
_NUMBER = re.compile(r"\d")
# Words that begin such a list alone, and say something else beside others.
_GENERAL = frozenset("links link resources credits notes note liens enlaces notas".split())


def _table(source: dict[str, str]) -> dict[str, str]:
    return {fold(phrase): kind for kind, phrases in source.items() for phrase in phrases.split(",") if fold(phrase)}


_HEADINGS = _table(HEADINGS)
_PAGER = _table(PAGER)
_SOURCES = frozenset(fold(phrase) for phrase in SOURCES.split(","))
_SURE_SOURCES = _SOURCES - _GENERAL
# Headings that go on: "Related posts about tea", "3 comments", "More from Ann Lee", "Comments (4)".
_STARTING_KINDS = ("related", "share", "comments", "author", "newsletter", "latest")
_STEM = 6
_STARTS: dict[str, list[tuple[str, str]]] = {}
"""The first letters of a phrase → the phrases that begin so, with their kinds."""
for _phrase, _kind in _HEADINGS.items():
    if _kind in _STARTING_KINDS and len(_phrase) > 10:
        _STARTS.setdefault(_phrase[:_STEM], []).append((_phrase, _kind))
# First two letters of every phrase: most lines need no folding to be told apart from all of them.
_BEGINNINGS = frozenset(phrase[:2] for phrase in (*_HEADINGS, *_PAGER))
_MORE_FROM = (
    "morefrom",
    "morein",
    "moreby",
    "mehrvon",
    "plusde",
    "otherpostsby",
    "recommendedby",
    "sharethis",
    "aboutthe",
    "relatedto",
)


@lru_cache(maxsize=4096)
def heading_kind(text: str) -> str | None:
    """What a heading with *text* announces, if that is not the article: related, latest, popular, share, author,
    comments, newsletter, tags, toc, license; else None."""
    if not text or len(text) > MAX_HEADING or not may_begin_phrase(text):
        return None
    folded = fold(text)
    kind = _HEADINGS.get(folded) or _HEADINGS.get(folded.strip("0123456789"))
    if kind:
        return kind
    for phrase, kind in _STARTS.get(folded[:_STEM], ()):
        if folded.startswith(phrase) and len(folded) - len(phrase) <= 20:
            return kind
    if folded.startswith(_MORE_FROM[:7]) and len(folded) < 40 and not folded.startswith("moreinfo"):
        return "related"
    return None


def is_sources_heading(text: str) -> bool:
    """Whether a heading with *text* begins a list of sources, references or footnotes: "Key references", "Notes and sources"."""
    if len(text) > MAX_HEADING:
        return False
    if fold(text) in _SOURCES:
        return True
    words = _WORD.findall(text)
    return len(words) <= MAX_WORDS and not _NUMBER.search(text) and any(fold(word) in _SURE_SOURCES for word in words)


@lru_cache(maxsize=4096)
def pager_kind(text: str) -> str | None:
    """``next`` or ``previous`` when *text* is one of the words for it, alone or before a colon; else None."""
    if not may_begin_phrase(text):
        return None
    folded = fold(text)
    return _PAGER.get(folded) or _PAGER.get(fold(text.partition(":")[0]))


def may_begin_phrase(text: str) -> bool:
    """False when no phrase of this module begins with the first letters of *text*; quick."""
    start = text[:2]
    if start.isascii() and start.isalpha():
        return start.lower() in _BEGINNINGS or len(start) < 2
    letters = ""
    for c in text[:24].casefold():
        if c.isalpha():
            letters += c
            if len(letters) == 2:
                break
    return len(letters) < 2 or letters in _BEGINNINGS
