"""Generations on a Milvus cluster: written beside the one in use, found by name, dropped with their folder."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pymilvus import CollectionSchema, DataType, MilvusClient

from index import messages
from index.backend import KINDS, Kind, SearchBackend
from index.build import Progress
from index.dense import FLAT_LIMIT
from index.embedded import Embedded
from index.errors import SearchIndexError, StaleIndexError
from index.milvus.backend import NO_TERM, OnMilvus
from index.milvus.connection import DENSE, DOCUMENT, LONG, NUMBER, SPARSE, Connection

BATCH = 1_000  # units sent at once: 2 MB of vectors and terms
BLOCK = 65_536  # units whose terms are gathered at once: each time, all postings are gone through


class Milvus:
    """Implements ``SearchService``: a collection for each generation and kind of unit, which has its name once it is whole."""

    def __init__(self, uri: str, token: str = "") -> None:
        """Keep the address; nothing is asked before the first call.

        Raises:
            SettingsError: the address is none.
        """
        self._connection = Connection(uri, token)

    def check(self) -> None:
        """See ``SearchService``."""
        self._connection.call("get_server_version")

    def holds(self, name: str) -> bool:
        """See ``SearchService``."""
        return all(self._connection.call("has_collection", collection_of(kind, name)) for kind in KINDS)

    def write(self, name: str, folder: SearchBackend, progress: Progress) -> None:
        """See ``SearchService``."""
        assert isinstance(folder, Embedded)
        self.drop(name)
        for kind in KINDS:
            self._write(kind, collection_of(kind, name), folder, progress)

    def opened(self, name: str, folder: SearchBackend) -> SearchBackend:
        """See ``SearchService``."""
        assert isinstance(folder, Embedded)
        if not self.holds(name):
            raise StaleIndexError(messages.NOT_ON_MILVUS.format(name=name, uri=self._connection.uri))
        return OnMilvus(self._connection, {kind: collection_of(kind, name) for kind in KINDS}, folder)

    def drop(self, name: str) -> None:
        """See ``SearchService``."""
        for kind in KINDS:
            for collection in (collection_of(kind, name), _part(collection_of(kind, name))):
                if self._connection.call("has_collection", collection):
                    self._connection.call("drop_collection", collection)

    def _write(self, kind: Kind, collection: str, folder: Embedded, progress: Progress) -> None:
        """Write the units of a kind: sent first and indexed after, so that no half-filled segment is indexed twice."""
        call, part, size = self._connection.call, _part(collection), len(folder.documents[kind])
        call("create_collection", part, schema=_schema(folder.dense[kind].dimension))
        for begin in progress(range(0, size, BLOCK), messages.SENDING[kind]):
            rows = _rows(kind, folder, begin, min(begin + BLOCK, size))
            while batch := list(islice(rows, BATCH)):
                call("insert", part, data=batch, timeout=LONG)
        call("flush", part, timeout=LONG)
        call("create_index", part, index_params=_indexes(size), timeout=LONG)
        call("load_collection", part, timeout=LONG)
        (counted,) = call("query", part, filter="", output_fields=["count(*)"], consistency_level="Strong", timeout=LONG)
        if counted["count(*)"] != size:
            raise SearchIndexError(messages.MILVUS_COUNT.format(found=counted["count(*)"], wanted=size))
        call("rename_collection", part, collection)


def collection_of(kind: Kind, name: str) -> str:
    """Return the name of a collection; ``name`` is that of the generation's folder."""
    return f"policy_{kind}_{name.replace('-', '_')}"


def _part(collection: str) -> str:
    return f"{collection}_part"


def _schema(dimension: int) -> CollectionSchema:
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field(NUMBER, DataType.INT64, is_primary=True)
    schema.add_field(DOCUMENT, DataType.INT64)
    schema.add_field(DENSE, DataType.FLOAT_VECTOR, dim=dimension)
    schema.add_field(SPARSE, DataType.SPARSE_FLOAT_VECTOR)
    return schema


def _indexes(size: int) -> Any:
    indexes = MilvusClient.prepare_index_params()
    # of few vectors each is compared, as in the folder's own index; of many the cluster's administrator chooses how
    indexes.add_index(DENSE, index_type="FLAT" if size <= FLAT_LIMIT else "AUTOINDEX", metric_type="IP")
    indexes.add_index(SPARSE, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    indexes.add_index(DOCUMENT, index_type="INVERTED")
    return indexes


def _rows(kind: Kind, folder: Embedded, begin: int, end: int) -> Iterator[dict[str, Any]]:
    """Yield the units from ``begin`` up to ``end`` as a cluster stores them; their texts stay in the index folder."""
    vectors, documents = folder.dense[kind].vectors(begin, end), folder.documents[kind][begin:end].tolist()
    for at, (terms, scores) in enumerate(folder.sparse[kind].rows(begin, end)):
        weights = dict(zip((terms + 1).tolist(), scores.tolist(), strict=True)) or {NO_TERM: 1.0}
        yield {NUMBER: begin + at, DOCUMENT: documents[at], DENSE: vectors[at], SPARSE: weights}
