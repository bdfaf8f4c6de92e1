"""Words around names on pages: roles, buttons, picture descriptions, placeholders. Tables only; `names` reads them."""

from __future__ import annotations

__all__ = [
    "AGENCIES",
    "ANNOUNCED_WHOLE",
    "ANNOUNCEMENTS",
    "EDITORS_IN_CHARGE",
    "LISTED_POSTS",
    "PICTURE_WORDS",
    "PLACEHOLDERS",
    "ROLES",
    "SITES_OF",
    "TOLD_WORDS",
    "UI_WORDS",
]

ROLES = (
    "writers?|editors?|editorial|reporters?|contributors?|contributing|managers?|directors?|journalists?|correspondents?|"
    "co-?founders?|founders?|engineers?|developers?|bloggers?|youtubers?|experts?|specialists?|educators?|analysts?|columnists?|"
    "publishers?|producers?|strategists?|consultants?|officers?|coordinators?|administrators?|assistants?|interns?|freelancers?|"
    "copywriters?|marketers?|photographers?|reviewers?|fellows?|head of|ceo|cto|cmo|coo|presidents?|professors?|students?|"
    "staff|team|author since|"
    "redakteur(?:in)?|chefredakteur(?:in)?|wirtschaftsredakteur(?:in)?|redaktion|redaktionsleit(?:er|ung|erin)|volont[äa]r(?:in)?|"
    "korrespondent(?:in)?|chefreporter(?:in)?|reporterin|journalistin|gastautor(?:in)?|freier autor|freie autorin|"
    "pressesprecher(?:in)?|ressortleit(?:er|ung|erin)|"
    "journaliste|rédact(?:eur|rice)|chroniqueu(?:r|se)|correspondante?|redactora?|periodista|corresponsal|columnista|"
    "redattore|redattrice|giornalista|inviat[oa]|repórter|jornalista|colunista|redatora?|"
    "redacteur|verslaggever|redaktør|journalist|toimittaja|redaktor(?:ka)?|dziennikarz|dziennikarka|"
    "корреспондент|редактор|журналист|обозреватель|記者|编辑|編輯|编者|記者団|기자"
)
"""A part of a byline that holds one of these words is about the person before it. Regular expression, any case."""

UI_WORDS = (
    "agenc(?:y|ies)|agenturen|agences|agencias|agenzie|"
    "view|see|read|all|more|show|about|follow(?:ing)?|share|subscribe|contact|website|home|blog|posts?|articles?|authors?|by|"
    "the author|this author|about this|new|profile|bio|comments?|leave|reply|edit|search|sign in|sign up|register|"
    "(?:\\w+ )?log ?in|get app|"
    "open in app|menu|close|download|facebook|twitter|linkedin|instagram|github|youtube|email|e-mail|mail|rss|n/?a|none|null|"
    "undefined|unknown|anonymous|default|guest|author info|corresponding author|published|updated|updates?|"
    "von|und|and|et|y|e|i|och|og|en|par|por|di|da|av|af|door|with|mit|kommentar von|ein kommentar von|ein beitrag von|"
    "datum|date|quelle|source|fuente|fonte|stand|kategorie|category|tags?|thema|rubrik|veröffentlichung|"
    "creative commons.*|cc by.*|.*\\bgetty images.*|この記事の筆者|"
    "themen bearbeiten|zur (?:artikel)?übersicht|of this article|"
    "artikel|autoren|autoreninfo|zur person|über den autor|über die autorin|autoreninformationen?|folgen|gefolgt|abbruch|"
    "zustimmen|teilen|drucken|merken|suivre|partager|seguir|compartir|segui|condividi|volgen|delen|følg|следить|поделиться|"
    "veröffentlicht(?: am)?|aktualisiert(?: am)?|publicado|publié|pubblicato|опубликовано|作者|이 글|"
    "verified(?: expert)?|fact[- ]checked|reviewed|sponsored|advertisement|featured|exclusive|subscriber only|"
    "open profile.*|author archives?.*|more info.*|author profile.*|read bio.*|full bio.*|"
    "admin@.*|http.*|www\\..*|.*\\bmins? read|\\d+ .*|@.*|"
    "(?:view|see|read|show|browse|follow|search|visit) (?:all|more|other|profile|full|us|me|author|the).*|"
    "(?:all|more|other) (?:posts|articles|stories|about|from|by).*|posts? (?:by|from).*|about (?:the )?author.*|"
    "learn (?:more )?about.*|.*editorial (?:guidelines|process|policy|policies|standards).*|"
    ".*fact[- ]check.*|.*most recent stories|"
    "(?:illustrations?|photos?|photographs?|images?|video|graphics?|translated|edited|reviewed|medically reviewed|source|quelle|"
    "foto|fotos|bild|bilder|illustration|crédit|credit|credits)\\s*(?:by|von|:|par|de)\\s.*|"
    "alle beiträge.*|alles von .*|weitere beiträge.*|mehr von .*|tous les articles.*|voir .*|ver todas.*|ver más.*|vedi .*|"
    "bekijk .*|zobacz .*|все записи.*|すべての投稿.*|查看.*"
)
"""Whole texts that are no name, whatever block they stand in. Regular expression for the whole text, any case."""

