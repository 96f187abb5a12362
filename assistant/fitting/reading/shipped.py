"""Reads the shipped reading model back into a network that can be trained: what is learnt later need not start from the base.

Its eight-bit weights are multiplied out again; what rounding took from them, training gives back within a few steps.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from assistant.fitting.reading.train import ReadingNet
from assistant.reading.model import FOLDER, GRAPH, TOKENIZER

HEADS, EPSILON, PADDING = 12, 1e-12, 1  # of the base, which the graph does not name
_OF_LAYER = re.compile(r"/?layers\.(\d+)[./](\w+)")
_EIGHT_BITS, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"
_WORDS = "encoder.embeddings.word_embeddings.weight"
_TRAINED = {  # where the network has what the graph has as one part of a layer
    "projected": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "attended": ("attention.output.dense",),
    "attended_norm": ("attention.output.LayerNorm",),
    "widened": ("intermediate.dense",),
    "narrowed": ("output.dense",),
    "norm": ("output.LayerNorm",),
}


def read_shipped(folder: Path = FOLDER) -> tuple[ReadingNet, Tokenizer]:
    """Return the network and the tokenizer of a written model.

    Raises:
        ValueError: the graph is not one that ``export`` wrote.
    """
    weights = _weights(folder / GRAPH)
    encoder = BertModel(_config(weights), add_pooling_layer=False)
    net = ReadingNet(encoder)
    tensors = {name: torch.from_numpy(np.array(value, np.float32)) for name, value in weights.items()}
    lacking = set(net.state_dict()) - set(tensors)
    if lacking:
        raise ValueError(f"the graph lacks {sorted(lacking)[:3]}")
    net.load_state_dict(tensors)
    return net.eval(), Tokenizer.from_file(str(folder / TOKENIZER))


def _config(weights: dict[str, NDArray[np.float32]]) -> BertConfig:
    embeddings = "encoder.embeddings.{}_embeddings.weight"
    pieces, hidden = weights[_WORDS].shape
    layers = {name.split(".")[3] for name in weights if name.startswith("encoder.encoder.layer.")}
    return BertConfig(  # type: ignore[call-arg]
        vocab_size=pieces, hidden_size=hidden, num_hidden_layers=len(layers), num_attention_heads=HEADS,
        intermediate_size=len(weights["encoder.encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=len(weights[embeddings.format("position")]),
        type_vocab_size=len(weights[embeddings.format("token_type")]), layer_norm_eps=EPSILON, pad_token_id=PADDING,
        hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.0, attn_implementation="eager",
    )  # fmt: skip


def _weights(graph: Path) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a written graph under the names that the network gives them."""
    import onnx  # only the extra "reading" brings it
    from onnx import numpy_helper

    read = onnx.load(str(graph)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in read.initializer}
    found = {name: value for name, value in stored.items() if _is_plain(name, value)}
    for name in stored:  # embeddings; the matrices have no names of their own, the nodes that multiply by them have
        if name.startswith("embeddings.") and name.endswith(_EIGHT_BITS):
            base = name.removesuffix(_EIGHT_BITS)
            found[base] = _multiplied_out(stored, base)
    for node in read.node:
        if node.op_type == "MatMulInteger":
            base, part = node.input[1].removesuffix(_EIGHT_BITS), _OF_LAYER.match(node.name)
            found[f"{part.group().lstrip('/') if part else 'head'}.weight"] = _multiplied_out(stored, base).T
    return {name: value for whole, joined in found.items() for name, value in _trained(whole, joined)}


def _trained(name: str, value: NDArray[np.float32]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Yield what a part of the graph is in the network: several parts where it joins them."""
    where, kind = name.rsplit(".", 1)
    part = _OF_LAYER.match(where.replace("/", "."))
    if part is None:
        yield name if where == "head" else f"encoder.{name}", value
        return
    paths = _TRAINED.get(part.group(2), ())
    for path, rows in zip(paths, np.split(value, max(len(paths), 1)), strict=False):
        yield f"encoder.encoder.layer.{part.group(1)}.{path}.{kind}", rows


def _is_plain(name: str, value: NDArray[np.generic]) -> bool:
    return name.endswith((".weight", ".bias")) and value.dtype == np.float32


def _multiplied_out(stored: dict[str, NDArray[np.generic]], base: str) -> NDArray[np.float32]:
    whole: NDArray[np.float32] = stored[base + _EIGHT_BITS].astype(np.float32)
    zero = stored[base + _ZERO].astype(np.float32) if base + _ZERO in stored else np.float32(0)
    return (whole - zero) * stored[base + _SCALE].astype(np.float32)
