"""What a vocabulary holds after it was loaded."""

from datetime import date

import pytest

from policydsl.driver import check_text
from policydsl.syntax.ast import Sort
from policydsl.vocabulary.graphs import circle, knots
from policydsl.vocabulary.load import load
from policydsl.vocabulary.model import Vocabulary

HEADER = "vocabulary words version 1\n\n"


def loaded(text: str) -> Vocabulary:
    """Load a vocabulary that has no mistakes."""
    found = check_text(HEADER + text, "words.vocabulary")
    assert [one.message for one in found.diagnostics] == []
    assert found.vocabulary is not None
    return found.vocabulary


def numbers(text: str) -> list[str]:
    """Return the codes of what is wrong with a vocabulary."""
    found = check_text(HEADER + text, "words.vocabulary")
    return [one.code.number for one in found.diagnostics]


def test_no_document_gives_an_empty_vocabulary() -> None:
    vocabulary, findings = load([])
    assert (vocabulary.name, findings) == ("", ())


def test_a_term_covers_itself_and_all_below_it() -> None:
    words = loaded(
        "party person\nparty third party is person\nparty emergency is third party\n"
    )
    assert words.below("person") == {"person", "third party", "emergency"}
    assert words.below("emergency") == {"emergency"}
    assert words.above("emergency") == ("emergency", "third party", "person")


def test_the_order_of_declarations_means_nothing() -> None:
    words = loaded("act call is contact\nact contact: by phone\nchannel phone\n")
    assert [role.sort for role in words.verbs["call"].roles] == [Sort.CHANNEL]


def test_a_role_replaces_the_inherited_one_of_its_sort() -> None:
    words = loaded(
        "party court\nchannel letter\nmatter debt\n"
        "act contact: party, by channel\n"
        "act sue is contact: to court, about matter\n"
    )
    roles = words.verbs["sue"].roles
    assert [role.sort for role in roles] == [Sort.CHANNEL, Sort.PARTY, Sort.MATTER]
    assert [role.term.text for role in roles if role.term] == ["court"]


def test_outcomes_are_inherited_and_added_to() -> None:
    words = loaded(
        "event heard\nevent busy\n"
        "act contact outcomes heard\nact call is contact outcomes busy\n"
    )
    assert words.verbs["call"].outcomes == ("heard", "busy")


def test_what_is_below_a_grave_act_is_grave() -> None:
    words = loaded("act sue coercive irreversible\nact appeal is sue\n")
    assert words.verbs["appeal"].coercive
    assert words.verbs["appeal"].irreversible


def test_levels_are_ordered() -> None:
    words = loaded("disclosure nothing < caller < debt\n")
    assert words.levels == ("nothing", "caller", "debt")


def test_an_extra_working_day_is_not_free() -> None:
    words = loaded(
        "calendar work until 2026-12-31\n"
        "    free saturday, sunday, 2026-02-16 to 2026-02-18\n"
        "    working 2026-02-14\n"
    )
    calendar = words.calendars["work"]
    free = [day for day in range(13, 20) if calendar.is_free(date(2026, 2, day))]
    assert free == [15, 16, 17, 18]


def test_the_words_of_used_vocabularies_come_first() -> None:
    below = {"a.vocabulary": "vocabulary a version 1\n\nparty person\n"}
    text = "vocabulary b version 1 uses a\n\nparty child is person\n"
    found = check_text(text, "b.vocabulary", below)
    assert found.vocabulary is not None
    assert list(found.vocabulary.nouns) == ["person", "child"]
    assert found.vocabulary.name == "b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("party a is a\n", ["PD0213"], id="a kind of itself"),
        pytest.param(
            "party a is b\nparty b is a\nact c is d\nact d is c\n",
            ["PD0213", "PD0213"],
            id="two circles, two findings",
        ),
        pytest.param(
            "party a is b\nparty b is b\nparty c is a\n",
            ["PD0213"],
            id="a term that only leads into a circle is not part of it",
        ),
        pytest.param(
            "event seen\nclock a while b\nclock b while a\n",
            ["PD0214"],
            id="clocks that run while each other runs",
        ),
        pytest.param(
            "event seen\nclock a from seen if seen at least 3 times during a\n",
            [],
            id="evidence may look at the own episode",
        ),
        pytest.param(
            "event seen\nclock a from seen if at least 3 days a\n",
            ["PD0214"],
            id="evidence may not ask for the own value",
        ),
        pytest.param(
            "event seen\nevent met means a begun\nclock a from met\n",
            ["PD0214"],
            id="an event and a clock explain each other",
        ),
        pytest.param(
            "party a\nparty a\nparty a\n", ["PD0210"] * 2, id="three of a name"
        ),
        pytest.param(
            "fact risk is one of low, high\nfact mood is one of low, high\n",
            [],
            id="two facts may have the same values",
        ),
    ],
)
def test_findings(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


def test_a_long_line_of_kinds_is_no_trouble() -> None:
    line = "".join(f"act a{n} is a{n - 1}\n" for n in range(5000, 0, -1))
    words = loaded("act a0 coercive\n" + line)
    assert words.verbs["a5000"].coercive
    assert len(words.below("a0")) == 5001


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"a": "b", "b": "c"}, [], id="a line"),
        pytest.param({"a": "a"}, [{"a"}], id="itself"),
        pytest.param({"a": "bc", "b": "d", "c": "d"}, [], id="two ways to one end"),
        pytest.param({"a": "b", "b": "a", "c": "a"}, [{"a", "b"}], id="a way in"),
        pytest.param(
            {"a": "b", "b": "ac", "c": "da", "d": "c"}, [{*"abcd"}], id="a knot"
        ),
        pytest.param(
            {"a": "b", "b": "a", "c": "d", "d": "c"},
            [{"a", "b"}, {"c", "d"}],
            id="two knots",
        ),
    ],
)
def test_knots(needs: dict[str, str], expected: list[set[str]]) -> None:
    found = knots(needs)
    assert [set(knot) for knot in found] == expected
    for knot in found:
        way = circle(needs, knot)
        after = [*way[1:], way[0]]
        assert all(other in needs[one] for one, other in zip(way, after, strict=True))


def test_events_that_are_all_knotted_are_no_trouble() -> None:
    text = (
        "event a means b\nevent b means a, c\nevent c means d, a\nevent d means c\n"
        "clock run from c until d\n"
    )
    assert numbers(text) == ["PD0214"]
