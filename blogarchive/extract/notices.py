"""Paragraphs in which the site speaks, not the author: asks for an address, money or consent, says what is behind its links."""

from __future__ import annotations

import re

__all__ = ["is_copyright_line", "is_credit_line", "is_embedded_post", "is_notice", "is_stand_in"]

MAX_NOTICE = 500
"""Characters of a paragraph that may be a notice."""

# A word in lower case, and a pattern that is looked for where it occurs; each pattern is sure by itself.
# English first, then what newspapers of other languages write in the same places.
_NOTICES = r"""
newsletter | \bnewsletters? may contain info about|\b(?:this newsletter (?:was )?forwarded to you|was this newsletter)\b
newsletter | \b(?:sign(?:ing)? up|register) (?:for|to) [\w'’ .-]{0,60}newsletters?\b
newsletter | \bsubscribe to [\w'’ .-]{0,60}newsletters?\b
sign | \bsign(?:ing)? up (?:for|to) (?:our|the|my)? ?(?:free |daily |weekly |morning )*(?:e-?mails?|email list|updates|briefing)\b
subscribe | \bsubscribe to (?:our|the|my) (?:free |daily |weekly )*(?:mailing list|e-?mails|updates|youtube channel|podcast)\b
subscribe | \bcontent is reserved for subscribers\b|\bsubscribe (?:now )?to (?:continue|keep) reading\b
inbox | \b(?:delivered|sent|straight|right|directly|stories) (?:straight |right |directly )?(?:in)?to your (?:e-?mail )?inbox\b
inbox | \b(?:get|receive) (?:our|the|all the) (?:latest|best|top|biggest)[^.]{0,90}\binbox\b
inbox | \bcheck your inbox (?:now|to|for) \b
account | \bcreate or log ?in to your [\w ]{0,30}account\b|\balready have an account\s*\?
already a | \balready (?:a subscriber|a member|registered|subscribed)\s*\?
this | \bthis (?:article|story|content) is (?:only |exclusively )?(?:for|available to) (?:our )?(?:subscribers|members)\b
may | \bmay (?:also )?(?:earn|receive|make|get|be paid) (?:us |me )?(?:an? |some |small |affiliate )*commissions?\b
may | \bmay (?:receive|get|be paid) (?:an? |some )?compensation\b
may | \bmay (?:also )?(?:earn|receive|make|get|collect) (?:an? |some )?(?:money|revenue|(?:portion|share|percentage) of)\b
independently | \ball products?[^.]{0,70}\bindependently (?:selected|chosen|reviewed)\b
independently | \bindependently (?:selected|chosen|reviewed) by our\b
amazon associate | \bas an amazon associate\b
may not be | \bmaterial may not be (?:published|reproduced)\b|\bmay not be (?:published, broadcast|reproduced, distributed)
tip | \b(?:got|have) a (?:news )?tip (?:for us|to share|or|\?)[^!?]{0,60}
our | \bget in touch with our (?:news|web|editorial) ?team\b|\bour website is (?:the|your) (?:place|destination) for\b
like this | \bfor more (?:stories|articles|news) like this\b
moderated | \bcomments on this (?:piece|article) are (?:pre)?moderated\b
log | \b(?:you must be|please) (?:logged|log) ?in (?:again|to (?:post|leave|write|comment|add))\b
log | \blog ?in [\w ]{0,40}to (?:comment|join the)\b
sign | \b(?:you must be|please) sign(?:ed)? in to (?:post|leave|write|comment)\b
sign | \bsign in [\w ]{0,40}to (?:comment|join the|continue)\b
javascript | \bplease (?:enable|turn on) javascript\b
javascript | \bjavascript (?:is|must be|seems to be) (?:disabled|enabled|required|turned off)
your browser | \byour browser (?:does not|doesn.t) support\b
went wrong | \b(?:sorry|oops)[!,.]? something went wrong\b
us on | ^\W*(?:please )?(?:follow|like|join|find) us on (?:twitter|x|facebook|instagram|youtube|linkedin|tiktok)\b
us on | ^\W*(?:please )?(?:follow|like|join|find) us on (?:google news|whatsapp|telegram|threads|bluesky|mastodon)\b
app | ^\W*download (?:our|the) (?:free )?[\w ]{0,20}\bapp\b
sign up | \bsign up (?:here )?to (?:get|receive) it\b
support | \bsupport (?:our|independent) (?:journalism|work|reporting|newsroom)\b[^.]{0,60}\b(?:today|now|donat|contribut|member)
if you | \bif you (?:liked?|enjoyed?) this (?:article|post|story|piece)[^.]{0,50}\b(?:share|subscri|sign up|consider|follow)
newsletter | \babonnieren sie (?:unseren?|den) [^.!?]{0,30}newsletter\b|\bmelden sie sich[^.!?]{0,60}\bnewsletter
newsletter | \bunser(?:e|en)? newsletter\b[^.!?]{0,80}\b(?:anmeld|bestell|erhalten)
newsletter | \b(?:abonnez|inscrivez)-vous\b[^.!?]{0,60}\bnewsletter
newsletter | \bsuscr[ií](?:bete|base|birse) a [^.!?]{0,30}newsletter|\b(?:assine|inscreva-se)[^.!?]{0,40}\bnewsletter\b
newsletter | \biscriviti[^.!?]{0,40}newsletter
newsletter | \bzapisz się (?:na|do) (?:nasz\w* )?newsletter
nieuwsbrief | \b(?:meld je aan|schrijf je in)[^.!?]{0,40}\bnieuwsbrief\b
ihr | \bdirekt in ihr (?:e-?mail-?)?postfach\b|\bin ihre mailbox\b
inhalt | \bexterne[rn]? inhalte?n?\b[^.]{0,120}\b(?:redaktion|ausgew|angezeigt|einverstanden|anzeigen)
übermittlung | \beinwilligung in die übermittlung\b
drittplattformen | \bpersonenbezogene daten an drittplattformen\b
affiliate | \baffiliate-?links?\b[^.]{0,80}\b(?:kauf|einkauf|preis|gekennzeichnet|handelt)
provision | \berhalten wir (?:eine|ggf\.? eine) (?:kleine )?provision
aufgetreten | \bes ist ein fehler aufgetreten\b
sie | \bsie (?:müssen|können) sich (?:einloggen|anmelden)[^.]{0,40}\b(?:kommentar|diskussion|um zu)
gewähr | \balle angaben ohne gewähr\b
abonn | \babonnez-vous à (?:notre|la|nos) (?:infolettre|lettre|journal|chaîne)|\bréservée? (?:à nos|aux) abonnés\b
contenu | \bcontenu (?:tiers|externe)[^.]{0,80}\b(?:cookies|consentement|accepter|autoris)
bolet | \bsuscr[ií](?:bete|base|birse) a [^.!?]{0,30}bolet[ií]n
en tu | \b(?:recib[ae]|recibe|recibí) [^.!?]{0,40}\ben tu (?:correo|e-?mail|bandeja|buz[oó]n)
guenos en | \bs[ií]guenos en (?:facebook|twitter|instagram|whatsapp|google|nuestr|x\b)
suscriptores | \bcontenido (?:exclusivo|disponible s[óo]lo|reservado) para suscriptores\b
siga | \bsiga[^.!?]{0,20}\bno (?:google|whatsapp|instagram|twitter|facebook)
nas na | \b(?:śledź|obserwuj) nas na\b
reached | \b(?:can|may) be reached (?:at|via|by) [^!?]{0,60}@
journalism | \bour journalism needs your support\b
version of this | ^\W*an? (?:\w+ )?version of this (?:article|story|piece|essay|column) (?:\w+ ){0,2}(?:appear|publish|ran\b)
issue | ^\W*this (?:article|story) (?:will appear|appear(?:s|ed)) in (?:the|our) .{0,40}\bissue\b
issue | ^\W*this (?:article|story) was (?:originally |first )?published in (?:the|our) .{0,40}\bissue\b
к нам | \bприсоединяйтесь к нам (?:на|в)\b
подпи | \bподпи(?:шитесь|сывайтесь|саться) на (?:наш|рассылк|канал|новост|нас)|\bподписка на рассылку\b
ctrl | \bctrl ?[+-]? ?enter\b
материалов | \bпри (?:полном или частичном )?(?:использовании|цитировании|перепечатке) материалов\b
责任编辑 | 责任编辑[：:]
責任編輯 | 責任編輯[：:]
版权 | 版权(?:声明|归|所有)[^。]{0,30}(?:转载|授权|所有)
未经 | 未经[^。]{0,20}(?:授权|许可)[^。]{0,20}不得
本網 | 凡本網(?:注明|註明)|本網(?:授權|協議)
凡本网 | 凡本网注明
登録 | (?:会員|無料)登録[^。]{0,20}(?:必要|こちら)
無断転載 | 無断転載
전재 | 무단\s?전재
"""


