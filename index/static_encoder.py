"""The embedding model that ships with the product: n-gram vectors, summed.

A text's features are all its substrings of one to four characters that are in the vocabulary; words need no
segmentation to be found, because a word is such a substring. The embedding is the unit vector of the sum of the
features' vectors, each weighted by a learned factor that differs between questions and documents. There is no
transformer, so a question costs tens of microseconds.

Two ways lead to the same numbers: ``StaticEncoder`` needs numpy alone; ``index.static_module`` holds the
sentence-transformers module that ``SentenceTransformer(path, trust_remote_code=True)`` finds in ``modules.json``
(since version 6 that library asks for the flag with every class outside its own package, local ones too; it then
imports the class from this package and copies nothing).

Folder of a model::

    modules.json                      names the module class
    config_sentence_transformers.json similarity function
    config.json                       width and format version
    vocabulary.txt                    one n-gram a line; the line is the row
    model.safetensors                 "embeddings" int8 (v, d), "weights" float32 (2, v): query, document
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from index import messages
from index.errors import EncoderError

BULK = 256  # texts read at once; fewer are read one by one
# Characters, read in bulk so far, from which the sorted arrays pay: making them takes 0.31 s, with them a character takes 0.5 µs
# instead of 1.2. What a server reads when it opens stays below.
PAYS = 400_000
SHORTEST = 1e-12  # length of a sum of vectors below which it has no direction
MAX_NGRAM = 4  # characters; longer Chinese words are compounds of shorter ones
FORMAT = 1
QUERY, DOCUMENT = 0, 1  # rows of "weights"
MODULE = "index.static_module.StaticNgramEmbedding"


def unknown_vector(dimension: int) -> np.ndarray:
    """Returns the unit vector, (d,) float32, of every text in which nothing is known (。, !!!, 🙂, the empty text).

    A zero vector is no direction: a search by distance ranks it first for every question. With all components equal it
    is far from what has words: cosines of -0.25 to 0.21 with 13,311 questions, sentences and clauses.
    """
    return np.full(dimension, dimension**-0.5, np.float32)


def normalize(text: str) -> str:
    """Folds full-width forms and case, so that ＩＰ, IP and ip are one."""
    return unicodedata.normalize("NFKC", text).lower()


class Ngrams:
    """Finds the vocabulary's n-grams in a text.

    Attributes:
        rows: N-gram to row of its vector.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        """Numbers the terms in their order."""
        self.rows = {term: row for row, term in enumerate(terms)}
        # Two characters that begin a longer n-gram: few do, so most of the longer look-ups are never made.
        self._begins = frozenset(term[:2] for term in terms if len(term) > 2)
        self._trie: _Trie | None = None
        self._read = 0  # characters, in bulk

    def find_each(self, texts: Sequence[str]) -> Iterator[Sequence[int] | np.ndarray]:
        """Yields the rows of each text, as ``find`` returns them; many texts are read at once."""
        if len(texts) < BULK or max(map(len, self.rows), default=0) > MAX_NGRAM:
            yield from map(self.find, texts)
            return
        self._read += sum(map(len, texts))
        if self._trie is None and self._read < PAYS:
            yield from map(self.find, texts)
            return
        if self._trie is None:
            self._trie = _Trie(self.rows)
        for start in range(0, len(texts), BULK):
            yield from self._trie.find([normalize(text) for text in texts[start : start + BULK]])

    def find(self, text: str) -> list[int]:
        """Returns the rows of all known substrings of a raw text, with repetitions.

        Args:
            text: Any text.

        Returns:
            Rows, shortest n-grams first, from left to right; empty if nothing is known.
        """
        text = normalize(text)
        n = len(text)
        pairs = [text[i : i + 2] for i in range(n - 1)]
        begins = [i for i, pair in enumerate(pairs) if pair in self._begins]
        grams = [*text, *pairs]
        for size in range(3, MAX_NGRAM + 1):
            grams += [text[i : i + size] for i in begins if i + size <= n]
        return [row for row in map(self.rows.get, grams) if row is not None]


class _Trie:
    """The n-grams of ``Ngrams`` as sorted arrays, to find those of thousands of texts at once.

    A level holds the beginnings of that length: ``keys`` sorted, each the number of the beginning one shorter times the
    number of characters plus the next character; ``rows`` the row of the n-gram or -1.
    """

    def __init__(self, rows: dict[str, int]) -> None:
        characters = sorted({character for term in rows for character in term})
        self._size = len(characters)
        self._character = np.full(0x110000, -1, np.int32)
        self._character[[ord(character) for character in characters]] = np.arange(self._size, dtype=np.int32)
        self._levels: list[tuple[np.ndarray, np.ndarray]] = []
        above = {"": 0}
        for length in range(1, MAX_NGRAM + 1):
            begins = {term[:length] for term in rows if len(term) >= length}
            keyed = sorted((above[begin[:-1]] * self._size + int(self._character[ord(begin[-1])]), begin) for begin in begins)
            above = {begin: number for number, (_, begin) in enumerate(keyed)}
            keys = np.array([key for key, _ in keyed], np.int64)
            self._levels.append((keys, np.array([rows.get(begin, -1) for _, begin in keyed], np.int64)))

    def find(self, texts: Sequence[str]) -> list[np.ndarray]:
        """Returns for each normalized text what ``Ngrams.find`` does."""
        codes = np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
        characters = self._character[codes]
        owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
        characters[np.cumsum([len(text) + 1 for text in texts]) - 1] = -1  # no n-gram goes across two texts
        places, nodes = np.arange(len(codes)), np.zeros(len(codes), np.int64)
        found, owners = [], []
        for length, (keys, rows) in enumerate(self._levels):
            inside = places + length < len(codes)
            places, nodes = places[inside], nodes[inside]
            following = characters[places + length]
            known = following >= 0
            places, wanted = places[known], nodes[known] * self._size + following[known]
            nodes = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            hit = keys[nodes] == wanted if len(keys) else np.zeros(len(nodes), bool)
            places, nodes = places[hit], nodes[hit]
            here = rows[nodes]
            found.append(here[here >= 0])
            owners.append(owner[places[here >= 0]])
        holder = np.concatenate(owners)
        order = np.argsort(holder, kind="stable")
        counts = np.bincount(holder, minlength=len(texts))
        return np.split(np.concatenate(found)[order], np.cumsum(counts)[:-1])


