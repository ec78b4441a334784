"""Looking for faults of accessibility with axe-core, which the browser runs in the page."""

from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

# WCAG 2.2, levels A and AA, and what came before; best practices are not among them.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """(tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }).then((found) =>
  found.violations.map(({ id, impact, nodes }) =>
    `${impact} ${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 5).join(", ")}`))"""


# Colours are looked at when they have stopped changing, targets where nothing floats over them: at
# the end of the page, once it stays there, whatever else was scrolling it.
SETTLE = """async () => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const ends = (each) => Number.isFinite(each.effect.getComputedTiming().endTime);
  for (let still = 0, frames = 0; still < 5 && frames < 600; still += 1, frames += 1) {
    const before = scrollY;
    scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
    if (scrollY !== before) still = 0;
    await frame();
  }
  const ending = document.getAnimations().filter(ends);
  await Promise.allSettled(ending.map((each) => each.finished));
}"""


@cache
def axe() -> str:
    """Return axe-core."""
    folder = Path(axe_playwright_python.__file__).parent
    return (folder / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """Return the faults of a page as it is now, each with its impact and where it is."""
    # Not as an element of the page: its content policy forbids that, as it should.
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe())
    page.evaluate(SETTLE)
    found: list[str] = page.evaluate(RUN, TAGS)
    return found
