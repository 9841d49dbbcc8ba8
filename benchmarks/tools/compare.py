# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""benchmarks/compare OLD.json NEW.json: what became slower between two files of benchmarks/run --json.

A time counts as changed when its median moved by more than the noise of both runs: three times their
spread, the distance of their controls from 1, and 5 % at least; and when its best repetition moved
along, which a busy machine does not do. Instruction counts may move by 1 %,
bytes and counts not at all beyond rounding. Times of different machines are not compared.
"""

import argparse
import json
import pathlib
import sys

LEAST_NOISE = 0.05
SPREADS = 3
INSTRUCTION_NOISE = 0.01
EXACT_NOISE = 0.005
# Targets that are no times, and by how much they may move; ratios are made of two noisy times.
TARGET_NOISE = {"ratio": 0.12, "B": EXACT_NOISE, "allocations": EXACT_NOISE, "sessions": EXACT_NOISE}
CONTROLS = ("control/a", "control/b")


class NotComparable(Exception):
    """The two files do not belong together."""


def read(path):
    document = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    if document.get("schema") != "breakwater.benchmarks/1":
        raise NotComparable(f"{path} was not written by benchmarks/run --json")
    return document


def by_name(document):
    return {report["benchmark_name"]: report for report in document["benchmarks"]}


def pace(old, new):
    """How much slower the machine itself was in the new run: the control, which is no code of ours."""
    ratios = [new["results"][key]["median_ms"] / old["results"][key]["median_ms"] for key in CONTROLS
              if key in old["results"] and key in new["results"] and old["results"][key]["median_ms"] > 0]
    return sum(ratios) / len(ratios) if ratios else 1.0


def noise_of(report, key):
    result = report["results"][key]
    median = result.get("median_ms") or result["avg_ms"]
    spread = result.get("spread_ms", 0) / median if median > 0 else 0
    return SPREADS * spread + abs(report.get("control", 1) - 1)


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


def compare_targets(old, new):
    after = {row["id"]: row for row in new["targets"]}
    for row in old["targets"]:
        other = after.get(row["id"])
        if row["unit"] not in TARGET_NOISE or row["measured"] is None or not other or other["measured"] is None:
            continue
        pair = (row["measured"], other["measured"])
        if row["better"] == "higher":  # turned over, so that more is worse
            pair = tuple(1 / value if value else float("inf") for value in pair)
        yield finding("target", row["id"], *pair, TARGET_NOISE[row["unit"]], row["unit"])


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


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/compare", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", metavar="OLD.json")
    parser.add_argument("new", metavar="NEW.json")
    parser.add_argument("--all", action="store_true", help="show what stayed the same, too")
    parser.add_argument("--partial", action="store_true", help="NEW may lack what OLD has (after run --only)")
    arguments = parser.parse_args()
    try:
        old, new = read(arguments.old), read(arguments.new)
        findings = compare(old, new)
    except (NotComparable, OSError, ValueError, KeyError) as failure:
        print(f"benchmarks/compare: {failure}", file=sys.stderr)
        return 2
    if not same_machine(old, new):
        print("Measured on different machines: times are not compared.")
    for found in sorted(findings, key=lambda one: -one["change"]):
        if arguments.all or found["state"] != "same":
            print(f"{found['state']:6} {found['change'] * 100:+7.1f} %  (noise {found['allowed'] * 100:.0f} %)  "
                  f"{found['name']}  {value(found, 'before')} → {value(found, 'after')}")
    gone = [] if arguments.partial else list(lost(old, new))
    for name in gone:
        print(f"gone   {name}")
    counts = {state: sum(one["state"] == state for one in findings) for state in ("worse", "better", "same")}
    print(f"{counts['worse']} worse, {counts['better']} better, {counts['same']} the same, {len(gone)} gone")
    if not findings:
        print("benchmarks/compare: the two files have nothing in common", file=sys.stderr)
        return 2
    return 1 if counts["worse"] or gone else 0


if __name__ == "__main__":
    sys.exit(main())
