"""A reading model that is written and read back: the same network, but for what seven bits round away."""

from pathlib import Path

import onnx
import pytest
import torch
from tokenizers import Tokenizer, models
from transformers import BertConfig, BertModel

from assistant.fitting.reading.export import export
from assistant.fitting.reading.graph import ReadingGraph
from assistant.fitting.reading.shipped import EPSILON, HEADS, read_shipped
from assistant.fitting.reading.train import ReadingNet
from assistant.reading.model import FOLDER, GRAPH


@pytest.fixture
def small() -> ReadingNet:
    """Return a network of two layers with weights of chance."""
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=50, hidden_size=4 * HEADS, num_hidden_layers=2, num_attention_heads=HEADS, intermediate_size=96,
        max_position_embeddings=40, type_vocab_size=2, layer_norm_eps=EPSILON, attn_implementation="eager",
    )  # fmt: skip
    net = ReadingNet(BertModel(config, add_pooling_layer=False)).eval()
    for weights in net.parameters():  # all of them different: what is alike is written once
        torch.nn.init.normal_(weights)
    return net


def test_what_was_written_is_read_back(small: ReadingNet, tmp_path: Path) -> None:
    export(small, Tokenizer(models.WordLevel({"<unk>": 0}, "<unk>")), tmp_path)
    net, _ = read_shipped(tmp_path)
    before, after = small.state_dict(), net.state_dict()
    assert before.keys() == after.keys()
    for name, weights in before.items():
        step = weights.abs().max().item() / 63  # of the widest row; a finer one has finer steps
        assert (weights - after[name]).abs().max().item() <= step, name


def test_the_graph_gives_what_the_network_gives(small: ReadingNet) -> None:
    ids, mask = torch.arange(2, 22).reshape(2, 10), torch.ones(2, 10, dtype=torch.int64)
    mask[1, 7:] = 0  # padding
    with torch.inference_mode():
        outputs, chances = small(ids, mask), ReadingGraph(small)(ids, mask)
    expected = torch.cat([torch.sigmoid(outputs[:, :1]), torch.softmax(outputs[:, 1:], dim=1)], dim=1)
    torch.testing.assert_close(chances, expected)


def test_the_shipped_model_is_read_back() -> None:
    net, tokenizer = read_shipped(FOLDER)
    pieces = tokenizer.encode("质押贷款有补贴吗", "《标题》 第三章：对质押贷款的企业予以补贴。")
    with torch.inference_mode():
        outputs = net(torch.tensor([pieces.ids]), torch.tensor([pieces.attention_mask]))
    assert torch.sigmoid(outputs[0, 0]).item() == pytest.approx(0.9, abs=0.15)  # eight bits shift it by as much


def test_another_graph_is_refused(small: ReadingNet, tmp_path: Path) -> None:
    export(small, Tokenizer(models.WordLevel({"<unk>": 0}, "<unk>")), tmp_path)
    graph = onnx.load(str(tmp_path / GRAPH))
    for tensor in graph.graph.initializer:
        tensor.name = tensor.name.replace("layers.1.norm", "renamed")
    onnx.save(graph, str(tmp_path / GRAPH))
    with pytest.raises(ValueError, match="lacks"):
        read_shipped(tmp_path)
