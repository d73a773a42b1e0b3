"""A case and its events, played through a policy day by day, with the reasons."""

from policydsl.simulate.days import Day, Simulation, simulate
from policydsl.simulate.explain import explain
from policydsl.simulate.explained_json import explanation_to_json
from policydsl.simulate.explanation import Change, Explained, Explanation, Link
from policydsl.simulate.text import render, render_why
from policydsl.simulate.why import Need, Why, why

__all__ = [
    "Change",
    "Day",
    "Explained",
    "Explanation",
    "Link",
    "Need",
    "Simulation",
    "Why",
    "explain",
    "explanation_to_json",
    "render",
    "render_why",
    "simulate",
    "why",
]
