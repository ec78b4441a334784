"""The wall around reading: whatever a file or a reader does, it ends there and is named."""

import os
import resource
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

import knowledge.worker
from knowledge.errors import (
    BadEncoding,
    DamagedDocument,
    EmptyDocument,
    KnowledgeError,
    TooBig,
    TookTooLong,
    UnreadableDocument,
)
from knowledge.parsing import Limits, parse_file, parse_files
from tests.data.make_pdf import assemble

PACKAGE = str(Path(knowledge.worker.__file__).parent)
# A worker as ours, but for the reader of plain text.
WORKER = """
import os, sys, time, types
package = types.ModuleType("knowledge")
package.__path__ = [{package!r}]
sys.modules["knowledge"] = package
from knowledge import errors, readers
from knowledge.readers.base import Block, ReadText
from knowledge.types import Page

def text(words):
    return ReadText((Page(1, words),), (Block("paragraph", 1, 0, len(words)),))

def read(path):
{reader}

readers.READERS[".txt"] = read
from knowledge.worker import main
main()
"""


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "sample.txt"
    path.write_text("A sample.")
    return path


@pytest.fixture
def reading(tmp_path):
    """Return the command of a worker whose reader of plain text has this body."""

    def command(reader):
        script = tmp_path / "worker.py"
        body = "".join(f"    {line}\n" for line in reader.splitlines())
        script.write_text(WORKER.format(package=PACKAGE, reader=body))
        return [sys.executable, "-I", "-X", "utf8", str(script)]

    return command


def saying(code):
    """Return the command of a program that is no worker of ours."""
    return [sys.executable, "-I", "-c", f"import os, sys, time\n{code}"]


