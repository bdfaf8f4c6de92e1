"""Scripts and the commonest words of languages: enough to notice a page that declares the wrong one."""

from __future__ import annotations

import re

__all__ = ["SCRIPTS", "SCRIPT_OF_LANGUAGE", "STOP_WORDS"]

SCRIPTS = {
    name: re.compile(f"[{ranges}]+")
    for name, ranges in {
        "Latin": "A-Za-zÀ-ɏ",
        "Cyrillic": "Ѐ-ӿ",
        "Greek": "Ͱ-Ͽἀ-῿",
        "Hebrew": "א-ת",
        "Arabic": "ء-ي٠-ۿ",
        "Devanagari": "\u0900-\u097f",
        "Bengali": "\u0980-\u09ff",
        "Tamil": "\u0b80-\u0bff",
        "Telugu": "\u0c00-\u0c7f",
        "Thai": "\u0e00-\u0e7f",
        "Georgian": "\u10a0-\u10ff",
        "Armenian": "\u0530-\u058f",
        "Hangul": "\uac00-\ud7a3",
        "Kana": "\u3040-\u30ff",
        "Han": "\u4e00-\u9fff",
    }.items()
}

SCRIPT_OF_LANGUAGE = {
    **dict.fromkeys("ru uk be bg mk kk ky mn tg".split(), "Cyrillic"),
    **dict.fromkeys("sr uz az bs".split(), "Cyrillic Latin"),
    **dict.fromkeys("ar fa ur ps ckb".split(), "Arabic"),
    **dict.fromkeys("he yi iw".split(), "Hebrew"),
    **dict.fromkeys("hi mr ne sa".split(), "Devanagari"),
    "el": "Greek",
    "bn": "Bengali",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "ka": "Georgian",
    "hy": "Armenian",
    "ko": "Hangul Han",
    "ja": "Kana Han",
    "zh": "Han",
    "yue": "Han",
}

STOP_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for it was with as on be by this are from at have not you but they his which we can",
        "de": "der die und das ist nicht mit den von zu ein eine sich auf für dem auch wir ich es aus bei einer wird sind noch",
        "fr": "le la les des et est une dans que pour qui pas sur au avec ce il plus par nous vous cette sont mais être",
        "es": "el la los las que de y en un una por con para es del se no su al lo como más pero este esta muy",
        "pt": "o os as que e do da em um uma para com não é dos das no na por mais como mas foi ao você",
        "it": "il la di che e un una per è non con del della sono le gli nel anche più ma questo alla come ho si",
        "nl": "de het een van en is dat niet op te zijn voor met die er aan ook maar om dan wordt naar wij ik nog",
        "sv": "och att det som en på är av för med den till inte har jag ett om de var så vi men kan",
        "da": "og at det er en til på af for med den ikke de har jeg som der et var vi så kan blev fra",
        "no": "og i det er en til på av for med den ikke som har jeg et at de var så vi kan ble fra hva",
        "fi": "ja on ei se että oli hän mutta niin kun ovat myös kuin joka tämä sen voi ole mitä vain",
        "pl": "i w na nie się z do to że jest o jak ale po co tak od za dla są przez był może które",
        "cs": "a se na je v že to s z do o i jsem jako ale pro tak po by jsou které také který",
        "sk": "a sa na je v že to s z do o aj som ako ale pre tak po by sú ktoré tiež ktorý",
        "hu": "a az és hogy nem is egy ez meg de volt csak mint már még ha vagy azt el lehet kell",
        "ro": "și de în la a cu pe nu este o un din care pentru mai sunt că se ce sau fi după",
        "tr": "ve bir bu da de için ile çok ne daha gibi olarak ama var en olan kadar sonra her değil",
        "hr": "i u je se na da za su od s koji to kao ne što ali bi koje samo sve može",
        "ru": "и в не на что с как это по но из к у за от так же для вы мы был только",
        "uk": "і в не на що з як це та до але із за від так для ви ми був тільки є й про",
        "bg": "и в не на че с как това по но от за да се са е ще който ли са със",
        "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada kita atau bisa",
        "vi": "và của là có không được cho một trong với các người này những đã để khi từ thì như",
        "ca": "el la els les que de i en un una per amb és del no se ha al com més però aquest",
        "fa": "و در به از که این را با است برای آن یک خود تا بر هم نیز شده می",
        "ar": "في من على أن إلى التي عن لا ما هذا هذه مع كان هو أو ذلك كل بعد قد",
    }.items()
}
