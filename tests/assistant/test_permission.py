"""Whether one may do what the held laws forbid, item by item: the answer is never yes."""

import re

from assistant.pipeline import Assistant
from assistant.records import Verdict
from assistant.retrieval.reading import lead_above

FORBIDS, ALLOWS = re.compile("不得|禁止"), re.compile("可以")
NUMBER = re.compile(r"^[（(][一二三四五六七八九十\d]+[)）]\s*")
NO_ACT = re.compile("其他|上述")  # names what another item is of
SHORTEST, LONGEST = 8, 40  # characters of an act that can be asked about alone


def forbidden_acts(assistant: Assistant) -> list[str]:
    """Return the items of the lists whose lead forbids them."""
    retriever, found = assistant.searcher.retriever, []
    for number in range(len(retriever.units.sentence_clause)):
        hit, clause = retriever.looked_up(number), retriever.clause_of(number)
        lead = lead_above(hit, clause)
        act = NUMBER.sub("", hit.text).rstrip("；;。的")
        usable = SHORTEST <= len(act) <= LONGEST and not NO_ACT.search(act)
        if usable and FORBIDS.search(lead) and not ALLOWS.search(lead):
            found.append(act)
    return found


def test_what_a_list_forbids_is_never_allowed(reference_assistant: Assistant) -> None:
    acts = forbidden_acts(reference_assistant)
    assert len(acts) > 40
    verdicts = {act: reference_assistant.ask(f"可以{act}吗？").verdict for act in acts}
    assert [act for act, verdict in verdicts.items() if verdict is Verdict.YES] == []
    assert sum(verdict is Verdict.NO for verdict in verdicts.values()) > len(acts) / 4
