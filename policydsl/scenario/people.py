"""Whether a scenario says which of several people it means, and only then."""

from collections.abc import Iterator

from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Label
from policydsl.diagnostics.text import Text
from policydsl.semantics import core
from policydsl.semantics.lowering.parties import check_declared
from policydsl.semantics.lowering.setting import Setting
from policydsl.semantics.lowering.several import check_one, is_several
from policydsl.semantics.lowering.spelling import said
from policydsl.syntax import ast


def check_people(scenario: ast.Scenario, setting: Setting) -> Iterator[Diagnostic]:
    """Report people who cannot be in a case, or are given twice."""
    first: dict[str, ast.Person] = {}
    for given in scenario.givens:
        if not isinstance(given, ast.GivenPerson):
            continue
        person, name = given.person, given.person.id.text
        setting.attempt(check_declared, person, setting)
        earlier = first.setdefault(name, person)
        if earlier is not person:
            yield codes.SAID_TWICE.at(
                person.span,
                Text("two people are called `{name}`", name=name),
                label="the same name again",
                related=(Label(earlier.span, "first given here"),),
                help="give each of them a name of their own",
            )
        elif not is_several(person.text, setting):
            yield codes.GIVEN_DOES_NOT_FIT.at(
                person.span,
                "there is only one of this party in a case",
                label="needs no name",
                help="name the party alone, and leave this line out",
            )
        elif not name or "/" in name or name in setting.vocabulary.nouns:
            yield codes.GIVEN_DOES_NOT_FIT.at(
                person.id.span,
                "this cannot be the name of a person",
                label="a word of the vocabulary, or not a name",
                help="use any other words without `/`",
            )


def check_who(event: ast.EventPhrase, setting: Setting) -> None:
    """Report an event of one of several that does not say which of them."""
    match event:
        case ast.Happens(_, ast.Term() as who) | ast.ActBecame(_, _, ast.Term() as who):
            setting.attempt(check_one, who, setting)
        case ast.PermissionBecame(_, ast.Term() as who, _):
            setting.attempt(check_one, who, setting)
        case _:
            pass


def check_given_act(act: ast.Act) -> Iterator[Diagnostic]:
    """Report an act that was done to each of several: each is told by itself."""
    if act.each and act.audience is not None:
        yield codes.GIVEN_DOES_NOT_FIT.at(
            act.audience.span,
            "an act that was done was done to somebody",
            label="to which of them?",
            help="name the person, and tell of each by itself",
        )


def check_expected(
    expectation: ast.Expect | ast.ExpectNever, rule: core.Rule, setting: Setting
) -> Iterator[Diagnostic]:
    """Report what is expected for somebody whom a rule never addresses."""
    person = expectation.person
    if person is None or not setting.attempt(_is_given, person, setting):
        return
    acts = [act for act in (rule.act, rule.otherwise) if act is not None]
    if not any(act.each is not None and person.text in act.each for act in acts):
        yield codes.EXPECTATION_DOES_NOT_FIT.at(
            person.span,
            Text(
                "`{rule}` is never for `{person}`", rule=rule.name, person=said(person)
            ),
            label="not one of those whom the rule addresses",
            help="leave this out",
        )


def _is_given(person: ast.Person, setting: Setting) -> bool:
    check_declared(person, setting)
    return True
