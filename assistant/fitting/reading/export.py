"""Writes the trained reading model as the product loads it: an ONNX graph with eight-bit weights, and its tokenizer."""

import tempfile
from pathlib import Path

import torch
from tokenizers import Tokenizer

from assistant.fitting.reading.graph import ReadingGraph
from assistant.fitting.reading.train import ReadingNet
from assistant.reading.model import GRAPH, TOKENIZER


def export(net: ReadingNet, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the network and its tokenizer to ``folder``; its matrices and embeddings become eight-bit, a scale for each row.

    Of the eight bits seven are used: with all of them the sum of two products overflows on processors without VNNI, and what is
    read there differs from what is read elsewhere, by 0.03 on average.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic  # needs onnx, which only the extra "reading" brings

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    example = (torch.ones(2, 9, dtype=torch.int64), torch.ones(2, 9, dtype=torch.int64))
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch, "whole.onnx")
        torch.onnx.export(
            ReadingGraph(net).float().eval(), example, str(whole),
            input_names=["input_ids", "attention_mask"], output_names=["chances"],
            dynamic_axes={"input_ids": {0: "pairs", 1: "pieces"}, "attention_mask": {0: "pairs", 1: "pieces"}}, opset_version=17,
            dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole,
            folder / GRAPH,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
