"""Saved web pages: the main text as people see it, and what the page says of itself."""

from datetime import date

import pytest

from knowledge.errors import DamagedDocument, EmptyDocument, TooBig
from knowledge.readers.html import read, read_archive

PROSE = (
    "<p>The harbour of the sample town counted its boats again this spring, with much care.</p>"
    "<p>In 2024 it had 1,234 boats, of which 71% were green and the others mostly red.</p>"
    "<p>The harbour master said that the count will be made again in the year to come.</p>"
)


def page(body, head="<title>Boats</title>", lang="en"):
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


@pytest.fixture
def read_page(write):
    """Read a page given by its body: ``read_page(body, head, lang)``."""
    return lambda *parts: read(write("page.html", page(*parts).encode()))


def blocks(found):
    text = found.pages[0].text
    return [(block.kind, text[block.start : block.end]) for block in found.blocks]


def texts(found):
    return [text for _, text in blocks(found)]


def test_headings_paragraphs_and_items_are_told_apart(read_page):
    found = read_page("<h1>Boats</h1><p>They float.</p><ul><li>a red one</li><li>green</li></ul>")

    assert blocks(found) == [
        ("heading", "Boats"),
        ("paragraph", "They float."),
        ("item", "a red one"),
        ("item", "green"),
    ]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<p>Boats&nbsp;&amp; <b>ri</b>vers</p>", "Boats & rivers"),
        ("<p>bo&shy;ats</p>", "boats"),
        ("<p>e&#x301;clair</p>", "éclair"),
        ("<p>Boats\n\n   float</p>", "Boats float"),
        ("<p>10<sup>6</sup> m<sup>2</sup> of CO<sub>2</sub></p>", "10⁶ m² of CO₂"),
        ("<p>the 1<sup>st</sup> boat</p>", "the 1st boat"),
        ("<p>in 2023<sup>[1]</sup></p>", "in 2023"),
        ('<p>in 2023<sup><a href="#n">1</a></sup></p>', "in 2023"),
        ("<p>7 <del>8</del><s>9</s> boats</p>", "7 boats"),
        ("<p>1 234<br>boats</p>", "1 234\nboats"),
        ("Boats without any element", "Boats without any element"),
        ("<p>7<span>5</span> boats</p>", "75 boats"),
        ("<form><p>Boats in a form</p></form>", "Boats in a form"),
        ("<p>a<!-- not b --> c</p>", "a c"),
    ],
)
def test_the_text_is_what_a_reader_sees(read_page, source, seen):
    assert read_page(source).pages[0].text == seen


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>secret</p>",
        '<p style="color:red; DISPLAY : none">secret</p>',
        '<div style="visibility:hidden"><p>secret</p></div>',
        '<p aria-hidden="true">secret</p>',
        "<script>secret()</script>",
        "<style>.secret{}</style>",
        "<noscript>secret</noscript>",
        "<template><p>secret</p></template>",
        "<svg><text>secret</text></svg>",
        "<button>secret</button>",
    ],
)
def test_what_is_hidden_is_not_read(read_page, hidden):
    assert texts(read_page(f"<p>Boats.</p>{hidden}<p>Rivers.</p>")) == ["Boats.", "Rivers."]


@pytest.mark.parametrize(
    "around",
    [
        '<nav><ul><li><a href="/">Noise</a></li></ul></nav>',
        "<footer><p>Noise: all rights reserved by the sample press in this town.</p></footer>",
        "<aside><p>Noise: the most read reports of this week, chosen by our staff.</p></aside>",
        '<div id="cookie-banner"><p>Noise: we use cookies to serve you better.</p></div>',
        '<div class="related"><h3>Noise</h3><ul><li><a href="/1">Another</a></li></ul></div>',
        '<section class="comments" id="comments"><p>Noise: what a fine report!</p></section>',
        '<div class="breadcrumb"><a href="/">Noise</a> › <a href="/boats">Boats</a></div>',
        '<div class="share"><a href="#">Noise</a></div>',
        '<ul><li><a href="/a">Noise of all kinds</a></li><li><a href="/b">Noises</a></li></ul>',
    ],
    ids="nav footer aside cookies related comments breadcrumb share links".split(),
)
def test_the_page_around_the_text_is_left_out(read_page, around):
    found = read_page(f"<main><article><h1>Boats</h1>{PROSE}</article>{around}</main>")

    assert "Noise" not in found.pages[0].text
    assert len(found.blocks) == 4


def test_a_page_of_nothing_but_links_is_read_as_it_is(read_page):
    found = read_page('<ul><li><a href="/a">Red boats</a></li><li><a href="/b">Ports</a></li></ul>')

    assert texts(found) == ["Red boats", "Ports"]


def test_short_lines_of_figures_inside_the_text_are_kept(read_page):
    found = read_page(
        f"<nav>Menu</nav><article>{PROSE}<ul><li>71%</li><li>Red: 5</li></ul>{PROSE}</article>"
    )

    assert [text for kind, text in blocks(found) if kind == "item"] == ["71%", "Red: 5"]


