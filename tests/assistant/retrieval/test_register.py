"""What is known of the documents asked about: whether anything is, and whether what is asked about is held."""

import pytest

from assistant.facts.documents import DocumentFact
from assistant.records import Respect
from assistant.retrieval.register import Register

TOLD = (0, DocumentFact(Respect.ISSUER, "某市人民政府"))
UNKNOWN = (0, DocumentFact(Respect.NUMBER, ""))
UNSETTLED = (0, DocumentFact(Respect.VALIDITY, "没有登记", settled=False))


@pytest.mark.parametrize(
    ("register", "not_held", "known"),
    [
        (Register(), False, False),  # nothing was asked about what is held
        (Register(missing="某法"), True, False),
        (Register(listed=()), True, False),
        (Register(listed=(0,)), False, True),
        (Register(listed=(0,), uncalled="养犬"), False, False),  # fits but for that
        (Register((0,), (TOLD,)), False, True),
        (Register((0,), (UNKNOWN,)), False, False),
        (Register((0,), (UNSETTLED,)), False, False),
        (Register((0,), (UNKNOWN, TOLD)), False, True),
        (Register(facts=(UNKNOWN,), listed=(0,)), False, False),  # it is listed, but its number was asked
        (Register(facts=(TOLD,), listed=(0,), uncalled="养犬"), False, True),
    ],
)
def test_what_is_held_and_what_is_known(register: Register, not_held: bool, known: bool) -> None:
    assert (register.not_held, register.known) == (not_held, known)


def test_whether_one_is_held_is_asked_only_where_it_is_said() -> None:
    assert (Register().held, Register().documents, Register().listed) == (False, (), None)
