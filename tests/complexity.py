"""The cyclomatic complexity of every function, comprehensions and boolean operators counted (``make complexity``).

Ruff's C90 counts neither: a function of one line can branch twenty times and pass it.
"""

import sys
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Class

LIMIT = 12
ROOT = Path(__file__).parents[1]
CODE = ("corpus", "index", "assistant", "tests", "ui.py")
OTHERS_CODE = ("data", "node_modules")


def modules() -> list[Path]:
    """Return the project's own Python files."""
    found = [path for name in CODE for path in [ROOT / name, *sorted((ROOT / name).rglob("*.py"))] if path.is_file()]
    return [path for path in found if not set(OTHERS_CODE) & set(path.relative_to(ROOT).parts)]


def complex_functions(code: str, limit: int = LIMIT) -> list[tuple[int, str, int]]:
    """Return line, name and complexity of the functions of ``code`` that are more complex than ``limit``."""
    blocks = cc_visit(code, no_assert=True)
    functions = [block for block in blocks if not isinstance(block, Class)]  # a class is the mean of its methods
    return [(block.lineno, block.fullname, block.complexity) for block in functions if block.complexity > limit]


def main() -> int:
    """Print every function above the limit; return the exit code."""
    found = [(path, *each) for path in modules() for each in complex_functions(path.read_text(encoding="utf-8"))]
    for path, line, name, complexity in found:
        print(f"{path.relative_to(ROOT)}:{line}: {name} 的圈复杂度为 {complexity}，上限 {LIMIT}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
