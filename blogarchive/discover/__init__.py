"""How blogs list themselves: bytes of feeds, sitemaps and pages in, links and entries out."""
