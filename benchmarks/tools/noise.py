# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much numbers differ that mean the same: what benchmarks/compare accuses nobody for."""

import math
import statistics

LEAST = 0.05
SPREADS = 3
INSTRUCTIONS = 0.01
EXACT = 0.005
MEMORY = 0.02  # of a process: counted in pages, and libraries lie elsewhere each time
UNKNOWN_RATIO = 0.12  # where nothing tells how noisy its parts were
# More values than anybody repeats a measurement: single frames or rounds, whose median is what counts.
MANY = 20
DISTRIBUTION = 0.15
TAIL = 0.25  # of percentiles, longest pauses, differences, shares of a processor
SHARE_OF_MUST = 0.1  # and small ones of these may move by so much of what is allowed
CONTROLS = ("control/a", "control/b")


def median_of(result):
    return result.get("median_ms", result["avg_ms"])


def is_distribution(result):
    """Its values are no repetitions of one measurement: they differ because frames do, and the best of them
    says nothing of the others."""
    return result.get("repetitions", 0) > MANY


def control_noise(report):
    return abs(report.get("control", 1) - 1)


def relative_spread(result):
    """How far its repetitions lie apart: the median distance, or half the way to the best one, since of seven
    most may happen to agree. Never the way to the worst: that one was disturbed. Of a distribution, how well its
    median is known: the standard error that follows from the median distance."""
    median = median_of(result)
    if median <= 0:
        return 0
    if is_distribution(result):
        return 1.86 * result.get("spread_ms", 0) / math.sqrt(result["repetitions"]) / median
    return max(result.get("spread_ms", 0), (median - result["min_ms"]) / 2) / median


def of_times(reports, key):
    """Of one result in two reports."""
    results = [report["results"][key] for report in reports]
    least = DISTRIBUTION if any(is_distribution(result) for result in results) else LEAST
    return max(least, sum(SPREADS * relative_spread(result) for result in results)
               + sum(control_noise(report) for report in reports))


def of_ratio(reports):
    """Of what was measured in turns: the middle spread of the times that came of it."""
    noise = 0
    for report in reports:
        spreads = [relative_spread(result) for key, result in report.get("results", {}).items() if key not in CONTROLS]
        if not spreads:
            return UNKNOWN_RATIO
        noise += SPREADS * statistics.median(spreads) + control_noise(report)
    return max(LEAST, noise)


def of_tail(row, before, reports):
    """Of a time or a share that no result stands behind."""
    noise = TAIL + sum(control_noise(report) for report in reports)
    if row["better"] == "lower" and "must" in row and before:
        noise = max(noise, SHARE_OF_MUST * row["must"] / abs(before))
    return noise


def pace(old, new):
    """How much slower the machine itself was in the new report: the control, which is no code of ours. None where
    that was not measured."""
    ratios = [median_of(new["results"][key]) / median_of(old["results"][key]) for key in CONTROLS
              if key in old.get("results", {}) and key in new.get("results", {})
              and median_of(old["results"][key]) > 0]
    return sum(ratios) / len(ratios) if ratios else None


def common_pace(pairs):
    """The same, for whatever has no control of that kind: the middle one of all reports."""
    paces = [one for one in (pace(*pair) for pair in pairs) if one is not None]
    return statistics.median(paces) if paces else 1.0