def test_sentences_with_links_to_their_sources_are_kept(read_page):
    linked = '<p>There are 7 boats in all (<a href="/s">The Sample Press of the Town</a>).</p>'

    found = read_page(f"<article>{PROSE}{linked}</article>")

    assert "There are 7 boats in all (The Sample Press of the Town)." in texts(found)


def test_a_plain_page_without_any_markup_for_articles_is_read_whole(read_page):
    found = read_page(
        "<center>Harbour</center>Naked text.<br><br>More of it.<hr>"
        "<table><tr><th>Port</th><th>Boats</th></tr><tr><td>North</td><td>7</td></tr></table>"
    )

    assert texts(found) == ["Harbour", "Naked text.", "More of it.", "North | Boats: 7"]
    assert found.warnings == ()


def test_a_page_from_which_much_is_left_out_says_so(read_page):
    around = "".join(f"<div><p>Unrelated box number {n} of the page.</p></div>" for n in range(20))

    found = read_page(f"<article>{PROSE * 6}</article><section>{around}</section>")

    assert "Unrelated" not in found.pages[0].text
    assert found.warnings == (
        "33% of the page's text was left out, as it is not of its main text.",
    )


TABLE = (
    "<table><caption>Boats by port</caption><thead><tr><th rowspan=2>Port</th>"
    "<th colspan=2>2024</th></tr><tr><th>Target</th><th>Result</th></tr></thead>"
    "<tbody><tr><td>North</td><td>80%</td><td>61.2%</td></tr></tbody></table>"
)


def test_a_row_of_a_table_keeps_the_names_of_its_columns(read_page):
    found = read_page(f"<article>{PROSE}{TABLE}</article>")

    assert blocks(found)[-2:] == [
        ("paragraph", "Boats by port"),
        ("item", "North | 2024 / Target: 80% | 2024 / Result: 61.2%"),
    ]


def test_a_table_that_lays_out_the_page_makes_no_lines(read_page):
    body = f"<table><tr><td><a href=/>Start</a></td></tr><tr><td>{PROSE}{TABLE}</td></tr></table>"

    found = read_page(body)

    assert [kind for kind, _ in blocks(found)] == ["paragraph"] * 4 + ["item"]
    assert texts(found)[-1].startswith("North | 2024 / Target: 80%")


def test_a_letterhead_in_a_table_stays_line_by_line(read_page):
    found = read_page(
        "<table><tr><td><p>THE HARBOUR OFFICE</p><p>No. 7/QĐ-HO</p></td>"
        "<td><p>SAMPLE COUNTRY</p><p>Port, 3 June 2020</p></td></tr></table>" + PROSE
    )

    assert texts(found)[:4] == [
        "THE HARBOUR OFFICE",
        "No. 7/QĐ-HO",
        "SAMPLE COUNTRY",
        "Port, 3 June 2020",
    ]


def test_a_term_stands_on_one_line_with_what_is_said_of_it(read_page):
    found = read_page("<dl><dt>Boats:</dt><dd>7 in 2023</dd><dt>Ports</dt><dd>2</dd></dl>")

    assert blocks(found) == [("item", "Boats: 7 in 2023"), ("item", "Ports: 2")]


def test_a_short_line_that_is_bold_throughout_is_a_heading(read_page):
    found = read_page("<p><strong>1. The boats</strong></p><p><b>All of them float.</b></p>")

    assert blocks(found) == [("heading", "1. The boats"), ("paragraph", "All of them float.")]


HEAD = (
    "<title>Boats of the North | Sample Press</title>"
    '<meta property="og:title" content="Boats of the North">'
    '<meta property="og:site_name" content="Sample Press">'
    '<meta name="author" content="A. Sailor">'
    '<meta property="article:published_time" content="2025-02-06T23:30:00+07:00">'
    '<meta property="article:modified_time" content="2025-03-07">'
    '<link rel="canonical" href="https://example.org/boats">'
)


def test_the_head_of_a_page_says_what_it_is(read_page):
    assert read_page("<p>Boats.</p>", HEAD).metadata == {
        "title": "Boats of the North",
        "publisher": "Sample Press",
        "author": "A. Sailor",
        "published": date(2025, 2, 6),
        "url": "https://example.org/boats",
        "language": "en",
    }


def test_linked_data_says_it_where_the_head_does_not(read_page):
    head = (
        '<title>x</title><script type="application/ld+json">{"@graph": [{"@type": "WebSite"},'
        '{"@type": "NewsArticle", "headline": "Boats", "datePublished": "2025-02-06",'
        '"author": [{"name": "A. Sailor"}, "B. Rower"], "publisher": {"name": "Sample Press"}}]}'
        "</script>"
    )

    found = read_page("<p>Boats.</p>", head).metadata

    assert (found["publisher"], found["author"]) == ("Sample Press", "A. Sailor, B. Rower")
    assert found["published"] == date(2025, 2, 6)


