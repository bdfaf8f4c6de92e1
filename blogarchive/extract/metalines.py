"""Lines that speak about the post and are not part of it: dates, bylines, reading times, counts."""

from __future__ import annotations

import re

from blogarchive.text import fold

__all__ = ["is_ad_label", "is_meta_line", "is_trailing_notice"]

MAX_META = 160

# Month names and the words around a date, in the languages blogs are written in; only whole lines made of these are datelines.
MONTHS = (
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september "
    "oct october nov november dec december "
    "januar jänner februar märz mai juni juli oktober dezember okt dez janvier février mars avril juin "
    "juillet août septembre octobre novembre décembre "
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre "
    "janeiro fevereiro março maio junho julho setembro "
    "outubro novembro dezembro gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre "
    "januari februari maart mei augustus "
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia "
    "ledna února března dubna května června července "
    "srpna září října listopadu prosince januari februari maj augusti marts tammikuuta helmikuuta "
    "maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta "
    "elokuuta syyskuuta lokakuuta marraskuuta joulukuuta ocak şubat mart nisan mayıs haziran temmuz "
    "ağustos eylül ekim kasım aralık "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр "
    "июн июл авг сен сент окт ноя дек г "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня р "
    "يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر ינואר פברואר מרץ "
    "אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"
)
DATE_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm a p m th "
    "st nd rd of at on de del da do d le el il den dnia vom "
    "utc gmt cet cest est edt pst pdt ist jst kst uhr h montag dienstag mittwoch donnerstag freitag "
    "samstag sonntag lundi mardi mercredi jeudi vendredi "
    "samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì "
    "giovedì venerdì sabato domenica "
    "понедельник вторник среда четверг пятница суббота воскресенье 年 月 日 年 월 일 曜日 星期 周 時 时 分 오전 오후 "
    "posted published updated date last edited modified "
    "veröffentlicht publié publicado pubblicato опубликовано обновлено дата"
)
_DATE_WORDS = frozenset((MONTHS + " " + DATE_WORDS).split())
_MARKS = " \t\n·•|–—-»›~"
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_CJK_DATE = re.compile(r"^\W*(?:1[89]|20)\d\d\s*[年년./-]\s*\d{1,2}\s*[月월./-]\s*\d{1,2}\s*[日일]?\W*(?:[\d:]{4,8})?\W*$")

