"""The language of the post, also when the page declares another one."""

from __future__ import annotations

import pytest
from metapages import NOTHING, page

GERMAN = "Der alte Leuchtturm steht noch am Hafen und die Leute sagen, dass er nicht mehr für die Schiffe ist. " * 4
RUSSIAN = "Старый маяк всё ещё стоит в гавани, и люди говорят, что он не нужен и не был нужен для кораблей. " * 4
JAPANESE = "古い灯台はまだ港に立っていて、船のためのものではないと人々は言います。" * 4
KOREAN = "오래된 등대는 아직 항구에 서 있고 사람들은 배를 위한 것이 아니라고 말합니다. " * 4
ARABIC = "لا تزال المنارة القديمة قائمة في الميناء ويقول الناس إنها ليست للسفن في هذه الأيام. " * 4
ENGLISH = "The old lighthouse is still at the harbour and people say that it was not for the ships. " * 4


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", ENGLISH, "en"),
        ("en_us", ENGLISH, "en-US"),
        ("zh-hant-TW", "", "zh-Hant-TW"),
        ("en", GERMAN, "de"),
        ("en", RUSSIAN, "ru"),
        ("en", JAPANESE, "ja"),
        ("en", KOREAN, "ko"),
        ("en", ARABIC, "ar"),
        ("", GERMAN, "de"),
        ("ja", ENGLISH, "ja"),
        ("", "Short.", None),
    ],
)
def test_language(lang: str, text: str, expected: str | None) -> None:
    finding = page(f"<article><h1>X</h1><p>{text}</p></article>", lang=lang).find_language(NOTHING)
    assert (finding.value if finding else None) == expected


def test_declaration_that_lies_is_kept_with_the_reason() -> None:
    finding = page(f"<article><h1>X</h1><p>{KOREAN}</p></article>", lang="en").find_language(NOTHING)
    assert finding is not None
    assert [(r.value, r.reason) for r in finding.rejected] == [("en", "the text is in Hangul letters")]