def _table(source: str) -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for line in source.strip().split("\n"):
        word, _, pattern = line.partition(" | ")
        found.setdefault(word, []).append(f"(?:{pattern})")
    return {word: re.compile("|".join(patterns)) for word, patterns in found.items()}


_PATTERNS = _table(_NOTICES)


# A line that is nothing but the source of a picture: after a label, or ending in a picture agency's name.
_CREDIT = re.compile(
    r"^\W*(?:photos?|images?|pictures?|bild(?:er|nachweis)?|fotos?|imagen|imagens|crédits?(?: photo)?|credits?|illustration|"
    r"grafik|quelle|zdjęcie|фото|図|写真|圖|图)(?: by| de| di| von| via)?\s*[:：©/|][^.!?。]{2,80}$"
    r"|^[^.!?。:]{0,70}(?:getty images|shutterstock|istock(?:photo)?|picture alliance|adobe ?stock|reuters|afp|ap photo|"
    r"epa-efe|imago|unsplash|alamy(?: stock photo)?|associated press|dpa)\)?$",
    re.I,
)
MAX_CREDIT = 100


# Lines that stand where a script would show a player, a post or a picture, or that only screen readers say.
_STAND_IN = re.compile(
    r"skip past [\w ]{3,40}|(?:don['’]t want to see this\? )?remove ads|open this (?:photo|image) in (?:a )?gallery:?|"
    r"please (?:turn on|enable|activate) javascript(?:\.|$)(?: media requires javascript to play\.?)?|"
    r"media playback is (?:un|not )supported on (?:your|this) device|waiting for your permission to load the [\w ]{3,40}\.?",
    re.I,
)
_STAND_IN_BEGINS = frozenset(("skip", "don'", "don’", "remo", "open", "plea", "medi", "wait"))
_EMBEDDED = re.compile(
    r"view this post on instagram(?: a post shared by [^\n]{0,90})?|a post shared by [^\n]{1,60}\(@[\w.]+\)[^.]{0,40}|"
    r"diesen beitrag auf instagram ansehen(?: ein beitrag geteilt von [^\n]{0,90})?|"
    r"voir cette publication sur instagram(?: une publication partagée par [^\n]{0,90})?|"
    r"ver esta publicación en instagram(?: una publicación compartida (?:de|por) [^\n]{0,90})?",
    re.I,
)
MAX_STAND_IN = 140
_COPYRIGHT = re.compile(r"^\W*(?:copyright\s*)?(?:©|\(c\))\s*(?:copyright\s*)?(?:19|20)\d\d(?!\d)", re.I)
MAX_COPYRIGHT = 300


