"""Word documents: what is seen of them with all changes accepted, in reading order."""

import io
import random
import zipfile
from datetime import datetime

import pytest
from docx import Document

from knowledge.errors import (
    DamagedDocument,
    EmptyDocument,
    TooBig,
    UnreadableDocument,
    UnsupportedFormat,
)
from knowledge.readers.base import ReadText
from knowledge.readers.docx import read
from knowledge.readers.docx_text import W
from tests.data.make_docx import element, repacked, sample, saved

WORD_MAIN = b"wordprocessingml.document.main+xml"


@pytest.fixture
def document():
    """An empty document."""
    return Document()


@pytest.fixture
def read_document(write):
    """Read a document as it would be saved."""
    return lambda document: read(write("a.docx", saved(document)))


def blocks(found):
    text = found.pages[0].text
    return [(block.kind, text[block.start : block.end]) for block in found.blocks]


def texts(found):
    return [text for _, text in blocks(found)]


def add_table(document, *rows):
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return table


def test_headings_paragraphs_and_items_are_told_apart_in_order(document, read_document):
    document.add_heading("Boats of the North", 0)
    document.add_heading("Ports", 2)
    document.add_paragraph("They float.")
    document.add_paragraph("a red one", style="List Bullet")
    document.add_paragraph("a green one", style="List Number")

    assert blocks(read_document(document)) == [
        ("heading", "Boats of the North"),
        ("heading", "Ports"),
        ("paragraph", "They float."),
        ("item", "a red one"),
        ("item", "a green one"),
    ]


def test_a_heading_is_known_by_its_outline_level_whatever_its_style_is_called(
    document, read_document
):
    style = document.styles.add_style("Tiêu đề riêng", 1)
    style.element.get_or_add_pPr().append(element('<w:outlineLvl w:val="1"/>'))
    document.add_paragraph("Ports of the North.", style="Tiêu đề riêng")
    document.add_paragraph("They float.")

    assert [kind for kind, _ in blocks(read_document(document))] == ["heading", "paragraph"]


def test_a_style_that_is_based_on_a_heading_is_one(document, read_document):
    style = document.styles.add_style("Mục", 1)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Ports of the North.", style="Mục")

    assert blocks(read_document(document)) == [("heading", "Ports of the North.")]


def test_a_heading_that_is_set_back_to_text_is_text(document, read_document):
    paragraph = document.add_paragraph("They float.", style="Heading 1")
    paragraph._p.get_or_add_pPr().append(element('<w:outlineLvl w:val="9"/>'))

    assert blocks(read_document(document)) == [("paragraph", "They float.")]


def test_a_short_line_that_is_bold_throughout_is_a_heading(document, read_document):
    document.add_paragraph().add_run("1. The boats").bold = True
    document.add_paragraph().add_run("All of them float.").bold = True
    document.add_paragraph("Some ").add_run("float").bold = True

    assert [kind for kind, _ in blocks(read_document(document))] == [
        "heading",
        "paragraph",
        "paragraph",
    ]