def _write_json(path: Path, content: Any) -> None:
    """Writes one JSON file, the same bytes for the same content."""
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def quantize(vectors: np.ndarray, gates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rounds every row to int8 with a scale of its own.

    Args:
        vectors: (V, d) float32.
        gates: (V, 2) float32 logarithms of the factors for questions and documents.

    Returns:
        (V, d) int8 and the (2, V) float32 weights that undo the scaling and apply the factors.
    """
    step = np.maximum(np.abs(vectors).max(1), 1e-12) / 127
    rounded = np.round(vectors / step[:, None]).astype(np.int8)
    return rounded, np.ascontiguousarray((step[:, None] * np.exp(gates)).T.astype(np.float32))


class StaticEncoder:
    """The model on numpy alone; immutable after loading, so threads may share it.

    Attributes:
        dimension: Width of the vectors.
    """

    def __init__(self, terms: Sequence[str], embeddings: np.ndarray, weights: np.ndarray) -> None:
        """Keeps the tables.

        Args:
            terms: V n-grams, the row order.
            embeddings: (V, d) int8.
            weights: (2, V) float32 factors of the rows for questions and for documents.
        """
        self.ngrams = Ngrams(terms)
        self.embeddings = embeddings
        self.weights = weights
        self.dimension: int = embeddings.shape[1]

    @classmethod
    def load(cls, path: str | Path) -> StaticEncoder:
        """Loads a model folder.

        Args:
            path: The folder.

        Returns:
            The encoder.

        Raises:
            EncoderError: If a file is missing or cut, of another format version, or the sizes disagree.
        """
        folder = Path(path)
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            terms = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
            tensors = load_file(str(folder / "model.safetensors"))
            embeddings, weights = tensors["embeddings"], tensors["weights"]
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise EncoderError(messages.MODEL_UNREADABLE.format(folder=folder, error=error)) from error
        if config.get("format") != FORMAT:
            raise EncoderError(messages.OTHER_FORMAT.format(folder=folder, found=config.get("format"), known=FORMAT))
        if len(terms) != len(embeddings) or weights.shape != (2, len(terms)):
            raise EncoderError(messages.NOT_ONE_SET.format(folder=folder, terms=len(terms), vectors=len(embeddings)))
        return cls(terms, embeddings, weights)

    def save(self, path: str | Path) -> None:
        """Writes the folder that ``load`` and sentence-transformers read."""
        folder = Path(path)
        self.save_tables(folder)
        _write_json(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": MODULE}])
        _write_json(
            folder / "config_sentence_transformers.json",
            {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}},
        )

    def save_tables(self, path: str | Path) -> None:
        """Writes vocabulary, vectors and configuration alone."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        _write_json(folder / "config.json", {"format": FORMAT, "dimension": self.dimension, "max_ngram": MAX_NGRAM})
        (folder / "vocabulary.txt").write_text("\n".join(self.ngrams.rows), encoding="utf-8")
        tensors = folder / "model.safetensors"
        save_file({"embeddings": self.embeddings, "weights": self.weights}, str(tensors))
        tensors.chmod(0o644)  # safetensors lets nobody but the owner read

    def encode_query(self, texts: Sequence[str]) -> np.ndarray:
        """Encodes questions; see ``encode``."""
        return self.encode(texts, QUERY)

    def encode_document(self, texts: Sequence[str]) -> np.ndarray:
        """Encodes sentences or clauses; see ``encode``."""
        return self.encode(texts, DOCUMENT)

    def encode(self, texts: Sequence[str], side: int) -> np.ndarray:
        """Encodes texts.

        Args:
            texts: N texts.
            side: ``QUERY`` or ``DOCUMENT``.

        Returns:
            (N, d) float32 unit vectors; the dot product of two is their cosine, -1 to 1, higher is closer. A text
            without any known n-gram gets ``unknown_vector``.
        """
        out = np.tile(unknown_vector(self.dimension), (len(texts), 1))
        weights = self.weights[side]
        for i, rows in enumerate(self.ngrams.find_each(texts)):
            index = np.asarray(rows, np.int64)
            total = weights.take(index) @ self.embeddings.take(index, axis=0).astype(np.float32)
            length = float(np.sqrt(total @ total))
            if length > SHORTEST:
                out[i] = total / length
        return out
