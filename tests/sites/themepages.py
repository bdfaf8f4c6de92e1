"""One post as the default theme of many an engine shows it: our words in the elements that the engine's documentation names."""

from __future__ import annotations

__all__ = ["PAGES", "PARAGRAPHS", "TITLE"]

TITLE = "Harbour ledgers"
PARAGRAPHS = (
    "The harbour was quiet that morning, and nobody on the quay remembered who had moved the ledger from its shelf.",
    "By noon the clerk had counted every barrel twice, and still the numbers would not agree with what was written.",
    "So the book was closed, the lamp put out, and the matter left to those who would come with the evening tide.",
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
SPANNED = "".join(f'<p class="graf pw-post-body-paragraph" id="p{n}">{text}</p>' for n, text in enumerate(PARAGRAPHS))

BLOGGER = f"""<html class="v2" dir="ltr" lang="en"><head><meta content="blogger" name="generator"><title>{TITLE}</title>
<meta content="{TITLE}" property="og:title"></head><body class="item-view version-1-3-3 variant-contempo_dark"><div class="page">
<div class="Header"><h1><a href="https://blog.example/">Quay notes</a></h1></div><div class="main-page-body-content">
<div class="main section" id="main" name="Page List (Top)"><div class="widget Blog" data-version="2" id="Blog1">
<div class="blog-posts hfeed container"><article class="post-outer-container"><div class="post-outer"><div class="post">
<script type="application/ld+json">{{"@context": "http://schema.org", "@type": "BlogPosting", "headline": "{TITLE}",
"datePublished": "2021-03-04T08:15:00+01:00", "dateModified": "2021-03-05T09:00:01+01:00",
"author": {{"@type": "Person", "name": "Ida Berg"}}}}</script><h3 class="post-title entry-title">{TITLE}</h3>
<div class="post-header"><div class="post-header-line-1"><span class="byline post-author vcard"><span class="post-author-label">
By</span> <span class="fn"><meta content="https://www.blogger.com/profile/1"><a class="g-profile"
href="https://www.blogger.com/profile/1" rel="author"><span>Ida Berg</span></a></span></span><span class="byline post-timestamp">
- <a class="timestamp-link" href="https://blog.example/post.html" rel="bookmark"><time class="published"
datetime="2021-03-04T08:15:00+01:00">March 04, 2021</time></a></span></div></div>
<div class="post-body entry-content float-container" id="post-body-1">{TEXT}</div><div class="post-bottom"><div
class="post-footer">
<div class="post-footer-line post-footer-line-0"><div class="byline post-labels"><span class="byline post-labels-label">Labels:
</span><a href="https://blog.example/search/label/boats" rel="tag">boats</a> <a href="https://blog.example/search/label/tides"
rel="tag">tides</a></div></div></div><div class="byline jump-link"><span>Share</span></div></div></div></div>
<section class="comments embed" data-num-comments="1" id="comments"><a name="comments"></a><h3 class="title">Comments</h3>
<div id="Blog1_comments-block-wrapper"><ol id="top-ra"><li class="comment" id="c1"><div class="avatar-image-container"></div>
<div class="comment-block"><div class="comment-header"><cite class="user"><a href="https://www.blogger.com/profile/2">Jon Ek</a>
</cite><span class="datetime secondary-text"><a href="https://blog.example/post.html#c1">March 4, 2021 at 6:00 PM</a></span></div>
<p class="comment-content">I have seen that book.</p></div></li></ol></div></section></article></div></div>
<div class="widget PopularPosts" id="PopularPosts1"><h3 class="title">Popular posts from this blog</h3><article class="post"><h3
class="post-title"><a href="https://blog.example/other.html">Another day</a></h3><div class="snippet-container">Rain all
day.</div>
</article></div></div></div></div></body></html>"""

MEDIUM = f"""<html lang="en"><head><title data-rh="true">{TITLE} | by Ida Berg | Medium</title>
<meta property="al:android:package" content="com.medium.reader"><meta property="og:site_name" content="Medium">
<meta property="article:published_time" content="2021-03-04T08:15:00.000Z"><meta name="author" content="Ida Berg">
<meta property="og:title" content="{TITLE}"></head><body><div id="root"><article><div class="l"><section><div>
<h1 class="pw-post-title gu gv" data-testid="storyTitle">{TITLE}</h1><div class="speechify-ignore"><div class="postMetaLockup"><a
data-testid="authorName" rel="noopener follow" href="/@ida">Ida Berg</a><button>Follow</button><span data-testid="storyReadTime">
2 min read</span><span data-testid="storyPublishDate">Mar 4, 2021</span></div><div><button>Listen</button><button>Share</button>
</div></div>{SPANNED}</div></section></div></article><footer><div><h2>Written by Ida Berg</h2><div>120
followers</div></div></footer></div>
</body></html>"""

SUBSTACK = f"""<html lang="en"><head><title>{TITLE} - by Ida Berg - Quay notes</title><meta property="og:title" content="{TITLE}">
<meta name="author" content="Ida Berg"><link rel="preconnect" href="https://substackcdn.com"><script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2021-03-04T08:15:00+00:00",
"author": [{{"@type": "Person", "name": "Ida Berg", "url": "https://substack.com/@ida"}}]}}</script></head><body>
<div class="main-menu"><a href="/">Quay notes</a><button>Subscribe</button><button>Sign in</button></div><div class="single-post">
<article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title published" dir="auto">{TITLE}</h1>
<h3 class="subtitle" dir="auto">What the clerk could not count</h3><div class="byline-wrapper"><div class="pencraft"><a
class="pencraft" href="https://substack.com/@ida">Ida Berg</a></div><div class="pencraft">Mar 04, 2021</div></div>
<div class="post-ufi"><button>5</button><button>1</button><a class="post-ufi-button">Share</a></div></div>
<div class="visibility-check"></div><div><div class="available-content"><div class="body markup" dir="auto">{TEXT}
<div class="subscription-widget-wrap"><div class="subscription-widget show-subscribe"><div class="preamble"><p
class="cta-caption">Quay notes is a reader-supported publication. To receive new posts, consider becoming a subscriber.</p></div>
<form class="subscription-widget-subscribe"><input type="email"><button>Subscribe</button></form></div></div></div></div></div>
<div class="post-footer"><button>Share this post</button></div></article></div><div class="post-end-cta-full"><h3>Ready for
more?</h3><button>Subscribe</button></div></body></html>"""

TUMBLR = f"""<html lang="en"><head><title>Quay notes — {TITLE}</title><meta name="tumblr-theme" content="1">
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Tumblr"></head><body class="permalink-page">
<header class="top-blog-header"><h1 class="blog-title"><a href="/">Quay notes</a></h1></header><section id="posts">
<article class="text not-page post-1" data-post-id="1"><div class="post-wrapper"><section class="post"><div
class="post-content"><h2 class="title"><a href="/post/1">{TITLE}</a></h2><div class="body-text">{TEXT}</div></div></section>
<section class="inline-meta post-extra has-tags"><div class="tags"><a href="/tagged/boats">#boats</a><a
href="/tagged/tides">#tides</a></div></section><section class="panel"><footer class="post-footer"><ul class="meta">
<li><a class="post-date" href="/post/1"><time datetime="2021-03-04T08:15:00">March 4, 2021</time></a></li>
<li class="post-notes-label">12 notes</li></ul></footer><section class="related-posts-wrapper"><ol class="notes"><li
class="note like">someone liked this</li></ol></section></section></div></article></section></body></html>"""

SQUARESPACE = f"""<html lang="en-GB"><head><title>{TITLE} — Quay notes</title><meta property="og:title" content="{TITLE} — Quay
notes">
<meta property="og:site_name" content="Quay notes"><meta itemprop="datePublished" content="2021-03-04T08:15:00+0000">
<meta itemprop="author" content="Ida Berg"><!-- This is Squarespace. --></head><body class="view-item"><header
class="header"><a id="site-title" href="/">Quay notes</a></header><main><article class="sections"><section
class="page-section content-collection full-bleed-section collection-type-blog-basic-grid"><div class="content-wrapper">
<div class="content"><article class="blog-item-wrapper h-entry entry hentry author-ida-berg post-type-text"><div
class="blog-item-inner-wrapper"><div class="blog-item-top-wrapper"><div class="blog-item-title"><h1 class="entry-title
entry-title--large p-name">{TITLE}</h1></div><div class="blog-item-meta-wrapper"><div class="blog-meta-item
blog-meta-item--categories"><a class="blog-item-category blog-item-category--0" href="/blog/category/Ports">Ports</a></div>
<div class="blog-meta-item blog-meta-item--date"><time class="dt-published blog-meta-item--date" datetime="2021-03-04"
pubdate>4 Mar</time></div><span class="blog-meta-delimiter">Written By <a class="blog-author-name"
href="/blog?author=1">Ida Berg</a></span></div></div><div class="blog-item-content-wrapper"><div class="blog-item-content
e-content"><div class="sqs-layout sqs-grid-12 columns-12"><div class="row sqs-row"><div class="col sqs-col-12"><div
class="sqs-block html-block sqs-block-html"><div class="sqs-block-content"><div class="sqs-html-content">{TEXT}</div></div></div>
</div></div></div></div></div><div class="blog-item-tags"><a href="/blog/tag/boats">boats</a><a href="/blog/tag/tides">tides</a>
</div><div class="blog-item-author-profile-wrapper"><div class="author-name">Ida Berg</div></div></div></article></div></div>
<section class="item-pagination item-pagination--prev-next"><a class="item-pagination-link" href="/blog/other"><h2
class="item-pagination-title">Another day</h2></a></section></section></article></main></body></html>"""

HUGO = f"""<html lang="en-us"><head><title>{TITLE} | Quay notes</title><meta name="generator" content="Hugo 0.128.0">
<meta property="og:site_name" content="Quay notes"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2021-03-04T08:15:00+01:00"></head><body class="ma0 avenir bg-near-white"><header>
<nav class="pv3 ph3"><a href="/" class="f3 fw2 hover-white no-underline white-90 dib">Quay notes</a></nav></header><main
class="pb7" role="main"><article class="flex-l flex-wrap justify-between mw8 center ph3"><header class="mt4 w-100">
<aside class="instapaper_ignoref b helvetica tracked ttu">Posts</aside><h1 class="f1 athelas mt3 mb1">{TITLE}</h1>
<p class="tracked">By <strong>Ida Berg</strong></p><time class="f6 mv4 dib tracked" datetime="2021-03-04T08:15:00+01:00">March 4,
2021</time></header><div class="nested-copy-line-height lh-copy serif f4 nested-links mid-gray pr4-l w-two-thirds-l">{TEXT}
<ul class="pa0"><li class="list di"><a href="/tags/boats/" class="link f5 grow br-pill ba">boats</a></li> <li class="list di"><a
href="/tags/tides/" class="link f5 grow br-pill ba">tides</a></li></ul><div class="mt6 instapaper_ignoref"></div></div>
<aside class="w-30-l mt6-l"><div class="bg-light-gray pa3"><p class="f5 b mb3">Related</p><ul class="pa0 list"><li class="mb2"><a
href="/posts/other/">Another day</a></li></ul></div></aside></article></main></body></html>"""

JEKYLL = f"""<html lang="en"><head><title>{TITLE} | Quay notes</title><meta name="generator" content="Jekyll v4.3.3">
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Quay notes"></head><body><header
class="site-header"><a class="site-title" rel="author" href="/">Quay notes</a></header><main class="page-content"
aria-label="Content"><div class="wrapper"><article class="post h-entry" itemscope
itemtype="http://schema.org/BlogPosting"><header class="post-header"><h1 class="post-title p-name" itemprop="name
headline">{TITLE}</h1><p class="post-meta"><time class="dt-published" datetime="2021-03-04T08:15:00+01:00"
itemprop="datePublished">Mar 4, 2021</time> • <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span
class="p-author h-card" itemprop="name">Ida Berg</span></span></p></header><div class="post-content e-content"
itemprop="articleBody">{TEXT}</div><a class="u-url" href="/post.html" hidden></a></article></div></main><footer
class="site-footer h-card"><p>Notes from the quay.</p></footer></body></html>"""

HEXO = f"""<html><head><title>{TITLE} | Quay notes</title><meta name="generator" content="Hexo 7.2.0">
<meta property="og:title" content="{TITLE}"><meta property="article:published_time" content="2021-03-04T08:15:00.000Z">
<meta property="article:author" content="Ida Berg"><meta property="article:tag" content="boats">
<meta property="article:tag" content="tides"></head><body><div id="container"><div id="wrap"><header id="header"><h1
id="logo-wrap"><a href="/" id="logo">Quay notes</a></h1></header><div class="outer"><section id="main"><article
id="post-harbour" class="h-entry article article-type-post" itemprop="blogPost" itemscope
itemtype="https://schema.org/BlogPosting"><div class="article-meta"><a href="/2021/03/04/harbour/" class="article-date"><time
class="dt-published" datetime="2021-03-04T08:15:00.000Z" itemprop="datePublished">2021-03-04</time></a><div
class="article-category"><a class="article-category-link" href="/categories/Ports/">Ports</a></div></div><div
class="article-inner"><header class="article-header"><h1 class="p-name article-title" itemprop="headline
name">{TITLE}</h1></header><div class="e-content article-entry" itemprop="articleBody">{TEXT}</div><footer
class="article-footer"><a data-url="https://blog.example/post.html" class="article-share-link">Share</a><ul
class="article-tag-list" itemprop="keywords"><li class="article-tag-list-item"><a class="article-tag-list-link"
href="/tags/boats/"
rel="tag">boats</a></li><li class="article-tag-list-item"><a class="article-tag-list-link" href="/tags/tides/"
rel="tag">tides</a></li></ul></footer></div><nav id="article-nav"><a href="/other/" id="article-nav-older"
class="article-nav-link-wrap"><strong class="article-nav-caption">Older</strong><div class="article-nav-title">Another
day</div></a></nav></article></section></div></div></div></body></html>"""

DOCUSAURUS = f"""<html lang="en" class="plugin-blog plugin-id-default blog-wrapper blog-post-page"><head><meta name="generator"
content="Docusaurus v3.4.0"><title data-rh="true">{TITLE} | Quay notes</title><meta property="og:title" content="{TITLE} | Quay
notes"><meta property="article:published_time" content="2021-03-04T00:00:00.000Z"></head><body><div id="__docusaurus"><nav
class="navbar navbar--fixed-top"><a class="navbar__brand" href="/"><b class="navbar__title">Quay notes</b></a></nav><div
class="main-wrapper"><div class="container margin-vert--lg"><div class="row"><aside class="col col--3"><nav
class="sidebar_re4s"><div class="sidebarItemTitle_pO2u">Recent posts</div><ul><li><a class="sidebarItemLink_mo7H"
href="/blog/other">Another day</a></li></ul></nav></aside><main class="col col--7"><article><header><h1
class="title_f1Hy">{TITLE}</h1><div class="container_mt6G margin-vert--md"><time datetime="2021-03-04T00:00:00.000Z">March 4,
2021</time> · One min read</div><div class="margin-top--md margin-bottom--sm row"><div class="col col--6 authorCol_Hf19"><div
class="avatar margin-bottom--sm"><a class="avatar__photo-link" href="/ida"><img class="avatar__photo" src="/ida.png"
alt="Ida Berg"></a><div class="avatar__intro authorDetails_lV9A"><div class="avatar__name"><a href="/ida"><span
class="authorName_yefp">Ida Berg</span></a></div><small class="authorTitle_nd0D">Keeper of the
quay</small></div></div></div></div>
</header><div id="__blog-post-container" class="markdown">{TEXT}</div><footer class="docusaurus-mt-lg"><div class="row"><div
class="col"><b>Tags:</b><ul class="tags_jXut padding--none"><li class="tag_QGVx"><a class="tag_zVej" rel="tag"
href="/blog/tags/boats">boats</a></li><li class="tag_QGVx"><a class="tag_zVej" rel="tag" href="/blog/tags/tides">tides</a></li>
</ul></div></div><a class="theme-edit-this-page" href="https://code.example/edit">Edit this page</a></footer></article><nav
class="pagination-nav docusaurus-mt-lg"><a class="pagination-nav__link pagination-nav__link--next" href="/blog/other"><div
class="pagination-nav__sublabel">Older post</div><div class="pagination-nav__label">Another day</div></a></nav></main></div></div>
</div></div></body></html>"""

PELICAN = f"""<html lang="en"><head><meta name="generator" content="Pelican"><title>{TITLE}</title></head><body id="index"
class="home"><header id="banner" class="body"><h1><a href="/">Quay notes</a></h1><nav><ul><li><a
href="/category/ports.html">Ports</a></li></ul></nav></header><section id="content" class="body"><article><header><h1
class="entry-title"><a href="/post.html" rel="bookmark" title="Permalink to {TITLE}">{TITLE}</a></h1></header><div
class="entry-content"><footer class="post-info"><abbr class="published" title="2021-03-04T08:15:00+01:00">Thu 04 March
2021</abbr><address class="vcard author">By <a class="url fn" href="/author/ida-berg.html">Ida Berg</a></address><p>In <a
href="/category/ports.html">Ports</a>.</p><p>tags: <a href="/tag/boats.html">boats</a> <a href="/tag/tides.html">tides</a></p>
</footer>{TEXT}</div></article></section><section id="extras" class="body"><div class="social"><h2>social</h2><ul><li><a
href="/feed.atom">atom feed</a></li></ul></div></section><footer id="contentinfo" class="body"><address class="vcard body">Proudly
powered by Pelican</address></footer></body></html>"""

NIKOLA = f"""<html lang="en"><head><meta name="generator" content="Nikola (getnikola.com)"><title>{TITLE} | Quay notes</title>
<meta name="author" content="Ida Berg"><meta property="og:site_name" content="Quay notes"><meta property="og:title"
content="{TITLE}"><meta property="article:published_time" content="2021-03-04T08:15:00+01:00"><meta property="article:tag"
content="boats"><meta property="article:tag" content="tides"></head><body><header id="header"><h1 id="brand"><a href="/"
title="Quay notes" rel="home"><span id="blog-title">Quay notes</span></a></h1></header><main id="content"><article
class="post-text h-entry hentry postpage" itemscope="itemscope" itemtype="http://schema.org/Article"><header><h1 class="p-name
entry-title" itemprop="headline name"><a href="." class="u-url">{TITLE}</a></h1><div class="metadata"><p class="byline author
vcard p-author h-card"><span class="byline-name fn p-name" itemprop="author">Ida Berg</span></p><p class="dateline"><a href="."
rel="bookmark"><time class="published dt-published" datetime="2021-03-04T08:15:00+01:00" itemprop="datePublished"
title="2021-03-04 08:15">2021-03-04 08:15</time></a></p><p class="sourceline"><a href="index.rst"
class="sourcelink">Source</a></p></div></header><div class="e-content entry-content" itemprop="articleBody text"><div>{TEXT}</div>
</div><aside class="postpromonav"><nav><ul itemprop="keywords" class="tags"><li><a class="tag p-category"
href="/categories/boats/"
rel="tag">boats</a></li><li><a class="tag p-category" href="/categories/tides/" rel="tag">tides</a></li></ul><ul class="pager
hidden-print"><li class="previous"><a href="/other/" rel="prev" title="Another day">Previous post</a></li></ul></nav></aside>
</article></main></body></html>"""

MOVABLE_TYPE = f"""<html id="sixapart-standard"><head><meta name="generator" content="Movable Type 4.38"><title>{TITLE} - Quay
notes</title></head><body id="classic-website" class="mt-entry-archive layout-wtt"><div id="container"><div id="header"><div
id="header-name"><a href="/" accesskey="1">Quay notes</a></div></div><div id="content"><div id="alpha"><div id="entry-12"
class="entry-asset asset hentry"><div class="asset-header"><h1 id="page-title" class="asset-name entry-title">{TITLE}</h1><div
class="asset-meta"><span class="byline">By <span class="vcard author"><a class="fn url" href="/ida/">Ida Berg</a></span> on <abbr
class="published" title="2021-03-04T08:15:00+01:00">March 4, 2021 8:15 AM</abbr></span> <span class="separator">|</span> <a
href="#comments">1 Comment</a></div></div><div class="asset-content entry-content"><div class="asset-body">{TEXT}</div></div><div
class="asset-footer"><div class="entry-categories"><h4 class="entry-categories-header">Categories<span
class="delimiter">:</span></h4><ul class="entry-categories-list"><li class="entry-category"><a href="/ports/"
rel="tag">Ports</a></li></ul></div><div class="entry-tags"><h4 class="entry-tags-header">Tags<span
class="delimiter">:</span></h4><ul class="entry-tags-list"><li class="entry-tag"><a href="/mt-search.cgi?tag=boats"
rel="tag">boats</a><span class="delimiter">,</span></li> <li class="entry-tag"><a href="/mt-search.cgi?tag=tides"
rel="tag">tides</a></li></ul></div></div></div><div id="comments" class="comments"><h2 class="comments-header">1 Comment</h2><div
class="comments-content"><div class="comment" id="comment-1"><div class="inner"><div class="comment-header"><div
class="asset-meta"><span class="byline"><span class="vcard author">Jon Ek</span> on <a href="#comment-1"><abbr class="published"
title="2021-03-04T18:00:00+01:00">March 4, 2021 6:00 PM</abbr></a></span></div></div><div class="comment-content"><p>I have seen
that book.</p></div></div></div></div></div></div><div id="beta"><div class="widget-recent-entries widget-archives widget"><h3
class="widget-header">Recent Entries</h3><ul><li><a href="/other.html">Another day</a></li></ul></div></div></div></div></body>
</html>"""

DRUPAL = f"""<html lang="en" dir="ltr"><head><meta name="Generator" content="Drupal 10 (https://www.drupal.org)"><title>{TITLE} |
Quay notes</title></head><body class="layout-one-sidebar path-node page-node-type-article"><header id="header"
role="banner"><a href="/" rel="home" class="site-branding__name">Quay notes</a></header><main id="content"><div
class="block block-core block-page-title-block"><h1 class="title page-title"><span class="field field--name-title
field--type-string field--label-hidden">{TITLE}</span></h1></div><div class="block block-system block-system-main-block"><article
data-history-node-id="7" class="node node--type-article node--promoted node--view-mode-full clearfix"><header><div
class="node__meta"><article class="profile"></article><span>Submitted by <span class="field field--name-uid
field--type-entity-reference field--label-hidden"><a title="View user profile." href="/user/2" class="username">Ida
Berg</a></span> on <span class="field field--name-created field--type-created field--label-hidden"><time
datetime="2021-03-04T08:15:00+01:00" title="Thursday, March 4, 2021 - 08:15" class="datetime">Thu, 03/04/2021 -
08:15</time></span></span></div></header><div class="node__content clearfix"><div class="clearfix text-formatted field
field--name-body field--type-text-with-summary field--label-hidden field__item">{TEXT}</div><div class="field
field--name-field-tags field--type-entity-reference field--label-above"><h3 class="field__label">Tags</h3><ul class="links
field__items"><li><a href="/taxonomy/term/1">boats</a></li><li><a href="/taxonomy/term/2">tides</a></li></ul></div><section
class="field field--name-comment field--type-comment field--label-hidden comment-wrapper"><h2 class="title">Comments</h2><article
class="comment js-comment clearfix" data-comment-user-id="3" id="comment-1" role="article"><footer class="comment__meta"><p
class="comment__author"><span class="username">Jon Ek</span></p><p class="comment__time"><time
datetime="2021-03-04T18:00:00+01:00">Thu, 03/04/2021 - 18:00</time></p></footer><div class="comment__content"><h3><a
href="/comment/1#comment-1" class="permalink" rel="bookmark">I have seen</a></h3><div class="clearfix text-formatted field
field--name-comment-body field--type-text-long field__item"><p>I have seen that book.</p></div></div></article></section></div>
</article></div></main></body></html>"""

MICRO_BLOG = f"""<html lang="en"><head><title>{TITLE} | Quay notes</title><link rel="micropub"
href="https://micro.blog/micropub"><link rel="webmention" href="https://micro.blog/webmention"></head><body><header
class="masthead"><h1 class="masthead-title--small"><a href="/">Quay notes</a></h1></header><div class="content container"><div
class="post h-entry"><h1 class="p-name post-title">{TITLE}</h1><time datetime="2021-03-04T08:15:00+01:00" class="post-date
dt-published">4 Mar 2021</time><div class="e-content">{TEXT}</div><p><a class="p-category" href="/categories/boats/">boats</a> <a
class="p-category" href="/categories/tides/">tides</a></p><a href="/" class="p-author h-card" style="display: none;"><img
class="u-photo" src="/ida.png" alt=""><span class="p-name">Ida Berg</span></a></div></div></body></html>"""

PAGES = {
    "blogger": BLOGGER,
    "medium": MEDIUM,
    "substack": SUBSTACK,
    "tumblr": TUMBLR,
    "squarespace": SQUARESPACE,
    "hugo": HUGO,
    "jekyll": JEKYLL,
    "hexo": HEXO,
    "docusaurus": DOCUSAURUS,
    "pelican": PELICAN,
    "nikola": NIKOLA,
    "movable-type": MOVABLE_TYPE,
    "drupal": DRUPAL,
    "micro-blog": MICRO_BLOG,
}
"""Engine → the page."""
