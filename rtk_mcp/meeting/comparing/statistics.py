"""Tests of whether a difference may be chance, in plain Python: exact where samples are small.

All of them are two-sided, take observations to be independent of each other, and answer a probability from 0 to 1:
that of a difference at least as large if there is none.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, groupby, permutations
from math import comb, erfc, sqrt
from typing import Final

MOST_ARRANGEMENTS: Final = 10**12
"""Up to so many ways to divide a sample in two they are counted, not approximated: 20 people against 20."""
MOST_PERMUTED: Final = 8
"""Up to so many values all of their orders are gone through: 40,320."""


def fisher_exact(bad: int, size: int, other_bad: int, other_size: int) -> float:
    """Fisher's exact test of two proportions, `bad` of `size` against `other_bad` of `other_size`.

    With all sums fixed the number of bad ones is hypergeometric; what is no likelier than what was seen is summed up.
    Source: R. A. Fisher, The logic of inductive inference, J. R. Stat. Soc. 98 (1935), 39-54; two-sided as in
    A. Agresti, Categorical Data Analysis, 3rd ed. (2013), section 3.5.
    """
    all_bad = bad + other_bad
    lowest, highest = max(0, all_bad - other_size), min(size, all_bad)
    weight = comb(size, lowest) * comb(other_size, all_bad - lowest)
    weights = [weight]
    for drawn in range(lowest, highest):
        weight = weight * (size - drawn) * (all_bad - drawn)
        weight //= (drawn + 1) * (other_size - all_bad + drawn + 1)
        weights.append(weight)
    seen = weights[bad - lowest]
    return sum(each for each in weights if each <= seen) / sum(weights)


def mann_whitney(values: Sequence[float], others: Sequence[float]) -> float:
    """The Mann-Whitney U test of whether one sample's values tend to be larger than the other's.

    Values that are equal share their mean rank. The distribution of the rank sum is counted over all divisions of the
    sample in two while there are at most `MOST_ARRANGEMENTS`; beyond it is normal, with correction for ties and
    continuity.
    Source: H. B. Mann and D. R. Whitney, Ann. Math. Stat. 18 (1947), 50-60; ties as in E. L. Lehmann, Nonparametrics
    (1975), section 1.4.
    """
    few, many = sorted((values, others), key=len)
    doubled = _doubled_ranks([*few, *many])
    total, size = len(doubled), len(few)
    off = abs(sum(doubled[:size]) - size * (total + 1))
    if not off or not size:
        return 1.0
    if comb(total, size) <= MOST_ARRANGEMENTS:
        return _at_least_so_far_off(doubled, size, off)
    ties = sum(count**3 - count for count in _runs(doubled))
    variance = size * len(many) / 12 * (total + 1 - ties / (total * (total - 1)))
    return _both_tails((off / 2 - 0.5) / sqrt(variance))


def mann_kendall(values: Sequence[float]) -> tuple[float, float]:
    """The Mann-Kendall test of a trend in values that follow each other: Kendall's tau, and the probability.

    Tau is the number of pairs that rise less that of those that fall, of all pairs: 1 for rising throughout. Its
    distribution is counted over all orders of up to `MOST_PERMUTED` values; beyond it is normal, with correction for
    ties and continuity.
    Source: H. B. Mann, Econometrica 13 (1945), 245-259; M. G. Kendall, Rank Correlation Methods, 4th ed. (1975),
    section 4.
    """
    seen, size = _score(values), len(values)
    if not seen:
        return 0.0, 1.0
    tau = seen / comb(size, 2)
    if size <= MOST_PERMUTED:
        scores = [abs(_score(order)) for order in permutations(values)]
        return tau, sum(score >= abs(seen) for score in scores) / len(scores)
    ties = sum(count * (count - 1) * (2 * count + 5) for count in _runs(values))
    variance = (size * (size - 1) * (2 * size + 5) - ties) / 18
    return tau, _both_tails((abs(seen) - 1) / sqrt(variance))


def holm(probabilities: Sequence[float]) -> list[float]:
    """The same for many tests made at once: with all under 5 % believed, any is wrong in 5 % of all cases at most.

    Source: S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Stat. 6 (1979), 65-70.
    """
    corrected = [1.0] * len(probabilities)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(probabilities)), key=probabilities.__getitem__)):
        highest = max(highest, min((len(probabilities) - rank) * probabilities[place], 1.0))
        corrected[place] = highest
    return corrected


def superiority(values: Sequence[float], others: Sequence[float]) -> float:
    """How much more often a value is larger than one of the others than smaller: from -1, always smaller, to 1.

    Of values that are 0 or 1 it is the difference of the two proportions.
    Source: N. Cliff, Dominance statistics, Psychol. Bull. 114 (1993), 494-509.
    """
    doubled = _doubled_ranks([*values, *others])
    size, pairs = len(values), len(values) * len(others)
    return (sum(doubled[:size]) - size * (size + 1)) / pairs - 1 if pairs else 0.0


def _doubled_ranks(values: Sequence[float]) -> list[int]:
    """Twice each value's rank, a whole number where equal ones share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    doubled = [0] * len(values)
    before = 0
    for _, run in groupby(order, key=values.__getitem__):
        equal = list(run)
        for place in equal:
            doubled[place] = 2 * before + len(equal) + 1
        before += len(equal)
    return doubled


def _at_least_so_far_off(doubled: Sequence[int], size: int, off: int) -> float:
    """The part of all divisions whose rank sum is that far from the mean one.

    All are counted at once: the sums of every `drawn` ranks are the digits of one number, as many as there are sums.
    """
    width = (comb(len(doubled), size).bit_length() + 7) // 8
    digits = [1, *([0] * size)]
    for rank in doubled:
        shift = 8 * width * rank
        for drawn in range(size, 0, -1):
            digits[drawn] += digits[drawn - 1] << shift
    mean = size * (len(doubled) + 1)
    packed = digits[size].to_bytes((2 * mean + 1) * width, "little")
    far = sum(
        int.from_bytes(packed[total * width : (total + 1) * width], "little")
        for total in range(2 * mean + 1)
        if abs(total - mean) >= off
    )
    return far / comb(len(doubled), size)


def _score(values: Sequence[float]) -> int:
    """Pairs that rise less pairs that fall."""
    return sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))


def _runs(values: Iterable[float]) -> list[int]:
    """How often each value is there."""
    return [len(list(run)) for _, run in groupby(sorted(values))]


def _both_tails(deviations: float) -> float:
    return erfc(max(deviations, 0.0) / sqrt(2))
