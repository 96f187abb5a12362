"""Which measures fit an applicant, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.facts.measures import STRENGTHS, Measure
from assistant.facts.profiles import Profile


@dataclass(frozen=True, slots=True)
class Match:
    """A measure that fits a profile: ``score`` orders matches of one group (higher first), ``reasons`` say why it fits."""

    measure: Measure
    score: float
    reasons: tuple[str, ...]


def match(measures: Sequence[Measure], profile: Profile) -> dict[str, list[Match]]:
    """Return the measures that fit, grouped by need and best first; a measure stands under each need that it meets.

    A measure fits if it meets a need (any, if the profile names none) and is not worded for others alone. Equal
    scores keep the order of the documents, so that the same profile always gives the same list.
    """
    groups: dict[str, list[Match]] = {}
    for measure in measures:
        wanted = _wanted(measure, profile)
        if wanted and _is_for(measure, profile):
            found = Match(measure, *_score(measure, profile, wanted))
            for need in wanted:
                groups.setdefault(need, []).append(found)
    order = list(profile.needs) or sorted(groups, key=lambda need: -len(groups[need]))
    return {need: sorted(groups[need], key=lambda found: -found.score) for need in order if need in groups}


def _wanted(measure: Measure, profile: Profile) -> list[str]:
    """Return the needs that a measure meets, in the order of the profile; all of its own where the profile names none."""
    return [need for need in profile.needs if need in measure.needs] if profile.needs else list(measure.needs)


def _is_for(measure: Measure, profile: Profile) -> bool:
    if profile.kind and (measure.kinds or measure.addressed) and profile.kind not in measure.kinds:
        return False
    return not (profile.holds and measure.holds and not set(profile.holds) & set(measure.holds))


def _score(measure: Measure, profile: Profile, wanted: Sequence[str]) -> tuple[float, tuple[str, ...]]:
    """Return the score and the reasons; strength leads, then what the wording names of the profile itself."""
    score = 2.0 * (len(STRENGTHS) - STRENGTHS.index(measure.strength))
    score += len(wanted) - 1 if profile.needs else 0
    named = [messages.NAMES_YOURS.format(group=title, name=own) for title, own in _named(measure, profile)]
    score += 1.5 * len(named)
    reasons = [messages.MEETS_NEEDS.format(needs=messages.AND.join(wanted)), *named]
    if profile.industry and measure.industries and profile.industry not in measure.industries:
        score -= 1.0  # worded for other trades, but rarely for them alone
    shared = [kind for kind in profile.holds if kind in measure.holds]
    if shared:
        score += 1.5
        reasons.append(messages.CONCERNS_HELD.format(kinds=messages.AND.join(shared)))
    return score, tuple(reasons)


def _named(measure: Measure, profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield what a measure names of the profile; size and type count where it is for those, not where it mentions them."""
    if measure.addressed and profile.size in measure.sizes:
        yield messages.SIZE, profile.size
    if measure.addressed and profile.kind in measure.kinds:
        yield messages.TYPE, profile.kind
    if profile.industry in measure.industries:
        yield messages.INDUSTRY, profile.industry
