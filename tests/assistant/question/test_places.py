"""Place names are read from the text, and what merely sounds like one is not."""

import pytest

from assistant.question.places import places_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("襄阳和南沙", ["襄阳", "南沙"]),
        ("朝阳产业", []),
        ("白银价格", []),
        ("襄樊", ["襄阳"]),
        ("湖北省襄阳市枣阳市", ["湖北", "襄阳", "枣阳"]),
        ("专利", []),
    ],
)
def test_places_are_read_from_the_text(text: str, names: list[str]) -> None:
    assert [place.name for place in places_in(text)] == names
