"""Writes one web page in each form in which pages are saved, with the page around its text."""

import quopri
import unicodedata
from pathlib import Path

HEAD = """<head>
{charset}<title>Sample report on boats | Sample Press</title>
<meta property="og:title" content="Sample report on boats">
<meta property="og:site_name" content="Sample Press">
<meta property="article:published_time" content="2001-02-03T04:05:06+07:00">
<link rel="canonical" href="https://example.org/sample-report">
</head>"""
BODY = """<body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/all">All reports</a></li></ul></nav>
<main><article>
<h1>Sample report on boats</h1>
<p>This <b>sample</b> text is about bo&shy;ats on a&nbsp;<a href="/river">river</a>. The sample
harbour counts 1,234 boats.</p>
<h2>Tiếng Việt</h2>
<p>{vietnamese}</p>
<p>The sample list has two items:</p>
<ul><li>a first sample item</li><li>a second sample item</li></ul>
<table>
<tr><th>Sample boat</th><th>Length</th></tr>
<tr><td>Alpha</td><td>7 m</td></tr>
</table>
</article></main>
<footer>All rights reserved by Sample Press.</footer>
</body>"""
VIETNAMESE = "Bến cảng mẫu có 1.234 chiếc thuyền. Câu này chỉ là ví dụ."
TONES = "\u0300\u0301\u0303\u0309\u0323"
CHARSET = '<meta charset="{}">\n'


def page(charset="utf-8", opening='<!DOCTYPE html>\n<html lang="en">', vietnamese=VIETNAMESE):
    """Return the page as text."""
    head = HEAD.format(charset=CHARSET.format(charset))
    body = BODY.format(vietnamese=vietnamese)
    return f"{opening}\n{head}\n{body}\n</html>\n"


def windows_1258(text):
    """Return the bytes of a Vietnamese text: each tone stands after its letter."""
    return "".join(map(tone_apart, text)).encode("cp1258")


def tone_apart(char):
    """Return a letter with its tone as a mark of its own; other marks stay with it."""
    marks = unicodedata.normalize("NFD", char)
    tones = "".join(mark for mark in marks if mark in TONES)
    rest = "".join(mark for mark in marks if mark not in TONES)
    return unicodedata.normalize("NFC", rest) + tones


def archive(text):
    """Return the page in a mail message, as browsers save whole pages."""
    body = quopri.encodestring(text.encode())
    return (
        b"From: <Saved by a browser>\r\n"
        b"Snapshot-Content-Location: https://example.org/sample-report\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="sample"\r\n\r\n'
        b"--sample\r\n"
        b"Content-Type: text/html\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://example.org/sample-report\r\n\r\n" + body + b"\r\n"
        b"--sample\r\n"
        b"Content-Type: text/css\r\n\r\np { color: red }\r\n--sample--\r\n"
    )


if __name__ == "__main__":
    folder = Path(__file__).parent
    xhtml = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">'
    )
    decomposed = unicodedata.normalize("NFD", VIETNAMESE)
    (folder / "sample.html").write_text(page(vietnamese=decomposed), encoding="utf-8")
    (folder / "sample.htm").write_bytes(windows_1258(page("windows-1258")))
    (folder / "sample.xhtml").write_text(page(opening=xhtml), encoding="utf-8")
    for name in ("sample.mht", "sample.mhtml"):
        (folder / name).write_bytes(archive(page()))
