"""The complexity check counts what ruff's does not."""

import pytest

from tests.complexity import complex_functions, modules

# 1, and 1 each for the comprehension, its condition, and, or
CODE = "def chosen(numbers):\n    return [n for n in numbers if n > 3 and n < 9 or n == 0]\n"


@pytest.mark.parametrize(("limit", "found"), [(4, [(1, "chosen", 5)]), (5, [])])
def test_comprehensions_and_boolean_operators_count(limit: int, found: list[tuple[int, str, int]]) -> None:
    assert complex_functions(CODE, limit) == found


def test_a_method_is_named_with_its_class_and_the_class_itself_is_not_judged() -> None:
    code = "class Box:\n" + "".join(f"    def m{n}(self, a):\n        return a and 1 or 2\n" for n in range(9))
    assert complex_functions(code, 2) == [(2 * n, f"Box.m{n - 1}", 3) for n in range(1, 10)]


def test_the_packages_and_the_tests_are_judged_and_what_others_wrote_is_not() -> None:
    names = {path.name for path in modules()}
    assert {"ui.py", "lines.py", "test_complexity.py"} <= names
    assert "score.py" not in names