def is_stand_in(text: str) -> bool:
    """True for a line that is no part of the article but stands for what a script would show in its place."""
    # Nearly every line is told by its first letters.
    if text[:4].lower() not in _STAND_IN_BEGINS or len(text) > MAX_STAND_IN:
        return False
    return _STAND_IN.fullmatch(" ".join(text.split())) is not None


def is_embedded_post(text: str) -> bool:
    """True for what stands in place of a network's post and says nothing of it but whose it is."""
    return len(text) <= MAX_STAND_IN and _EMBEDDED.fullmatch(" ".join(text.split())) is not None


def is_copyright_line(text: str) -> bool:
    """True for small print that begins with the copyright sign and a year."""
    return len(text) <= MAX_COPYRIGHT and _COPYRIGHT.match(text) is not None


def is_credit_line(text: str) -> bool:
    """True for a line that says nothing but whose the picture beside it is."""
    return len(text) <= MAX_CREDIT and _CREDIT.search(text) is not None


def is_notice(text: str) -> bool:
    """True for a paragraph in which the site asks, offers or excuses something, in the words that templates have for it."""
    if len(text) > MAX_NOTICE:
        return False
    lower = text.lower()
    return any(word in lower and pattern.search(lower) is not None for word, pattern in _PATTERNS.items())
