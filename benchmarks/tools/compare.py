# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""benchmarks/compare OLD NEW.json: what became slower between two files of benchmarks/run --json. OLD may be the
address of a database, postgresql://user@host:port/database: then it is the newest run of the same machine that
benchmarks/database has put there, or the one that --baseline names.

A time counts as changed when its median moved by more than the noise of both runs: three times their spread (or
half the way from the median to the best repetition), the distance of their controls from 1, and 5 % at least; and
when its best repetition moved along, which a busy machine does not do. A ratio counts when it moved by more than the spread of what it was made
of allows, 5 % at least. Instruction counts may move by 1 %, bytes and counts not at all beyond rounding. Times of
different machines are not compared.
"""

import argparse
import statistics
import sys

import database
import document as documents
import programs

LEAST_NOISE = 0.05
SPREADS = 3
INSTRUCTION_NOISE = 0.01
EXACT_NOISE = 0.005
# Targets that are no times: times are compared by themselves.
EXACT_UNITS = ("B", "allocations", "sessions")
UNKNOWN_RATIO_NOISE = 0.12  # where nothing tells how noisy its parts were
CONTROLS = ("control/a", "control/b")


def by_name(document):
    return {report["benchmark_name"]: report for report in document["benchmarks"]}


def pace(old, new):
    """How much slower the machine itself was in the new run: the control, which is no code of ours."""
    ratios = [new["results"][key]["median_ms"] / old["results"][key]["median_ms"] for key in CONTROLS
              if key in old["results"] and key in new["results"] and old["results"][key]["median_ms"] > 0]
    return sum(ratios) / len(ratios) if ratios else 1.0


def control_noise(report):
    return abs(report.get("control", 1) - 1)


def relative_spread(result):
    """How far its repetitions lie apart: the median distance, or half the way to the best one, since of seven
    most may happen to agree. Never the way to the worst: that one was disturbed."""
    median = result.get("median_ms") or result["avg_ms"]
    apart = max(result.get("spread_ms", 0), (median - result["min_ms"]) / 2)
    return apart / median if median > 0 else 0


def noise_of(report, key):
    return SPREADS * relative_spread(report["results"][key]) + control_noise(report)


def ratio_noise(reports):
    """Of what was measured in turns: the middle spread of the times that came of it."""
    noise = 0
    for report in reports:
        spreads = [relative_spread(result) for key, result in report.get("results", {}).items() if key not in CONTROLS]
        if not spreads:
            return UNKNOWN_RATIO_NOISE
        noise += SPREADS * statistics.median(spreads) + control_noise(report)
    return max(LEAST_NOISE, noise)


def finding(name, key, before, after, allowed, kind):
    change = after / before - 1 if before else float(after > 0)
    state = "worse" if change > allowed else "better" if change < -allowed else "same"
    return {"name": f"{name}: {key}", "before": before, "after": after, "change": change, "allowed": allowed,
            "state": state, "kind": kind}


def compare_times(name, old, new):
    machine = pace(old, new)
    for key in old["results"]:
        if key not in new["results"] or key in CONTROLS or not old["results"][key]["min_ms"] > 0:
            continue
        before, after = (report["results"][key].get("median_ms", report["results"][key]["avg_ms"])
                         for report in (old, new))
        allowed = max(LEAST_NOISE, noise_of(old, key) + noise_of(new, key)) + abs(machine - 1)
        found = finding(name, key, before * machine, after, allowed, "time")
        best = new["results"][key]["min_ms"] / (old["results"][key]["min_ms"] * machine) - 1
        if found["state"] == "worse" and best < LEAST_NOISE or found["state"] == "better" and best > -LEAST_NOISE:
            found["state"] = "same"
        yield found


def compare_counts(name, old, new):
    for key, before in old.get("instructions", {}).items():
        if key in new.get("instructions", {}):
            yield finding(name, key, before, new["instructions"][key], INSTRUCTION_NOISE, "instructions")


def measuring(document, target):
    """The report that has measured it."""
    return next((report for report in document["benchmarks"]
                 if any(one["id"] == target for one in report.get("targets", []))), {})


def compare_targets(old, new):
    after = {row["id"]: row for row in new["targets"]}
    for row in old["targets"]:
        other = after.get(row["id"])
        is_ratio = row["unit"] == "ratio"
        if not (is_ratio or row["unit"] in EXACT_UNITS) or not other or None in (row["measured"], other["measured"]):
            continue
        pair = (row["measured"], other["measured"])
        if row["better"] == "higher":  # turned over, so that more is worse
            pair = tuple(1 / value if value else float("inf") for value in pair)
        allowed = ratio_noise([measuring(one, row["id"]) for one in (old, new)]) if is_ratio else EXACT_NOISE
        yield finding("target", row["id"], *pair, allowed, row["unit"])


def lost(old, new):
    """What was measured before and is not any more: no regression may hide in it."""
    for name, report in by_name(old).items():
        other = by_name(new).get(name)
        if other is None:
            yield name
            continue
        for part in ("results", "instructions"):
            yield from (f"{name}: {key}" for key in report.get(part, {}) if key not in other.get(part, {}))


def same_machine(old, new):
    return all(old["machine"].get(key) == new["machine"].get(key) for key in ("processor", "cores"))


def compare(old, new):
    findings = list(compare_targets(old, new))
    after = by_name(new)
    for name, report in by_name(old).items():
        if name in after:
            findings += compare_counts(name, report, after[name])
            if same_machine(old, new):
                findings += compare_times(name, report, after[name])
    return findings


def value(finding_, key):
    if finding_["kind"] == "time":
        return f"{finding_[key] * 1e6:,.1f} ns".replace(",", " ")
    return f"{finding_[key]:.4g}"


def words():
    parser = argparse.ArgumentParser(prog="benchmarks/compare", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", metavar="OLD", help="a file, or the address of a database")
    parser.add_argument("new", metavar="NEW.json")
    parser.add_argument("--baseline", metavar="NAME", help="which of the runs in the database")
    parser.add_argument("--all", action="store_true", help="show what stayed the same, too")
    parser.add_argument("--partial", action="store_true", help="NEW may lack what OLD has (after run --only)")
    database.add_options(parser)
    arguments = parser.parse_args()
    if arguments.baseline and not database.is_address(arguments.old):
        parser.error("--baseline goes with the address of a database")
    return arguments


def both(arguments):
    new = documents.read(arguments.new)
    if not database.is_address(arguments.old):
        return documents.read(arguments.old), new
    program = database.program(arguments)
    return database.find(program, arguments.old, arguments.baseline, database.machine_of(new), new), new


def tell(findings, gone, shows_all):
    for found in sorted(findings, key=lambda one: -one["change"]):
        if shows_all or found["state"] != "same":
            print(f"{found['state']:6} {found['change'] * 100:+7.1f} %  (noise {found['allowed'] * 100:.0f} %)  "
                  f"{found['name']}  {value(found, 'before')} → {value(found, 'after')}")
    for name in gone:
        print(f"gone   {name}")
    counts = {state: sum(one["state"] == state for one in findings) for state in ("worse", "better", "same")}
    print(f"{counts['worse']} worse, {counts['better']} better, {counts['same']} the same, {len(gone)} gone")
    return counts["worse"]


def main():
    arguments = words()
    try:
        old, new = both(arguments)
        findings = compare(old, new)
        gone = [] if arguments.partial else list(lost(old, new))
    except (documents.NotComparable, programs.CannotRun) as failure:
        print(f"benchmarks/compare: {failure}", file=sys.stderr)
        return 2
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as failure:
        print(f"benchmarks/compare: one of the two is not whole ({failure!r})", file=sys.stderr)
        return 2
    if not findings:
        print("benchmarks/compare: the two files have nothing in common", file=sys.stderr)
        return 2
    if not same_machine(old, new):
        print("Measured on different machines: times are not compared.")
    return 1 if tell(findings, gone, arguments.all) or gone else 0


if __name__ == "__main__":
    sys.exit(main())