def is_alive(pid):
    """Whether a process runs; one that is dead and not yet fetched does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def gone_soon(pids):
    """Whether none of these processes runs any more, or will in a moment."""
    until = time.monotonic() + 5
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(map(is_alive, pids))


def pids_in(path):
    return [int(line) for line in path.read_text().split()]


def test_a_reader_that_waits_is_left_in_time(sample, reading):
    started = time.monotonic()

    with pytest.raises(TookTooLong, match=r"sample\.txt: was not read within 1\.5 seconds"):
        parse_file(sample, {}, Limits(seconds=1.5), command=reading("time.sleep(60)"))

    assert time.monotonic() - started < 10


def test_a_reader_that_computes_without_end_is_ended(sample, reading):
    with pytest.raises(TookTooLong, match="was not read within 1 seconds of computing"):
        parse_file(sample, {}, Limits(cpu_seconds=1), command=reading("while True: pass"))


@pytest.mark.parametrize(
    "reader",
    [
        "bytearray(2**31)",
        "kept = []\nwhile True: kept.append(bytes(2**20))",
        "try: bytearray(2**31)\nexcept MemoryError as exc: raise ValueError('damaged') from exc",
        "try: bytearray(2**31)\nexcept MemoryError: raise errors.DamagedDocument('a: is damaged')",
    ],
    ids=["at once", "bit by bit", "disguised", "mistaken"],
)
def test_a_reader_that_takes_too_much_memory_is_stopped(sample, reading, reader):
    with pytest.raises(TooBig, match=r"sample\.txt: takes too much memory to read"):
        parse_file(sample, {}, Limits(memory_bytes=400 * 2**20), command=reading(reader))


@pytest.mark.parametrize(
    "reader",
    ["import ctypes\nctypes.string_at(0)", "os.abort()", "os.kill(os.getpid(), 9)", "os._exit(1)"],
    ids=["segmentation fault", "abort", "killed", "exit"],
)
def test_a_reader_that_crashes_makes_a_damaged_document(sample, reading, reader):
    with pytest.raises(DamagedDocument, match=r"sample\.txt: is damaged \(the process that read"):
        parse_file(sample, {}, command=reading(reader))


@pytest.mark.parametrize(
    ("reader", "name"),
    [("return 1 / 0", "ZeroDivisionError"), ("return read(path)", "RecursionError")],
)
def test_an_error_that_no_reader_should_raise_makes_a_damaged_document(
    sample, reading, reader, name
):
    with pytest.raises(DamagedDocument, match=rf"sample\.txt: is damaged \({name}\)"):
        parse_file(sample, {}, command=reading(reader))


def test_an_error_of_ours_comes_through_in_one_line(sample, reading):
    command = reading("raise errors.BadEncoding('sample.txt: no \\u200bUTF-8.\\n  Save it again.')")

    with pytest.raises(BadEncoding, match=r"^sample\.txt: no UTF-8\. Save it again\.$"):
        parse_file(sample, {}, command=command)


def test_what_a_reader_prints_is_not_taken_for_its_answer(sample, reading):
    command = reading("print('{}', flush=True)\nos.write(1, b'sample')\nreturn text('A sample.')")

    assert parse_file(sample, {}, command=command).document.pages[0].text == "A sample."


def test_a_reader_that_prints_without_end_fills_nothing(sample, reading):
    command = reading("while True: os.write(1, b'sample' * 10000)")

    with pytest.raises(TookTooLong, match="seconds of computing"):
        parse_file(sample, {}, Limits(cpu_seconds=1), command=command)


def test_an_answer_without_end_is_not_kept(sample):
    with pytest.raises(TooBig, match="its text is too long to keep"):
        parse_file(
            sample,
            {},
            Limits(output_bytes=100_000),
            command=saying("while True: sys.stdout.write('sample' * 1000)"),
        )


def test_a_text_that_makes_too_long_an_answer_is_too_big(sample, reading):
    with pytest.raises(TooBig, match="its text is too long to keep"):
        parse_file(
            sample,
            {},
            Limits(output_bytes=10_000),
            command=reading("return text('A sample. ' * 1000)"),
        )


@pytest.mark.parametrize(
    ("reader", "message"),
    [
        ("return text('A sample. ' * 200)", "has 2,000 characters of text, more than 1,000"),
        (
            "return ReadText(tuple(Page(n, 'A.') for n in range(1, 8)), ())",
            "has 7 pages, more than 5",
        ),
    ],
    ids=["text", "pages"],
)
def test_more_than_a_document_may_have_is_too_big(sample, reading, reader, message):
    with pytest.raises(TooBig, match=rf"sample\.txt: {message}\. Split it"):
        parse_file(sample, {}, Limits(text_length=1000, pages=5), command=reading(reader))


@pytest.mark.parametrize(
    "code",
    ["", "print('no JSON')", "print('{}')", "print('[]')", "sys.exit(3)", "print(1); sys.exit(3)"],
)
def test_a_process_that_says_nothing_of_sense_makes_a_damaged_document(sample, code):
    with pytest.raises(DamagedDocument, match=r"sample\.txt: is damaged \("):
        parse_file(sample, {}, command=saying(code))


@pytest.mark.parametrize("name", ["SystemExit", "LibraryLocked", "FileOutcome", "KnowledgeError"])
def test_a_process_cannot_raise_what_no_reader_may(sample, name):
    code = f'print(\'{{"error": "{name}", "message": "sample"}}\'); sys.exit(3)'

    with pytest.raises(DamagedDocument, match="the process that read it failed"):
        parse_file(sample, {}, command=saying(code))


def test_what_a_reader_starts_ends_with_it(sample, reading, tmp_path):
    pids = tmp_path / "pids"
    command = reading(
        f"with open({str(pids)!r}, 'w') as file: print(os.getpid(), os.fork(), file=file)\n"
        "time.sleep(60)"
    )

    with pytest.raises(TookTooLong, match="was not read within"):
        parse_file(sample, {}, Limits(seconds=2), command=command)

    assert gone_soon(pids_in(pids))


def test_an_answer_that_a_child_holds_open_is_not_waited_for_longer(sample, reading):
    command = reading("if not os.fork(): time.sleep(60)\nreturn text('A sample.')")

    with pytest.raises(TookTooLong, match=r"was not read within 2 seconds"):
        parse_file(sample, {}, Limits(seconds=2), command=command)


def test_a_worker_that_nobody_waits_for_ends_by_itself(sample, reading):
    alarm = reading("import signal\nreturn text(f'It is {signal.alarm(0)} seconds.')")

    draft = parse_file(sample, {}, Limits(seconds=20), command=alarm)

    assert draft.document.pages[0].text in {"It is 24 seconds.", "It is 25 seconds."}


def test_a_worker_holds_itself_to_its_limits(sample, reading):
    names = ("CORE", "NOFILE", "AS", "CPU")
    limits = ", ".join(f"resource.getrlimit(resource.RLIMIT_{name})[0]" for name in names)
    command = reading(f"import resource\nreturn text(f'They are {{[{limits}]}}.')")

    draft = parse_file(sample, {}, Limits(memory_bytes=500_000_000, cpu_seconds=7), command=command)

    assert draft.document.pages[0].text == "They are [0, 64, 500000000, 7]."


@pytest.mark.parametrize(
    "reader",
    [
        "kept = [open(path) for _ in range(100)]",
        "open(str(path) + '.new', 'wb').write(bytes(2**25))",
    ],
    ids=["files", "bytes"],
)
def test_a_reader_that_takes_too_much_of_the_disk_is_stopped(sample, reading, reader):
    with pytest.raises(UnreadableDocument, match=r"sample\.txt: cannot be read \("):
        parse_file(sample, {}, command=reading(reader))


def test_a_reader_sees_neither_settings_nor_secrets(sample, reading, monkeypatch):
    monkeypatch.setenv("SAMPLE_SECRET", "sesame")
    monkeypatch.setenv("PYTHONPATH", "/sample")
    command = reading("return text(f'{sorted(os.environ)} {sys.path} {os.getcwd()} are seen.')")

    seen = parse_file(sample, {}, command=command).document.pages[0].text

    assert "SAMPLE_SECRET" not in seen
    assert "'/sample'" not in seen
    assert seen.endswith(" / are seen.")


def test_this_process_keeps_its_own_limits(sample):
    before = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]

    parse_file(sample, {})

    after = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    assert after == before


def deflated(text, size):
    """Return ``size`` bytes that repeat a text, compressed to almost nothing."""
    packer = zlib.compressobj(9)
    block = (text * (2**20 // len(text) + 1))[: 2**20]
    return b"".join(packer.compress(block) for _ in range(size // 2**20)) + packer.flush()


def flate_bomb(path):
    """A PDF of some hundred kilobytes whose page unpacks to 300 MB."""
    content = deflated(b"(sample) Tj T* ", 300 * 2**20)
    path.write_bytes(
        assemble(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F1 3 0 R>>>>"
                b"/Contents 5 0 R>>",
                b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
                b"<<>>",
            ]
        )
    )


def endless_page_tree(path):
    """A PDF whose tree of pages leads back to its root."""
    path.write_bytes(
        assemble(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Count 9/Kids[3 0 R 3 0 R]>>",
                b"<</Type/Pages/Count 9/Parent 2 0 R/Kids[2 0 R 3 0 R]>>",
                b"<<>>",
            ]
        )
    )


def endless_xref(path):
    """A PDF whose table of objects says that an older one is at its own place."""
    data = assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", b"<<>>"])
    place = data.rindex(b"xref\n0")
    path.write_bytes(data.replace(b"trailer<<", b"trailer<</Prev %d" % place))


def zip_bomb(path):
    """A DOCX of some hundred kilobytes whose text unpacks to 300 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(300):
                member.write(b"<w:p>sample</w:p>" * (2**20 // 17))


def entity_bomb(path):
    """A DOCX whose text is an entity of entities of entities, nine deep."""
    entities = "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10 if level else "sample "}">'
        for level in range(9)
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<!DOCTYPE a [{entities}]><a>&e8;</a>")
        archive.writestr("word/document.xml", f"<!DOCTYPE a [{entities}]><a>&e8;</a>")


def deep_page(path):
    """A web page that is nested without end."""
    path.write_text("<div>" * 300_000 + "A sample." + "</div>" * 300_000)


def deep_markdown(path):
    """A Markdown file that is nested without end."""
    path.write_text("> " * 50_000 + "A sample.\n\n" + "[" * 50_000)


HOSTILE = [
    (flate_bomb, "bomb.pdf", TooBig),
    (endless_page_tree, "tree.pdf", UnreadableDocument),
    (endless_xref, "table.pdf", UnreadableDocument),
    (zip_bomb, "bomb.docx", TooBig),
    (entity_bomb, "entities.docx", UnreadableDocument),
    (deep_page, "deep.html", UnreadableDocument),
    (deep_markdown, "deep.md", UnreadableDocument),
]


@pytest.mark.parametrize(("make", "name", "error"), HOSTILE, ids=[each[1] for each in HOSTILE])
def test_a_hostile_file_is_refused_with_a_reason(tmp_path, make, name, error):
    path = tmp_path / name
    make(path)
    assert path.stat().st_size < 5_000_000

    with pytest.raises(error, match=rf"^{name}: .+\."):
        parse_file(path, {})


def test_one_file_that_hangs_keeps_none_of_the_others_waiting_for_ever(tmp_path, reading):
    pids = tmp_path / "pids"
    command = reading(
        "words = path.read_text()\n"
        f"with open({str(pids)!r}, 'a') as file: print(os.getpid(), file=file)\n"
        "if 'hang' in words: time.sleep(60)\n"
        "if 'empty' in words: raise errors.EmptyDocument('e: has no text.')\n"
        "return text(words)"
    )
    paths = []
    for number in range(12):
        word = {3: "hang", 5: "empty"}.get(number, "sample")
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"The {word} number {number}.")

    found = list(parse_files(paths, {}, Limits(seconds=4), command=command))

    kinds = [
        type(each) if isinstance(each, KnowledgeError) else each.document.source for each in found
    ]
    expected = [path.name for path in paths]
    expected[3], expected[5] = TookTooLong, EmptyDocument
    assert kinds == expected
    assert len(pids_in(pids)) == 12
    assert gone_soon(pids_in(pids))


def test_a_caller_who_stops_leaves_no_process_behind(tmp_path, reading):
    pids = tmp_path / "pids"
    command = reading(
        f"with open({str(pids)!r}, 'a') as file: print(os.getpid(), file=file)\n"
        "if path.stem != '0': time.sleep(60)\n"
        "return text('A sample.')"
    )
    paths = [tmp_path / f"{number}.txt" for number in range(8)]
    for path in paths:
        path.write_text("A sample.")
    started = time.monotonic()

    drafts = parse_files(paths, {}, command=command)
    assert next(drafts).document.source == "0.txt"
    drafts.close()

    assert time.monotonic() - started < 20
    assert gone_soon(pids_in(pids))
    assert len(pids_in(pids)) <= 2 + (os.cpu_count() or 1)
