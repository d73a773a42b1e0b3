"""Acts with the roles and outcomes that they inherit."""

from collections.abc import Mapping

from policydsl.diagnostics import codes
from policydsl.diagnostics.findings import Findings
from policydsl.diagnostics.suggest import did_you_mean
from policydsl.diagnostics.text import Text
from policydsl.syntax import ast
from policydsl.vocabulary.declarations import Declared
from policydsl.vocabulary.model import Verb


def verbs_of(
    declared: Declared, parents: Mapping[str, str], findings: Findings
) -> dict[str, Verb]:
    """Return every act, in the order of declaration.

    An act has the roles of its parent; a role that it states replaces those of the
    same sort. What is coercive or final for the parent, or takes time, is so for
    the act.
    """
    verbs: dict[str, Verb] = {}
    for name in declared.acts:
        path = [name]
        while path[-1] not in verbs and path[-1] in parents:
            path.append(parents[path[-1]])
        for step in reversed(path):
            if step not in verbs:
                parent = parents.get(step)
                inherited = None if parent is None else verbs[parent]
                verbs[step] = _verb(declared.acts[step], inherited)
        _check_outcomes(declared.acts[name], declared, findings)
    return {name: verbs[name] for name in declared.acts}


def _verb(sentence: ast.ActDeclaration, parent: Verb | None) -> Verb:
    own = {role.sort for role in sentence.roles}
    inherited = () if parent is None else parent.roles
    outcomes = () if parent is None else parent.outcomes
    stated = tuple(term.text for term in sentence.outcomes)
    return Verb(
        name=sentence.name.text,
        parent=None if parent is None else parent.name,
        roles=(*(role for role in inherited if role.sort not in own), *sentence.roles),
        outcomes=tuple(dict.fromkeys((*outcomes, *stated))),
        irreversible=sentence.irreversible
        or (parent is not None and parent.irreversible),
        coercive=sentence.coercive or (parent is not None and parent.coercive),
        takes_time=sentence.takes_time or (parent is not None and parent.takes_time),
        node=sentence,
    )


def _check_outcomes(
    sentence: ast.ActDeclaration, declared: Declared, findings: Findings
) -> None:
    for outcome in sentence.outcomes:
        if outcome.text not in declared.events:
            findings.report(
                codes.UNKNOWN_WORD.at(
                    outcome.span,
                    Text(
                        "`{outcome}`, an outcome of `{act}`, is no event",
                        outcome=outcome.text,
                        act=sentence.name.text,
                    ),
                    label="no event of this name",
                    help=did_you_mean(outcome.text, declared.events)
                    or "declare it as an event of its own",
                )
            )