PICTURE_WORDS = (
    "portrait of|picture of|photo of|image of|avatar of|avatar for|headshot of|foto von|bild von|porträt von|profilbild von|"
    "photo de|portrait de|foto de|retrato de|foto di|guest author|gastautor(?:in)?|articles by|posts by"
)
"""What stands before a name in a picture's description or a link's text. Regular expression, any case."""

PLACEHOLDERS = frozenset(
    (
        "admin administrator webmaster root wpadmin siteadmin superadmin editor superuser wordpress editorialteam "
        "redaktion adminuser user author"
    ).split()
)
"""Accounts that are nobody: taken as an author only where no person is named. Folded."""

ANNOUNCEMENTS = (
    "gespeichert von|erstellt von|eingestellt von|eingereicht von|ein kommentar von|kommentar von|gastbeitrag von|"
    "beitrag ?von|ein gastbeitrag von|interview von|protokoll von|redaktion(?=\\s*:)|publié par|propos recueillis par|escribe|"
    "redacción(?=\\s*:)|"
    "words and photos by|"
    "(?:photos and story|story and photos|words and pictures|pictures and words) by|"
    "report(?:ed|ing) by|contributed by|guest post by|a guest post by|by guest author|author name"
)
"""More ways to announce an author, joined to those of `names`. Regular expression, any case."""

ANNOUNCED_WHOLE = (
    "(?:written|posted|published|authored|submitted) by|(?:story|article|words|text|post) by|post author|about the author|"
    "(?:geschrieben|verfasst|veröffentlicht) von|ein beitrag von|über den autor|über die autorin|écrit par|rédigé par|publié par|"
    "à propos de l['’]auteure?|escrito por|publicado por|sobre (?:el|la|o|a) autora?|scritto da|pubblicato da|geschreven door|"
    "skrevet av|skrevet af|skriven av|napisane przez"
)
"""What announces an author wherever it stands on a page. Regular expression, any case."""

LISTED_POSTS = (
    "(?:(?:view|see|read|show|browse)\\s+)?(?:all|more)\\s+(?:posts|articles|stories|entries)\\s+by|"
    "alle (?:beiträge|artikel) von|(?:weitere|mehr) (?:beiträge|artikel) von|tous les articles (?:de|par)|"
    "voir tous les articles de|ver todas las entradas de|(?:tutti gli|altri) articoli di|alle berichten van"
)
"""What links to everything an author wrote. Regular expression, any case."""

TOLD_WORDS = frozenset(
    "written posted published authored submitted story article words text post about geschrieben verfasst veröffentlicht ein "
    "über écrit rédigé publié à escrito publicado sobre scritto pubblicato geschreven skrevet skriven napisane "
    "view see read show browse all more alle weitere mehr tous voir ver tutti altri".split()
)
"""The first words of what `ANNOUNCED_WHOLE` and `LISTED_POSTS` match."""

EDITORS_IN_CHARGE = "责任编辑|責任編輯|责编|責編"
"""Who answers for an article in Chinese newspapers; named under articles that nobody signed. Regular expression."""

SITES_OF = "(?:personal |private |digital )?(?:blog|weblog|web ?site|site|home ?page|home|page|journal|diary|notebook|notes)"
"""What somebody's own site calls itself. Regular expression, any case."""

AGENCIES = frozenset(
    (
        "dpa afp ap apa sda ats ansa efe tass interfax ritzau ntb tt stt pap ctk mti kna epd sid lusa anp belga reuters "
        "keystonesda deutschepresseagentur agencefrancepresse theassociatedpress associatedpress"
    ).split()
)
"""News agencies, folded: organisations that write, and are named beside the people who do."""
