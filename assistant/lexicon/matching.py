"""Known terms found in a row of words, the longest at each place."""

from collections.abc import Collection, Iterator, Sequence

Words = tuple[str, ...]


def longest_matches(words: Sequence[str], known: Collection[Words]) -> Iterator[Words]:
    """Yield the terms of a collection that stand among some words, in their order.

    They are looked for from the left, the longest first, and do not overlap.

    >>> list(longest_matches("a red river boat".split(), {("red",), ("red", "river"), ("boat",)}))
    [('red', 'river'), ('boat',)]
    """
    longest = max(map(len, known), default=0)
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            part = tuple(words[start : start + length])
            if part in known:
                yield part
                start += length - 1
                break
        start += 1
