"""Whether a model that was made smaller or faster still gives the vectors of the original."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from sentence_transformers import SentenceTransformer

    from knowledge.encoder import TextEncoder
    from knowledge.model_card import ModelCard

PROBES = (
    "How many accounts were activated?",
    "Cổng Dịch vụ công quốc gia",
    "a",
    "The ferry leaves at 7.45 in the morning, except on Sundays and in storms.",
    "MERIT, (brackets); “quotes” — and 1,234.5 %: nothing but signs?",
    "Rice and fish are sold at the market by the river from dawn until noon. " * 60,
)
# Of the distance between different texts: what rounding to 8 bits may move a text. The bundled
# model loses 0.01 of it, and with that one question of a thousand its first answer.
TOLERANCE = 0.05


def reference(model: "SentenceTransformer", card: "ModelCard") -> "np.ndarray":
    """Return what sentence-transformers makes of the probes, as questions and as passages."""
    import numpy as np

    found = {
        prompt: model.encode(
            list(PROBES),
            prompt=prompt,
            # One alone is not padded: a long probe among short ones takes seconds.
            batch_size=1,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        for prompt in {card.query_prompt, card.passage_prompt}
    }
    return np.concatenate([found[card.query_prompt], found[card.passage_prompt]])


def probe(encoder: "TextEncoder") -> "np.ndarray":
    """Return what an encoder makes of the probes, as questions and as passages."""
    import numpy as np

    passages = encoder.passages(PROBES, [() for _ in PROBES])
    return np.concatenate([encoder.questions(PROBES), *passages])


def unrelated(probes: "np.ndarray") -> float:
    """Return the mean cosine of a probe as a question and another one as a passage.

    The vectors of some models all lie close together; of others, only those of like texts.
    """
    questions, passages = probes[: len(PROBES)], probes[-len(PROBES) :]
    cosines = questions @ passages.T
    others = cosines.sum() - cosines.trace()
    return round(float(others) / (len(PROBES) * (len(PROBES) - 1)), 3)


def agree(expected: "np.ndarray", given: "np.ndarray") -> bool:
    """Whether two sets of unit vectors are the same up to rounding."""
    return bool(((expected * given).sum(axis=1) > 0.9999).all())


def tolerable(exact: "np.ndarray", rounded: "np.ndarray") -> bool:
    """Whether rounding moves texts little, measured by how far apart the texts are."""
    moved = 1 - (exact * rounded).sum(axis=1).mean()
    apart = 1 - (exact @ exact.T).mean()
    return bool(moved <= TOLERANCE * apart)
