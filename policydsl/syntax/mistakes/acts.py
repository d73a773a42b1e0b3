"""Mistakes in acts."""

from policydsl.diagnostics import codes
from policydsl.syntax.lexer import Token
from policydsl.syntax.mistakes.place import Finding, Place

_BEFORE_ACTS = ("FORBID", "LIMIT", "REQUIRE", "OTHERWISE")


def comma_of_channels(place: Place) -> Finding | None:
    """Find ``by app, sms``."""
    if place.token.kind != "COMMA" or place.kind(-1) != "CHANNEL":
        return None
    if "AND" not in place.expected and "OR" not in place.expected:
        return None
    first = place.back_to("BY")
    if first is None:
        return None
    last = place.at + 1 if place.kind(1) == "CHANNEL" else place.at
    by = place.said(first, place.at - 1)
    other = place.said(last) if last > place.at else "…"
    both = place.spelled("AND")
    either = place.spelled("OR")
    kind = "AND" if "AND" in place.expected else "OR"
    joined = place.token._replace(kind=kind)
    return Finding(
        codes.COMMA_OF_CHANNELS.at(
            place.span(),
            "a comma does not say whether both channels are meant",
            label=f"`{both}` or `{either}`",
            help=f"`{by} {both} {other}` uses both; "
            f"`{by} {either} {other}` the first that works",
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
    kinds: tuple[str, ...] = ("AND", "OR", "COMMA")
    if place.token.kind in kinds and place.kind(1) in ("ACT", "HOLD"):
        first = place.at + 1
    elif place.token.kind in ("ACT", "HOLD") and place.kind(-1) in kinds:
        first = place.at
    else:
        return None
    before: list[Token] = place.tokens[:first]
    is_act_before = any(token.kind in ("ACT", "HOLD") for token in before)
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
            f"`{channel}` is a channel, not an act",
            label="an act is needed here",
            help=f"write an act and its party first, and then `{by} {channel}`",
        )
    )
