"""The only module that imports the solver."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any as AnyTerm
from typing import assert_never

import z3
from attrs import field, frozen

from policydsl.legal.formula import (
    All,
    Any,
    Chosen,
    Compare,
    Formula,
    Not,
    NotMore,
    Relation,
    Truth,
)

# The version of the solver.
VERSION: str = z3.get_version_string()


class Answer(Enum):
    """There is no moment that fits; or the solver ran out of time."""

    NEVER = "never"
    TIMED_OUT = "timed out"


@frozen
class Moment:
    """A moment that fits: the values of the variables that were asked about."""

    truths: Mapping[str, bool]
    numbers: Mapping[str, int]
    choices: Mapping[str, str]


@frozen
class Solver:
    """Answers whether there is a moment of which formulas are true.

    ``milliseconds``: for one question. What was asked of others changes no answer: each
    has a context of its own.
    """

    milliseconds: int = 2000
    _context: AnyTerm = field(init=False, repr=False, factory=z3.Context)
    _solver: AnyTerm = field(init=False, repr=False)
    _known: dict[str, AnyTerm] = field(init=False, repr=False, factory=dict)
    # Formulas without a choice, for what a variable may be differs between questions.
    _wholes: dict[Formula, tuple[AnyTerm, Mapping[str, AnyTerm]]] = field(
        init=False, repr=False, factory=dict
    )
    # Making a term takes longer than most questions, and few are new.
    _compared: dict[tuple[str, Relation, int], AnyTerm] = field(
        init=False, repr=False, factory=dict
    )

    @_solver.default
    def _start(self) -> AnyTerm:
        solver = z3.SolverFor("QF_LIA", ctx=self._context)
        solver.set("timeout", self.milliseconds)
        return solver

    def find(
        self, formulas: Iterable[Formula], choices: Mapping[str, tuple[str, ...]]
    ) -> Moment | Answer:
        """Return a moment, or that there is none.

        ``choices``: the names that each variable of a choice may be.
        """
        used: dict[str, AnyTerm] = {}
        places = {
            name: {value: at for at, value in enumerate(values)}
            for name, values in choices.items()
        }
        self._solver.push()
        try:
            for formula in formulas:
                self._solver.add(self._whole(formula, used, places))
            for name, among in places.items():
                if name in used:
                    self._solver.add(used[name] >= 0, used[name] < len(among))
            answer = self._solver.check()
            if answer == z3.unsat:
                return Answer.NEVER
            if answer != z3.sat:
                return Answer.TIMED_OUT
            return _moment(self._solver.model(), used, choices)
        finally:
            self._solver.pop()

    def _whole(
        self,
        formula: Formula,
        used: dict[str, AnyTerm],
        places: Mapping[str, Mapping[str, int]],
    ) -> AnyTerm:
        """Return the term of a formula, which may have been asked before."""
        if formula not in self._wholes:
            mine: dict[str, AnyTerm] = {}
            term = self._term(formula, mine, places)
            used.update(mine)
            if mine.keys().isdisjoint(places):
                self._wholes[formula] = term, mine
            return term
        term, known = self._wholes[formula]
        used.update(known)
        return term

    def _variable(self, name: str, is_truth: bool) -> AnyTerm:
        if name not in self._known:
            kind = z3.Bool if is_truth else z3.Int
            self._known[name] = kind(name, self._context)
        return self._known[name]

    def _term(
        self,
        formula: Formula,
        used: dict[str, AnyTerm],
        places: Mapping[str, Mapping[str, int]],
    ) -> AnyTerm:
        match formula:
            case Truth(name):
                used[name] = self._variable(name, is_truth=True)
                return used[name]
            case Compare(name, relation, value):
                used[name] = self._variable(name, is_truth=False)
                return self._compare(name, relation, value)
            case NotMore(lower, upper, slack):
                for name in (lower, upper):
                    used[name] = self._variable(name, is_truth=False)
                return used[lower] <= used[upper] + slack
            case Chosen(name, values):
                used[name] = self._variable(name, is_truth=False)
                among = places[name]
                inside = [at for value, at in among.items() if value in values]
                same = [self._compare(name, Relation.EQUAL, at) for at in inside]
                return z3.Or(*same, self._context)
            case Not(part):
                return z3.Not(self._term(part, used, places))
            case All(parts):
                inner = [self._term(part, used, places) for part in parts]
                return z3.And(*inner, self._context)
            case Any(parts):
                inner = [self._term(part, used, places) for part in parts]
                return z3.Or(*inner, self._context)
            case _:
                assert_never(formula)

    def _compare(self, name: str, relation: Relation, value: int) -> AnyTerm:
        key = (name, relation, value)
        if key not in self._compared:
            variable = self._variable(name, is_truth=False)
            self._compared[key] = _made(variable, relation, value)
        return self._compared[key]


def _made(variable: AnyTerm, relation: Relation, value: int) -> AnyTerm:
    match relation:
        case Relation.AT_LEAST:
            return variable >= value
        case Relation.AT_MOST:
            return variable <= value
        case Relation.EQUAL:
            return variable == value


def _moment(
    model: AnyTerm, used: Mapping[str, AnyTerm], choices: Mapping[str, tuple[str, ...]]
) -> Moment:
    truths: dict[str, bool] = {}
    numbers: dict[str, int] = {}
    chosen: dict[str, str] = {}
    for name, variable in used.items():
        value = model.eval(variable, model_completion=True)
        if z3.is_bool(variable):
            truths[name] = bool(z3.is_true(value))
        elif name in choices:
            chosen[name] = choices[name][value.as_long()]
        else:
            numbers[name] = value.as_long()
    return Moment(truths, numbers, chosen)
