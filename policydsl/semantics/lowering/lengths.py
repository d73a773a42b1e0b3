"""When an act is over: after so many minutes at most, or at a time of day."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.text import Text
from policydsl.runtime.case import Length
from policydsl.runtime.durations import Duration
from policydsl.runtime.zones import MINUTES_OF_A_DAY
from policydsl.semantics.lowering import quantities
from policydsl.semantics.lowering.setting import Mistake, Setting
from policydsl.semantics.lowering.spelling import said, words_of
from policydsl.syntax import ast
from policydsl.vocabulary.model import Verb

_MINUTE = 60


def length(node: ast.Act, verb: Verb, setting: Setting) -> Length | None:
    """Return when an act of a rule is over, if it says so."""
    roles = node.roles
    stated = roles.length or roles.ending
    if stated is None:
        return None
    if not verb.takes_time:
        raise Mistake(
            codes.ROLE_NOT_OF_ACT.at(
                stated.span,
                Text("`{verb}` takes no time", verb=said(node.verb)),
                label="it is over as soon as it is done",
                help="leave this out, or say in the vocabulary that the act takes time",
            )
        )
    minutes = None if roles.length is None else _minutes(roles.length, setting)
    by = None if roles.ending is None else roles.ending.minutes % MINUTES_OF_A_DAY
    return Length(minutes, by)


def check_norm(node: ast.Act) -> None:
    """Complain about a length of the acts that a norm is about."""
    stated = node.roles.length or node.roles.ending
    if stated is None:
        return
    raise Mistake(
        codes.CLAUSE_DOES_NOT_FIT.at(
            stated.span,
            "a norm does not say how long its acts last",
            label="belongs to a rule",
            help="leave it out; hours that end with `throughout` ask that an act be"
            " over in them",
        )
    )


def _minutes(node: ast.Duration, setting: Setting) -> int:
    found: Duration = quantities.positive(node, setting)
    if not found.is_elapsed or found.elapsed.days:
        words = words_of(node, setting.lexicon, setting.document.language)
        raise Mistake(
            codes.SENSELESS_NUMBER.at(
                node.span,
                Text("`{words}` is no length of one act", words=words),
                label="minutes or hours are needed, less than a day",
            )
        )
    return int(found.elapsed.total_seconds()) // _MINUTE
