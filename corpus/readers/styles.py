"""The paragraph styles of a Word file."""

from collections.abc import Iterator
from typing import Any

from corpus.readers.archive import attribute, child, children, value_of


class Styles:
    """Paragraph styles: their names, and the list and level that they number their paragraphs with."""

    def __init__(self, root: Any | None) -> None:
        self._styles = {attribute(style, "styleId"): style for style in children(root, "style")}
        defaults = [key for key, style in self._styles.items() if attribute(style, "default") in ("1", "true")]
        self.default = next((key for key in defaults if attribute(self._styles[key], "type") == "paragraph"), "")

    def name(self, style: str) -> str:
        """Return the name of a style: heading 1."""
        return value_of(self._styles.get(style), "name", style)

    def chain(self, style: str) -> Iterator[tuple[str, Any]]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield style, self._styles[style]
            style = value_of(self._styles[style], "basedOn")

    def list_of(self, style: str) -> str:
        """Return the number of the list that a style names, an empty text where it names none."""
        for _, element in self.chain(style):
            if found := value_of(child(child(element, "pPr"), "numPr"), "numId"):
                return found
        return ""
