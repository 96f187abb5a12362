"""A sentence as the reading model sees it: with the title of its document and its place there."""

from dataclasses import dataclass

TITLE, PLACE, SENTENCE, QUESTION = 40, 60, 200, 100  # characters kept: the last of a place, the first of the others


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, the title of its document, and its place: headings, or the number of its article; either may be empty."""

    title: str
    place: str
    sentence: str

    @property
    def text(self) -> str:
        """The second text of a pair; the first is the question."""
        return f"{self.title[:TITLE]} {self.place[-PLACE:]}：{self.sentence[:SENTENCE]}"
