"""The process in which one page of one file is drawn; ``pictures`` starts it."""

import os
import sys
from typing import NoReturn

from knowledge.worker import Limits, hold

LONG_SIDE = 1500
DPI = 130
QUALITY = 80


def main() -> NoReturn:
    """Draw the page that the arguments name, and write it as JPEG."""
    path, number = sys.argv[1], int(sys.argv[2])
    hold(Limits(cpu_seconds=15))
    # What a library prints goes nowhere: the picture has its pipe for itself.
    answer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    import pypdfium2

    page = pypdfium2.PdfDocument(path)[number - 1]
    scale = min(DPI / 72, LONG_SIDE / max(page.get_size()))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    with open(answer, "wb") as pipe:  # noqa: PTH123 - a file descriptor has no path
        picture.save(pipe, "JPEG", quality=QUALITY, optimize=True)
    # No library may say or do anything more.
    os._exit(0)
