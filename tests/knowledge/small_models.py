"""Small sentence-transformers models of real architectures, with weights drawn at random."""

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = (
    "red green blue boat boats river rain harbour bridge lamp apple apples query passage the a of "
    "in and by is are some float floats sink . : , ? thuyền sông mưa cảng"
).split()
HIDDEN = 32


def save_model(folder, kind="bert", pooling="mean", *, dense=False, **facts):
    """Save a model of one layer or two; ``facts`` are its prompts and its default prompt."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer import modules as parts

    torch.manual_seed(7)
    save_transformer(folder / "transformer", kind)
    modules = [Transformer(str(folder / "transformer")), parts.Pooling(HIDDEN, pooling)]
    if dense:
        modules.append(parts.Dense(HIDDEN, 16))
    SentenceTransformer(modules=[*modules, parts.Normalize()], device="cpu", **facts).save(
        str(folder / "model"), create_model_card=False
    )
    return folder / "model"


def save_transformer(folder, kind):
    """Save the transformer of a model, and its tokenizer."""
    import transformers

    configs = {
        "bert": (transformers.BertConfig, transformers.BertModel),
        "xlm-roberta": (transformers.XLMRobertaConfig, transformers.XLMRobertaModel),
        "mpnet": (transformers.MPNetConfig, transformers.MPNetModel),
    }
    tokenizer = TOKENIZERS[kind]()
    config, model = configs[kind]
    special = {name: tokenizer.token_to_id(name) for name in SPECIAL[kind]}
    first, last, pad, _ = special
    model(
        config(
            vocab_size=tokenizer.get_vocab_size(),
            hidden_size=HIDDEN,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=66,
            initializer_range=0.5,
            pad_token_id=special[pad],
            bos_token_id=special[first],
            eos_token_id=special[last],
        )
    ).save_pretrained(folder)
    names = dict(zip(["cls_token", "sep_token", "pad_token", "unk_token"], special, strict=True))
    inputs = ["input_ids", "attention_mask", *(["token_type_ids"] if kind == "bert" else [])]
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=64, model_input_names=inputs, **names
    ).save_pretrained(folder)


SPECIAL = {
    "bert": ("[CLS]", "[SEP]", "[PAD]", "[UNK]"),
    "xlm-roberta": ("<s>", "</s>", "<pad>", "<unk>"),
    "mpnet": ("<s>", "</s>", "<pad>", "<unk>"),
}


def word_pieces(special=SPECIAL["bert"]):
    """Return a tokenizer as BERT has it: words in lower case between two marks."""
    first, last, pad, unknown = special
    # As in the published vocabularies, the padding of a model that counts from it comes second.
    order = [pad, unknown, first, last] if first == "[CLS]" else [first, pad, last, unknown]
    vocabulary = {word: row for row, word in enumerate([*order, *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=unknown))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    marks = [(mark, vocabulary[mark]) for mark in (first, last)]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}", special_tokens=marks
    )
    return tokenizer


def sentence_pieces():
    """Return a tokenizer as XLM-R has it: pieces that begin with the blank before a word."""
    order = ["<s>", "<pad>", "</s>", "<unk>"]
    letters = sorted(set("".join(WORDS)))
    pieces = [*order, *(f"▁{word}" for word in WORDS), "▁", *letters]
    tokenizer = Tokenizer(
        models.Unigram(
            [(piece, -1.0 - len(letters) * (row > 3)) for row, piece in enumerate(pieces)], 3
        )
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


TOKENIZERS = {
    "bert": word_pieces,
    "xlm-roberta": sentence_pieces,
    "mpnet": lambda: word_pieces(SPECIAL["mpnet"]),
}