_PATTERNS = (
    (
        r"(?:posted|published|updated|last updated|last modified|modified|written|created|first published|"
        r"originally published|filed|date|edited|added|submitted)\b\s*(?:by|on|in|at|under|:|\d|(?:jan|feb|"
        r"mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    ),
    (
        r"(?:by|von|par|por|di|door|av|af|от|од|autor|author|auteur|autore|text|words by|story by|written by|"
        r"posted by|geschrieben von|escrito por|écrit par|scritto da)\s*:?\s+\S+(?:\s+\S+){0,5}$"
    ),
    r"(?:veröffentlicht|aktualisiert|zuletzt aktualisiert|geschrieben|erstellt|verfasst)\s+(?:am|von|:|in)",
    r"(?:publié|mis à jour|posté|rédigé)\s+(?:le|par|dans|:)",
    r"(?:publicado|actualizado|atualizado|escrito|postado|publicada)\s+(?:el|en|em|por|:|\d)",
    r"(?:pubblicato|aggiornato|scritto|postato)\s+(?:il|da|in|:)",
    (
        r"(?:geplaatst|gepubliceerd|opublikowano|zveřejněno|publicerad|publisert|udgivet|julkaistu|közzétéve|"
        r"publicat|yayınlandı|yayımlanma)\b"
    ),
    r"(?:опубликовано|обновлено|дата|автор|опубліковано|автор|публикувано)\s*:?\s",
    (
        r"(?:发布|發布|更新|发表|發表|作者|阅读|閱讀|字数|字數|分类|标签|本文|来源|編輯|编辑|投稿者?|公開|最終更新|更新日|投稿日|公開日|カテゴリ|작성|게시|업데이트|카테고리|"
        r"작성자|글쓴이)[^。！？]{0,6}\s*[:：于於]"
    ),
    (
        r"(?:reading time|read time|estimated read|lesezeit|lesedauer|temps de lecture|tiempo de lectura|"
        r"tempo di lettura|tempo de leitura|leestijd|czas czytania|время чтения|阅读时长|閱讀時間|読了時間)"
    ),
    r"\W*(?:about\s+|ca\.\s+|~\s*)?\d{1,3}\s*[-–]?\s*(?:min(?:ute)?s?|分钟|分鐘|分で読め|мин|хв|minuten|minutos|minuti|분)\b.{0,20}$",
    (
        r"\W*\d*\s*(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|"
        r"комментари\w+|views?|likes?|shares?|条评论|件のコメント)\W*$"
    ),
    (
        r"(?:no comments|leave a comment|tags?|labels?|categor(?:y|ies)|filed under|tagged|posted in|topics?|"
        r"schlagw\w+|kategorien?|étiquettes?|catégories?|etiquetas?|categorías?|categorias?|тег[иі]|метки|"
        r"мітки|рубрик[аи]|категори\w+|标签|タグ|카테고리|태그)\s*[:：]"
    ),
)
_META = re.compile("|".join(f"(?:{p})" for p in _PATTERNS), re.I)
_SENTENCE = re.compile(r"(?<!\d)[.!?…。！？]\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+")
# What templates say under a post to make readers share it, and that nobody can comment any more.
_ASKING = re.compile(
    r"(?:vous avez aimé|did you (?:like|enjoy)|you (?:liked|enjoyed)|hat (?:dir|ihnen|euch) .{0,30}gefallen|te ha gustado|"
    r"gostou d|ti è piaciut|понравил).{0,60}(?:partage|share|tweet|teile|comparte|compartilhe|condivid|поделит)"
    r"|^\W*comments (?:are|have been) closed|^\W*kommentare sind geschlossen|kommentarfunktion .{0,40}geschlossen"
    r"|commentaires sont fermés|comentarios están cerrados|comentários estão (?:fechados|encerrados)|комментарии закрыты"
    r"|コメントは(?:受け付けていません|閉じられています)",
    re.I,
)
_NOTICE = re.compile(
    r"^\W*(?:permalink|edit this (?:page|post)|back to (?:top|blog|index|home)|go back|return to|view all "
    r"posts|see all posts|all posts|copyright|©|\(c\)|all rights reserved|"
    r"print this|print|tweet|share|e-?mail this|pin it|like this|loading|advertisement|advertisements|"
    r"anzeige|werbung|publicité|publicidad|pubblicità|реклама|广告|廣告|広告|スポンサーリンク|"
    r"continue reading|read more|weiterlesen|lire la suite|seguir leyendo|leggi tutto|このページを編集|编辑此页)[^.!?]{0,60}$",
    re.I,
)


# Lines between paragraphs, folded, that say that an advertisement stands there.
AD_LABELS = frozenset(
    "ad ads advertisement advertisements advertising advert sponsored sponsoredcontent advertisementcontinuereadingbelow "
    "abouttheseads reportthisad continuereadingthemainstory "
    "storycontinuesbelowadvertisement articlecontinuesbelowadvertisement advertisementscrolltocontinue "
    "thisadvertisementhasnotloadedyetbutyourarticlecontinuesbelow continuereadingbelow storycontinuesbelow scrolltocontinue "
    "anzeige werbung reklame annonce annonces publicité publicidad pubblicità publicidade anuncio anúncio advertentie "
    "annons mainos hirdetés reklam реклама διαφήμιση إعلان פרסומת 广告 廣告 広告 スポンサーリンク 광고 iklan".split()
)


def is_ad_label(text: str) -> bool:
    """True for a line that says nothing but "Advertisement", in one of many languages."""
    return len(text) <= 90 and fold(text) in AD_LABELS


def is_meta_line(text: str) -> bool:
    """True for a line that is nothing but a date, a byline, a reading time, a count or a list of tags."""
    if not text or len(text) > MAX_META:
        return False
    if _is_dateline(text):
        return True
    text = text.strip(_MARKS)
    return bool(_META.match(text)) and not _SENTENCE.search(text)


def _is_dateline(text: str) -> bool:
    if len(text) > 60 or not _YEAR.search(text):
        return False
    if _CJK_DATE.match(text):
        return True
    words = _WORD.findall(text.lower())
    return any(c.isdigit() for c in _YEAR.sub("", text)) and all(
        w in _DATE_WORDS or all(c in "年月日時分秒" for c in w) for w in words
    )


def is_trailing_notice(text: str) -> bool:
    """True for the small print under a post: permalinks, copyright, "back to top", share words."""
    return len(text) <= MAX_META and bool(_NOTICE.match(text) or _ASKING.search(text))
