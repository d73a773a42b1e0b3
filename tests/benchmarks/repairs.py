"""How often a fix is offered for a breach, and whether nothing is left after all.

    python -m tests.benchmarks.repairs [--examples 300] [--seed 1] [--show 10]

First the variants of ``tests/variants`` are proved as their author would prove them,
then random policies under random laws. What is offered is written into the text, and
all is proved again. A breach without a fix is shown with its norm. Ends with status 1
if a fix that was offered does not keep its article, or breaks another.
"""

import argparse
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from policydsl.driver import check_text
from policydsl.legal.check import Budget, check
from policydsl.legal.repair import Change, mended
from policydsl.legal.verdict import Judgement, Verdict
from policydsl.proving import prove
from random_cases.laws import judged
from random_cases.loading import lowered

ROOT = Path(__file__).parents[2]
_FINE = (Verdict.LAWFUL, Verdict.OUT_OF_SCOPE)
# What open words mean, and who acts on what, only the author can say.
_NOT_MENDED = (*_FINE, Verdict.UNDETERMINED)
Key = tuple[str, str]


def main() -> int:
    """Count what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, help="breaches without a fix")
    arguments = parser.parse_args()
    begin = time.perf_counter()
    counts, wrong = Counter[str](), Counter[str]()
    for path in sorted((ROOT / "tests" / "variants").glob("*.toml")):
        counts += _variant(path)
    _print("variants", counts, time.perf_counter() - begin)
    begin, shown = time.perf_counter(), arguments.show
    for seed in range(arguments.seed, arguments.seed + arguments.examples):
        counted, without = _random(seed)
        wrong += counted
        for words in without[: max(shown, 0)]:
            print(f"no fix, seed {seed}: {words}")
        shown -= len(without)
    _print("random policies", wrong, time.perf_counter() - begin)
    return 1 if counts["fixes that fail"] + wrong["fixes that fail"] else 0


def _print(title: str, counts: Counter[str], seconds: float) -> None:
    print(f"{title}, {seconds:.0f} s")
    for name, number in sorted(counts.items()):
        print(f"{number:8}  {name}")


# --- the variants -----------------------------------------------------------------


def _variant(path: Path) -> Counter[str]:
    variant = tomllib.loads(path.read_text(encoding="utf-8"))
    place = ROOT / "examples" / variant["of"] / f"{variant['of']}.policy"
    text = place.read_text(encoding="utf-8")
    for edit in variant.get("edits", ()):
        text = text.replace(edit["old"], edit["new"])
    law = path.with_suffix(".law")
    house = {str(place.parent / "house.law"): law.read_text()} if law.exists() else {}
    loaded = check_text(text, str(place), house)
    if loaded.has_errors:
        return Counter({"variants that are refused before any proof": 1})
    assert loaded.policy is not None
    proof = prove(loaded, seconds=60)
    before, period = proof.judged.judgements, proof.judged.checked.period
    found = mended(loaded.policy, loaded.laws, before, period, Budget(60))
    fixed = {(r.rule, article) for r in found.repairs for article in r.articles}
    changes = [
        Change(edit.span, edit.replacement)
        for one in proof.diagnostics
        for fix in one.fixes
        for edit in fix.edits
    ]
    again = _proved_again(_applied(text, changes), place, house)
    return _counted(before, fixed, again)


def _proved_again(
    text: str, place: Path, house: dict[str, str]
) -> tuple[Judgement, ...] | None:
    mended_text = check_text(text, str(place), house)
    if mended_text.has_errors:
        return None
    return prove(mended_text, seconds=60).judged.judgements


# --- random policies ----------------------------------------------------------------


def _random(seed: int) -> tuple[Counter[str], list[str]]:
    pair = judged(Random(seed))
    if pair is None:
        return Counter(), []
    one, laws = pair
    before = check(one.policy, laws)
    found = mended(one.policy, laws, before.judgements, before.period)
    fixed = {(r.rule, article) for r in found.repairs for article in r.articles}
    text = _applied(one.text, (c for repair in found.repairs for c in repair.changes))
    policy, _ = lowered(text)
    again = None if policy is None else check(policy, laws).judgements
    counts = _counted(before.judgements, fixed, again)
    without = [
        f"{judgement.rule.words} | {judgement.seeds[0].norm.words}"
        for judgement in before.judgements
        if judgement.verdict not in _NOT_MENDED
        and judgement.seeds
        and _key(judgement) not in fixed
    ]
    return counts, without


def _counted(
    before: Iterable[Judgement],
    fixed: set[Key],
    after: Iterable[Judgement] | None,
) -> Counter[str]:
    broken = {_key(one) for one in before if one.verdict not in _NOT_MENDED}
    if not broken:
        return Counter({"policies without a breach": 1})
    counts = Counter(
        {
            "policies with a breach": 1,
            "breaches with a fix": len(broken & fixed),
            "breaches without a fix": len(broken - fixed),
        }
    )
    if after is None:
        return counts + Counter({"fixes that fail": 1})
    left = {_key(one) for one in after if one.verdict not in _NOT_MENDED}
    failed = (left & fixed) | (left - broken)
    counts["fixes that fail"] = len(failed)
    counts[
        "policies that keep all after all fixes"
        if not left
        else ("policies of which something is left")
    ] = 1
    return counts


def _key(judgement: Judgement) -> Key:
    return judgement.rule.name, judgement.bound.name


def _applied(text: str, changes: Iterable[Change]) -> str:
    """Write changes into a text, equal ones once."""
    once = dict.fromkeys((c.span.start, c.span.end, c.words) for c in changes)
    for start, end, words in sorted(once, key=lambda one: -one[0]):
        text = f"{text[:start]}{words}{text[end:]}"
    return text


if __name__ == "__main__":
    sys.exit(main())
