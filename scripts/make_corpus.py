"""Render the digests in scripts/corpus to the formats in which they ship, in knowledge/corpus.

    .venv/bin/python -m scripts.make_corpus

The same digests make the same files, byte for byte, with the same versions of the libraries.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.rendering import pdf, web, word
from scripts.rendering.digest import Digest, load_digest

PROJECT = Path(__file__).parent.parent
SOURCES = PROJECT / "scripts" / "corpus"
TARGET = PROJECT / "knowledge" / "corpus"

RENDERERS: dict[str, Callable[[Digest], bytes]] = {
    ".pdf": pdf.render,
    ".html": web.render,
    ".docx": word.render,
}
FORMATS = {
    "qd-06-2022-project-06": ".pdf",
    "qd-749-2020-national-dx-programme": ".pdf",
    "report-dti-index": ".docx",
    "report-e-conomy-sea": ".html",
    "report-online-dossier-rates": ".pdf",
    "report-vneid-accounts": ".html",
}


def rendered(sources: Path = SOURCES, target: Path = TARGET) -> Iterator[tuple[Path, Path]]:
    """Yield the source and the target of every digest; raises ``KeyError`` without a format."""
    for source in sorted(sources.glob("*.md")):
        yield source, target / f"{source.stem}{FORMATS[source.stem]}"


def main() -> None:
    """Render every digest and say what was written."""
    ArgumentParser(prog="python -m scripts.make_corpus", description=__doc__).parse_args()
    for source, target in rendered():
        target.write_bytes(RENDERERS[target.suffix](load_digest(source)))
        print(f"{target.relative_to(PROJECT)}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