def numbered(document, *levels):
    """Define a list with these levels, each a format and a text; return its id."""
    numbering = document.part.numbering_part.element
    markup = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    first = numbering.find(f"{W}num")
    first.addprevious(element(f'<w:abstractNum w:abstractNumId="99">{markup}</w:abstractNum>'))
    numbering.append(element('<w:num w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    return "99"


def put_in_list(paragraph, list_id, depth=0):
    paragraph._p.get_or_add_pPr().append(
        element(f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


def test_numbers_that_a_word_processor_writes_are_read_where_they_name_an_article(
    document, read_document
):
    articles = numbered(document, ("upperRoman", "Chapter %1"), ("decimal", "Article %2."))
    for text, depth in [("Boats", 0), ("They float.", 1), ("They sink.", 1), ("Ports", 0)]:
        put_in_list(document.add_paragraph(text), articles, depth)
    put_in_list(document.add_paragraph("They are open."), articles, 1)

    assert texts(read_document(document)) == [
        "Chapter I Boats",
        "Article 1. They float.",
        "Article 2. They sink.",
        "Chapter II Ports",
        "Article 1. They are open.",
    ]


def test_numbers_of_headings_are_read(document, read_document):
    sections = numbered(document, ("decimal", "%1."), ("decimal", "%1.%2."))
    for text, depth in [("Boats", 0), ("Red boats", 1), ("Green boats", 1)]:
        put_in_list(document.add_heading(text, depth + 1), sections, depth)

    assert texts(read_document(document)) == ["1. Boats", "1.1. Red boats", "1.2. Green boats"]


def test_numbers_of_plain_lists_are_marks_and_no_text(document, read_document):
    steps = numbered(document, ("lowerLetter", "%1)"))
    put_in_list(document.add_paragraph("They float."), steps)

    assert blocks(read_document(document)) == [("item", "They float.")]


def test_a_list_that_starts_anew_counts_anew(document, read_document):
    articles = numbered(document, ("decimal", "Article %1."))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    document.part.numbering_part.element.append(
        element(f'<w:num w:numId="100"><w:abstractNumId w:val="99"/>{again}</w:num>')
    )
    for list_id in (articles, articles, "100"):
        put_in_list(document.add_paragraph("They float."), list_id)

    assert [text[:10] for text in texts(read_document(document))] == [
        "Article 1.",
        "Article 2.",
        "Article 7.",
    ]


def test_tracked_changes_are_read_as_accepted(document, read_document):
    paragraph = document.add_paragraph("The harbour has ")
    for markup in (
        '<w:del w:id="1" w:author="a"><w:r><w:delText>5</w:delText></w:r></w:del>',
        '<w:ins w:id="2" w:author="a"><w:r><w:t>7</w:t></w:r></w:ins>',
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>moved away</w:t></w:r></w:moveFrom>',
        '<w:r><w:t xml:space="preserve"> boats</w:t></w:r>',
        '<w:moveTo w:id="4" w:author="a"><w:r><w:t>, moved here.</w:t></w:r></w:moveTo>',
    ):
        paragraph._p.append(element(markup))

    assert texts(read_document(document)) == ["The harbour has 7 boats, moved here."]


def test_text_that_is_hidden_or_struck_out_is_not_read(document, read_document):
    paragraph = document.add_paragraph("Boats")
    paragraph.add_run(" hidden").font.hidden = True
    paragraph.add_run(" struck").font.strike = True
    paragraph.add_run(" float.").font.strike = False

    assert texts(read_document(document)) == ["Boats float."]


def test_exponents_stay_exponents(document, read_document):
    paragraph = document.add_paragraph("10")
    paragraph.add_run("6").font.superscript = True
    paragraph.add_run(" t of CO")
    paragraph.add_run("2").font.subscript = True

    assert texts(read_document(document)) == ["10⁶ t of CO₂"]


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a\nb"),
        ("<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r>", "2020-2025"),
        ('<w:hyperlink r:id="x"><w:r><w:t>linked</w:t></w:r></w:hyperlink>', "linked"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7"),
        ("<w:r><w:instrText>DATE</w:instrText><w:t>7</w:t></w:r>", "7"),
        (
            "<w:sdt><w:sdtContent><w:r><w:t>filled in</w:t></w:r></w:sdtContent></w:sdt>",
            "filled in",
        ),
        ("<m:oMath><m:r><m:t>x=7</m:t></m:r></m:oMath>", "x=7"),
        ("<w:r><w:t>e\u0301clair bo\u00adats</w:t></w:r>", "éclair boats"),
    ],
)
def test_the_text_is_what_a_reader_sees(document, read_document, markup, seen):
    document.add_paragraph()._p.append(element(markup))

    assert texts(read_document(document)) == [seen]


def test_a_text_box_follows_the_paragraph_that_it_hangs_on(document, read_document):
    paragraph = document.add_paragraph("They float.")
    paragraph._p.append(
        element("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>"
                "</w:txbxContent></w:pict></w:r>")
    )  # fmt: skip
    document.add_paragraph("They sink.")

    assert texts(read_document(document)) == ["They float.", "In a box.", "They sink."]


def test_content_controls_are_read_and_tables_of_contents_are_not(document, read_document):
    body = document.element.body
    sdt = (
        "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{}</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    contents = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body.insert(0, element(sdt.format("", "Filled in.")))
    body.insert(0, element(sdt.format(contents, "Ports ... 7")))

    assert texts(read_document(document)) == ["Filled in."]


def test_footnotes_follow_the_text(write, document):
    document.add_paragraph("They float.")
    data = saved(document)
    footnotes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Counted in 2024.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    relations = part(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rN" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/footnotes"/></Relationships>',
    )
    changes = {"word/footnotes.xml": footnotes, "word/_rels/document.xml.rels": relations}

    found = read(write("a.docx", repacked(data, changes)))

    assert texts(found) == ["They float.", "Counted in 2024."]


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name)


def test_a_row_of_a_table_keeps_the_names_of_its_columns(document, read_document):
    add_table(document, ["Port", "2022", "2023"], ["North", "0.61", "0.75"])

    assert blocks(read_document(document)) == [("item", "North | 2022: 0.61 | 2023: 0.75")]


def test_a_row_that_is_repeated_on_each_page_is_a_header(document, read_document):
    table = add_table(document, ["Port", "Task"], ["North", "build a pier"])
    table.rows[0]._tr.get_or_add_trPr().append(element("<w:tblHeader/>"))

    assert texts(read_document(document)) == ["North | Task: build a pier"]


def test_merged_cells_count_for_each_place_that_they_take(document, read_document):
    table = add_table(
        document,
        ["Port", "2024", "", ""],
        ["", "Target", "Result", "Boats"],
        ["North", "80%", "61%", "7"],
        ["", "90%", "62%", "9"],
    )
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(element("<w:tblHeader/>"))
    for first, last in [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((2, 0), (3, 0))]:
        merge(table, first, last)

    assert texts(read_document(document)) == [
        "North | 2024 / Target: 80% | 2024 / Result: 61% | Boats: 7",
        "North | 2024 / Target: 90% | 2024 / Result: 62% | Boats: 9",
    ]


def merge(table, first, last):
    table.cell(*first).merge(table.cell(*last))
    cell = table.cell(*first)
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def test_deleted_rows_are_not_read(document, read_document):
    table = add_table(document, ["Port", "Boats"], ["North", "7"], ["South", "9"])
    table.rows[1]._tr.get_or_add_trPr().append(element('<w:del w:id="1" w:author="a"/>'))

    assert texts(read_document(document)) == ["South | Boats: 9"]


def test_a_letterhead_in_a_table_stays_line_by_line(document, read_document):
    table = add_table(document, ["THE HARBOUR OFFICE", "SAMPLE COUNTRY"], ["No. 7/QĐ", "June 2020"])
    table.cell(0, 0).add_paragraph("Department of Boats")

    assert texts(read_document(document)) == [
        "THE HARBOUR OFFICE",
        "Department of Boats",
        "SAMPLE COUNTRY",
        "No. 7/QĐ",
        "June 2020",
    ]


def test_a_table_inside_a_table_keeps_its_rows(document, read_document):
    outer = document.add_table(1, 1)
    inner = outer.cell(0, 0).add_table(2, 2)
    for cell, text in zip(inner._cells, ["Port", "Boats", "North", "7"], strict=True):
        cell.text = text

    assert texts(read_document(document)) == ["North | Boats: 7"]


def test_text_in_an_old_vietnamese_font_is_converted(document, read_document):
    document.add_paragraph().add_run("ChuyÓn ®æi sè").font.name = ".VnTime"

    assert texts(read_document(document)) == ["Chuyển đổi số"]


def test_the_font_of_the_style_counts_where_a_run_names_none(document, read_document):
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("ChuyÓn ®æi sè")

    assert texts(read_document(document)) == ["Chuyển đổi số"]


def test_the_properties_say_title_and_language_but_no_day(document, read_document):
    document.add_paragraph("They float.")
    core = document.core_properties
    core.title, core.language, core.author = " Boats ", "vi-VN", "Admin"
    core.created = datetime(2020, 1, 1)

    assert read_document(document).metadata == {"title": "Boats", "language": "vi"}


def test_a_source_line_gives_the_address(document, read_document):
    document.add_paragraph("They float.")
    document.add_paragraph("Source: https://example.org/boats")

    assert read_document(document).metadata["url"] == "https://example.org/boats"


def test_a_document_without_text_is_refused(write, document):
    path = write("empty.docx", saved(document))

    with pytest.raises(EmptyDocument, match=r"^empty\.docx: has no text"):
        read(path)


@pytest.mark.parametrize(
    "kind", [b"template.main+xml", b"document.macroEnabled.main+xml", b"x.presentation.main+xml"]
)
def test_another_office_file_under_this_name_is_refused(write, kind):
    data = saved(sample())
    types = part(data, "[Content_Types].xml").replace(WORD_MAIN, b"wordprocessingml." + kind)
    path = write("a.docx", repacked(data, {"[Content_Types].xml": types}))

    with pytest.raises(UnsupportedFormat, match=r"^a\.docx: is an office file, but no Word"):
        read(path)


def test_an_archive_without_a_document_is_refused(write):
    path = write("a.docx", repacked(saved(sample()), {"[Content_Types].xml": b"<Types/>"}))

    with pytest.raises(DamagedDocument, match=r"^a\.docx: is broken and cannot be read"):
        read(path)


def test_a_document_that_defines_entities_is_refused(write):
    data = saved(sample())
    body = part(data, "word/document.xml")
    entity = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    start = body.index(b"<w:document")
    body = body[:start] + entity + body[start:].replace(b"1,234", b"&x;")
    path = write("a.docx", repacked(data, {"word/document.xml": body}))

    with pytest.raises(DamagedDocument, match=r"^a\.docx: defines entities"):
        read(path)


def test_a_table_with_endless_spans_is_refused(document, write):
    table = add_table(document, *[["a", "b"]] * 60)
    for row in table.rows:
        row.cells[0]._tc.get_or_add_tcPr().append(element('<w:gridSpan w:val="99999"/>'))
    path = write("a.docx", saved(document))

    with pytest.raises(TooBig, match=r"^a\.docx: has a table of more than 500,000 cells"):
        read(path)


@pytest.mark.parametrize("seed", range(40))
def test_a_document_with_damaged_xml_is_read_or_refused_by_name(write, seed):
    chance = random.Random(seed)
    data = saved(sample())
    name = chance.choice(["word/document.xml", "word/styles.xml", "docProps/core.xml"])
    content = bytearray(part(data, name))
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = write("a.docx", repacked(data, {name: bytes(content)}))

    found = read_or_refusal(path)

    assert found.blocks if isinstance(found, ReadText) else str(found).startswith("a.docx: ")


def read_or_refusal(path):
    try:
        return read(path)
    except UnreadableDocument as exc:
        return exc
