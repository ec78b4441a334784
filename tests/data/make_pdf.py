"""Writes small PDFs without any library, so that what is in them is known to the letter."""

import re
from pathlib import Path

SAMPLE = (
    (
        "Sample report on boats",
        "This sample text is about boats on a river and was written",
        "only for trying out the reader of PDF files.",
    ),
    (
        "The harbour",
        "The sample harbour counts 1,234 boats. This is the second page",
        "of the sample.",
    ),
)


def make_pdf(pages, title=""):
    """Return a PDF with these pages, each a sequence of lines."""
    count = len(pages)
    numbers = [4 + 2 * row for row in range(count)]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in zip(numbers, pages, strict=True):
        shown = b"".join(b"(%s) Tj T* " % escaped(line) for line in lines)
        content = b"BT /F1 12 Tf 72 720 Td 14 TL %sET" % shown
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>" % (number + 1)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    objects.append(b"<</Title(%s)>>" % title.encode("cp1252"))
    return assemble(objects)


def make_tex_pdf(lines):
    """Return a PDF of one page as TeX makes it: a font without blank, gaps between the words.

    Each line is a sequence of words; glyph n + 1 is the nth letter, and glyph 32 is wide.
    """
    letters = sorted({char for line in lines for word in line for char in word})
    glyph = {char: number for number, char in enumerate(letters, 1)}
    shown = [
        b"-250".join(b"<%s>" % b"".join(b"%04X" % glyph[char] for char in word) for word in line)
        for line in lines
    ]
    content = b"BT /F1 12 Tf 72 720 Td 14 TL %sET" % b"".join(b"[%s] TJ T* " % x for x in shown)
    mapped = b"".join(b"<%04X> <%04X>\n" % (number, ord(char)) for char, number in glyph.items())
    letter_map = (
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar" % (len(glyph), mapped)
    )
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
            b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Serif/Encoding/Identity-H"
            b"/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Serif/DW 500/W[32[560]]"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor<</Type/FontDescriptor/FontName/AAAAAA+Serif/Flags 4>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(letter_map), letter_map),
            b"<</Title()>>",
        ]
    )


def escaped(line):
    """Return the bytes of a line inside a PDF string; letters that it cannot hold are left out."""
    return re.sub(rb"([\\()])", rb"\\\1", line.encode("cp1252", "ignore"))


def assemble(objects):
    """Return the file that holds these objects; the first is the root, the last the information."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(places))
    trailer = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\n" % (size, size - 1)
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


if __name__ == "__main__":
    Path(__file__).with_name("sample.pdf").write_bytes(make_pdf(SAMPLE, "Sample report on boats"))
