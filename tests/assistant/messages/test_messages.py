import importlib
from collections import Counter

from assistant import messages

MODULES = ("answers", "commands", "documents", "pages", "service", "site")


def _names(module: str) -> list[str]:
    return [name for name in vars(importlib.import_module(f"assistant.messages.{module}")) if name.isupper()]


def test_no_message_hides_one_of_another_module() -> None:
    counted = Counter(name for module in MODULES for name in _names(module))
    assert len(counted) > 250
    assert [name for name, count in counted.items() if count > 1] == []


def test_every_message_is_there_under_one_name() -> None:
    assert {module: [name for name in _names(module) if not hasattr(messages, name)] for module in MODULES} == {
        module: [] for module in MODULES
    }
