"""Mistakes in acts."""

from policydsl.diagnostics import codes
from policydsl.diagnostics.text import Text
from policydsl.syntax.lexer import Token
from policydsl.syntax.mistakes.place import BEFORE_VERB, VERBS, Finding, Place

_BEFORE_ACTS = ("FORBID", "LIMIT", "REQUIRE", "OTHERWISE")


def comma_of_channels(place: Place) -> Finding | None:
    """Find ``by app, sms``."""
    if place.token.kind != "COMMA" or place.kind(-1) != "CHANNEL":
        return None
    if not place.expects("BOTH") and not place.expects("OR"):
        return None
    first = place.back_to("BY")
    if first is None:
        return None
    last = place.at + 1 if place.kind(1) == "CHANNEL" else place.at
    channels = place.said(first + 1, place.at - 1)
    other = place.said(last) if last > place.at else "…"
    both = place.joined(channels, place.spelled("BOTH"), other)
    either = place.joined(channels, place.spelled("OR"), other)
    kind = place.language.kind("BOTH") if place.expects("BOTH") else "OR"
    joined = place.token._replace(kind=kind)
    return Finding(
        codes.COMMA_OF_CHANNELS.at(
            place.span(),
            "a comma does not say whether both channels are meant",
            label=Text(
                "`{both}` or `{word}`",
                both=place.spelled("BOTH"),
                word=place.spelled("OR"),
            ),
            help=Text(
                "`{by} {both}` uses both; `{by} {either}` the first that works",
                by=place.said(first),
                both=both,
                either=either,
            ),
        ),
        (joined,),
    )


def two_acts(place: Place) -> Finding | None:
    """Find ``call borrower and send letter to borrower``."""
    first = _second_act(place)
    if first is None:
        return None
    if place.tokens[0].kind in ("FORBID", "LIMIT", "REQUIRE"):
        return Finding(
            codes.TWO_ACTS.at(
                place.span(first),
                "one norm, two acts",
                label="the second act",
                help="give it a norm of its own, with the same condition",
            )
        )
    return Finding(
        codes.TWO_ACTS.at(
            place.span(first),
            "one rule, two acts",
            label="the second act",
            help="give it a rule of its own, with the same trigger",
        )
    )


def _second_act(place: Place) -> int | None:
    kinds = ("AND", "BOTH", "OR", "COMMA")
    if place.token.kind in kinds and place.act_at(place.at + 1):
        first = place.at + 1
    else:
        is_joined = place.token.kind in VERBS and place.kind(-1) in kinds
        is_begun = place.token.kind in BEFORE_VERB and place.act_at(place.at)
        if not (is_joined or is_begun):
            return None
        first = place.at
    before: list[Token] = place.tokens[:first]
    is_act_before = any(token.kind in VERBS for token in before)
    return first if is_act_before else None


def channel_as_act(place: Place) -> Finding | None:
    """Find ``phone borrower``: a channel that is used as a verb."""
    if place.token.kind != "CHANNEL" or "ACT" not in place.expected:
        return None
    if place.kind(-1) != "COLON" and place.kind(-1) not in _BEFORE_ACTS:
        return None
    channel, by = place.said(), place.spelled("BY")
    return Finding(
        codes.WRONG_SORT.at(
            place.span(),
            Text("`{channel}` is a channel, not an act", channel=channel),
            label="an act is needed here",
            help=Text(
                "write an act and its party first, and then `{by} {channel}`",
                by=by,
                channel=channel,
            ),
        )
    )
