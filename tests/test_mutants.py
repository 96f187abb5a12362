"""Faults are put where they can change what runs, the same ones for the same seed, and tried on the tests of their package."""

import random
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants import commands_for, faults, within

CODE = """from functools import cache

@cache
def few(numbers: list[int] | None) -> bool:
    return numbers is None or len(numbers) < 3
"""


def test_each_place_has_one_fault_and_annotations_and_decorators_have_none(tmp_path: Path) -> None:
    path = tmp_path / "few.py"
    path.write_text(CODE, encoding="utf-8")
    found = faults([path], random.Random(0))
    assert [(fault.start_pos, fault.operator_name.removeprefix("core/").split("_")[0]) for fault in found] == [
        ((5, 19), "ReplaceComparisonOperator"),
        ((5, 27), "ReplaceOrWithAnd"),
        ((5, 43), "ReplaceComparisonOperator"),
        ((5, 45), "NumberReplacer"),
    ]
    assert found[0].operator_name == "core/ReplaceComparisonOperator_Is_IsNot"
    assert faults([path], random.Random(0)) == found


def test_the_own_tests_of_a_module_run_before_all_of_its_package() -> None:
    own, package = commands_for(Path("corpus/parser.py"))
    assert own.endswith(" tests/corpus/test_parser.py")
    assert package.endswith(" tests/corpus")


def test_a_module_without_tests_of_its_own_is_tried_on_those_of_its_package() -> None:
    (command,) = commands_for(Path("assistant/question/none.py"))
    assert command.endswith(" tests/assistant/question")


@pytest.mark.parametrize(("code", "ends_well"), [("print('it\\'s')", True), ("while True: pass", False)])
def test_a_command_is_stopped_by_the_processor_time_that_it_takes(code: str, ends_well: bool) -> None:
    command = within(f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}", 1)
    assert (subprocess.run(shlex.split(command), capture_output=True).returncode == 0) is ends_well
