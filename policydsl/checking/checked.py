"""Documents -> all that is found in them, as a call and their settings want it."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from policydsl.checking.linting import linted
from policydsl.checking.reporting import PROVED, Asked, Reported, report
from policydsl.diagnostics import codes
from policydsl.diagnostics.model import Diagnostic, Severity
from policydsl.documents.paths import absolute
from policydsl.documents.projects import Projects
from policydsl.documents.settings import Settings
from policydsl.driver import Loaded, Run, together
from policydsl.semantics import core
from policydsl.semantics.linked import linked

if TYPE_CHECKING:
    from policydsl.proving import Proof

# From the worst to the least.
_LEVELS = tuple(Severity)


@frozen
class Wanted:
    """What a call asks for; what is ``None`` is as the settings say.

    ``as_of``: the day whose law is asked about. ``superfluous``: which clauses no law
    needs is asked as well.
    """

    asked: Asked = field(factory=Asked)
    proof: bool | None = None
    proof_seconds: float | None = None
    as_of: date | None = None
    longest_gap: int | None = None
    superfluous: bool = False
    fail_level: Severity | None = None


@frozen
class Checked:
    """Documents in the order in which they were asked about, and what was found."""

    loaded: tuple[Loaded, ...]
    proofs: "tuple[Proof, ...]"
    reported: Reported

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What is reported, in order."""
        return self.reported.findings


def check_all(run: Run, places: Sequence[tuple[Path, str]], wanted: Wanted) -> Checked:
    """Check documents, each a path and how it is shown."""
    loaded = tuple(linted(run.load(path, shown)) for path, shown in places)
    proofs = tuple(_proofs(loaded, run.projects, wanted))
    more = [d for one in _of_versions(loaded) for d in one.diagnostics]
    more += [d for proof in proofs for d in proof.diagnostics]
    reported = report(
        loaded,
        more,
        projects=run.projects,
        asked=wanted.asked,
        unasked=_unasked(wanted, len(proofs), loaded),
    )
    return Checked(loaded, proofs, reported)


def fails(
    findings: Sequence[Diagnostic], projects: Projects, level: Severity | None
) -> bool:
    """Whether a finding is as bad as it may not be, by the call or its settings."""
    return any(
        _LEVELS.index(one.code.severity)
        <= _LEVELS.index(level or settings_of(one, projects).fail_level)
        for one in findings
    )


def has_bad_settings(findings: Sequence[Diagnostic]) -> bool:
    """Whether the settings are wrong, so that nobody knows what was wanted."""
    wrong = (codes.UNKNOWN_SETTING, codes.BAD_SETTINGS)
    return any(one.code in wrong for one in findings)


def settings_of(found: Diagnostic, projects: Projects) -> Settings:
    """Return the settings that hold where a finding is."""
    return projects.of(absolute(Path(found.primary.span.source.path)).parent)[0]


def _unasked(wanted: Wanted, proofs: int, loaded: Sequence[Loaded]) -> tuple[str, ...]:
    """Return how the codes begin that nobody looked for."""
    policies = sum(one.policy is not None for one in loaded)
    if wanted.as_of is not None or proofs < policies:
        return PROVED
    only_asked = [codes.NOTHING_DUE]
    if not wanted.superfluous:
        only_asked.append(codes.SUPERFLUOUS_FOR_LAW)
    return tuple(one.number for one in only_asked)


def _proofs(
    loaded: Sequence[Loaded], projects: Projects, wanted: Wanted
) -> "Iterator[Proof]":
    """Prove each policy that has no errors, and is in force on the day asked about."""
    for one in loaded:
        if one.has_errors or one.policy is None:
            continue
        settings, _ = projects.of(absolute(Path(one.path)).parent)
        is_wanted = settings.proof if wanted.proof is None else wanted.proof
        if not is_wanted or not _is_in_force(one.policy, wanted.as_of):
            continue
        # Loaded late: the solver takes its time, and many documents have no policy.
        from policydsl.proving import prove

        yield prove(
            _told_of_earlier(one, loaded),
            as_of=wanted.as_of,
            seconds=wanted.proof_seconds or settings.proof_seconds,
            longest_gap=wanted.longest_gap or settings.longest_gap,
            superfluous=wanted.superfluous,
        )


def _told_of_earlier(one: Loaded, loaded: Sequence[Loaded]) -> Loaded:
    """Return a version of a policy that knows those before it: they may have acted."""
    assert one.policy is not None
    begins, folder = one.policy.in_force_from, Path(one.path).parent
    earlier = [
        other.policy
        for other in loaded
        if other.policy is not None
        and other.policy.name == one.policy.name
        and other.policy.in_force_from < begins
        and Path(other.path).parent == folder
        and not other.has_errors
    ]
    return evolve(one, policy=linked([*earlier, one.policy])) if earlier else one


def _is_in_force(policy: core.Policy, day: date | None) -> bool:
    if day is None:
        return True
    last = policy.in_force_until
    return policy.in_force_from <= day and (last is None or day <= last)


def _of_versions(loaded: Sequence[Loaded]) -> Iterator[Loaded]:
    """Yield what several documents of one policy in one folder are together."""
    named: dict[tuple[Path, str], list[Loaded]] = {}
    for one in loaded:
        if one.policy is not None:
            key = (Path(one.path).parent, one.policy.name)
            named.setdefault(key, []).append(one)
    for versions in named.values():
        if len(versions) > 1:
            yield together(versions)
