"""Opening an index: built only where that is wished, the garbage collector as it was before."""

import gc
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.retrieval.opened import uncollected
from index.errors import SearchIndexError


def test_the_garbage_collector_is_as_it_was_after_opening_and_after_a_refusal(plan_assistant: Assistant, tmp_path: Path) -> None:
    Assistant.open(plan_assistant.settings, build=False)
    assert gc.isenabled()
    with pytest.raises(SearchIndexError):
        Assistant.open(plan_assistant.settings.model_copy(update={"data_dir": tmp_path}), build=False)
    assert gc.isenabled()


def test_a_garbage_collector_that_was_off_stays_off() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