@pytest.mark.parametrize("data", ["{", "[1, null]", '{"datePublished": 7}', "[" * 5000])
def test_linked_data_that_is_broken_is_passed_over(read_page, data):
    head = f'<title>Boats</title><script type="application/ld+json">{data}</script>'

    assert read_page("<p>Boats.</p>", head).metadata == {"title": "Boats", "language": "en"}


@pytest.mark.parametrize("day", ["6 February 2025", "2025-02-30", "2025", "06/02/2025"])
def test_a_day_of_publication_that_is_not_plain_is_unknown(read_page, day):
    head = f'<meta property="article:published_time" content="{day}">'

    assert "published" not in read_page("<p>Boats.</p>", head).metadata


def test_a_day_in_the_text_is_not_the_day_of_publication(read_page):
    assert "published" not in read_page("<p>Boats float since 2025-02-06.</p>").metadata


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Boats | Press</title>", "<h1>Boats</h1>", "Boats"),
        ("<title>Press - Boats</title>", "<h1>Boats</h1>", "Boats"),
        ("<title>Boats | Press</title>", "<h1>Ships</h1>", "Boats | Press"),
        ("<title>Boats and rivers</title>", "<h1>Boats</h1>", "Boats and rivers"),
        ("<title>Boats - 7 of them</title>", "<p>x</p>", "Boats - 7 of them"),
        ("", "<h1>Boats</h1>", "Boats"),
        ('<title>P</title><meta property="og:site_name" content="P">', "<h1>Boats</h1>", "Boats"),
    ],
)
def test_a_title_loses_the_name_of_the_site_only_where_the_page_does_so(
    read_page, head, body, title
):
    assert read_page(f"{body}{PROSE}", head).metadata["title"] == title


@pytest.mark.parametrize("url", ["/boats", "javascript:alert(1)", "file:///etc/passwd", "https://"])
def test_an_address_that_is_not_of_the_web_is_passed_over(read_page, url):
    head = (
        f'<link rel="canonical" href="{url}"><meta property="og:url" content="https://a.example">'
    )

    assert read_page("<p>Boats.</p>", head).metadata["url"] == "https://a.example"


def test_the_address_from_which_a_browser_saved_a_page_is_known(write):
    path = write("a.html", b"<!-- saved from url=(0020)https://example.org/ -->\n<p>Boats.</p>")

    assert read(path).metadata["url"] == "https://example.org/"


def test_a_declared_language_that_the_text_contradicts_is_unknown(read_page):
    found = read_page("<p>Bến cảng mẫu có bảy chiếc thuyền đỏ.</p>", "", "en")

    assert "language" not in found.metadata
    assert read_page("<p>Bến cảng mẫu có bảy chiếc thuyền.</p>", "", "vi-VN").metadata == {
        "language": "vi"
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_pages_in_every_unicode_encoding_read_alike(write, encoding):
    path = write("a.html", page("<p>Bến cảng mẫu có 7 chiếc thuyền.</p>").encode(encoding))

    assert read(path).pages[0].text == "Bến cảng mẫu có 7 chiếc thuyền."


def test_an_xml_declaration_does_no_harm(write):
    text = '<?xml version="1.0" encoding="utf-16"?><html><body><p>Boats.</p></body></html>'

    assert read(write("a.xhtml", text.encode())).pages[0].text == "Boats."


def test_entities_that_a_page_defines_are_not_looked_up(write):
    text = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>Boats &x; float.</p>'

    assert "Boats &x; float." in read(write("a.html", text.encode())).pages[0].text


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>", "<ul><li>"])
def test_a_page_nested_without_end_is_refused(write, opening):
    path = write("deep.html", (opening * 20_000 + "boats").encode())

    with pytest.raises(TooBig, match=r"deep\.html: its elements are nested too deeply"):
        read(path)


def test_a_long_page_is_read_in_full(read_page):
    found = read_page("".join(f"<p>Boat number {n} floats.</p>" for n in range(3000)))

    assert len(found.blocks) == 3000


@pytest.mark.parametrize(
    "body", ["", "<script>app()</script><div id=root></div>", "<p>***</p>", "<img alt=boat>"]
)
def test_a_page_without_text_is_refused(write, body):
    path = write("empty.html", page(body).encode())

    with pytest.raises(EmptyDocument, match=r"empty\.html: has no text"):
        read(path)


def test_an_archive_gives_its_page_and_its_address(write):
    path = write(
        "a.mhtml",
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-16\r\n"
        b"Content-Transfer-Encoding: base64\r\nContent-Location: https://example.org/a\r\n\r\n"
        b"//48AHAAPgBCAG8AYQB0AHMALgA8AC8AcAA+AA==\r\n",
    )

    found = read_archive(path)

    assert found.pages[0].text == "Boats."
    assert found.metadata == {"url": "https://example.org/a"}


def test_an_archive_without_a_page_is_refused(write):
    path = write("a.mht", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nBoats.\r\n")

    with pytest.raises(DamagedDocument, match=r"a\.mht: has no web page in it"):
        read_archive(path)
