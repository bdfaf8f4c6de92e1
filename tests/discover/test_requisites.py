"""What a page needs to be shown."""

from __future__ import annotations

import pytest

from blogarchive.discover.requisites import find_css_requisites, find_requisites

URL = "https://x.example/a/"


def names(html: str) -> list[str]:
    return [u.removeprefix("https://x.example") for u in find_requisites(html, URL)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<img src=/i.png>", ["/i.png"]),
        ('<img src="data:image/gif;base64,R0" data-src="/lazy.jpg">', ["/lazy.jpg"]),
        ('<img data-lazy-src=/l.png data-lazy-srcset="/l1.png 1x, /l2.png 2x">', ["/l.png", "/l1.png", "/l2.png"]),
        ('<img srcset="/a.png 300w, /b,c.png 600w">', ["/a.png", "/b,c.png"]),
        ("<picture><source srcset='/a.webp'><img src=/a.jpg></picture>", ["/a.webp", "/a.jpg"]),
        ("<video src=/v.mp4 poster=/p.jpg><track src=/t.vtt></video>", ["/v.mp4", "/p.jpg", "/t.vtt"]),
        ('<div style="background: url(&quot;/bg.png&quot;)"></div>', ["/bg.png"]),
        ("<style>@import '/x.css'; .a{background:url(/y.png)}</style>", ["/x.css", "/y.png"]),
        ("<link rel=stylesheet href=/s.css><link rel=canonical href=/c>", ["/s.css"]),
        ('<link rel="shortcut icon" href=/f.ico>', ["/f.ico"]),
        ("<script src=/j.js></script><script>var a</script>", ["/j.js"]),
        ("<input type=image src=/b.gif>", ["/b.gif"]),
        ("<object data=/o.svg></object><embed src=/e.swf>", ["/o.svg", "/e.swf"]),
        ("<svg><image href=/s.png /><use xlink:href=/sprite.svg#a /></svg>", ["/s.png", "/sprite.svg"]),
        ("<noscript><img src=/n.png></noscript>", ["/n.png"]),
        ('<meta property="og:image" content="/og.png">', ["/og.png"]),
        ("<img src=/i.png><img src=/i.png>", ["/i.png"]),
        ('<img src="javascript:x"><img src="blob:1"><img src="#a">', []),
        ("<base href='/b/'><img src=i.png>", ["/b/i.png"]),
    ],
)
def test_requisites(html: str, expected: list[str]) -> None:
    assert names(html) == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ('@import url("a.css"); @import "b.css" screen;', ["/a/a.css", "/a/b.css"]),
        ("a{background:url( '../i.png' )}", ["/i.png"]),
        ("@font-face{src:url(f.woff2) format('woff2'),url(f.woff)}", ["/a/f.woff2", "/a/f.woff"]),
        ("/* url(no.png) */ a{}", []),
        ("a{background:url(data:image/png;base64,AA)}", []),
        (r"a{background:url(a\20 b.png)}", ["/a/a%20b.png"]),
        ("a{background:url(", []),
    ],
)
def test_css_requisites(css: str, expected: list[str]) -> None:
    found = find_css_requisites(css, URL)
    assert [u.removeprefix("https://x.example") for u in found] == expected


def test_requisites_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogarchive.discover.requisites.MAX_REQUISITES", 3)
    assert len(names("".join(f"<img src=/{i}.png>" for i in range(9)))) == 3


def test_unclosed_addresses_take_no_time() -> None:
    assert find_css_requisites("url(" * 100_000 + "url('" * 100_000, URL) == []


@pytest.mark.parametrize("html", ["", "\0", "<img srcset=',,,'>", "<style>url(((</style>"])
def test_nonsense_needs_nothing(html: str) -> None:
    assert names(html) == []
