# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""benchmarks/compare OLD NEW.json: what became slower between two files of benchmarks/run --json. OLD may be the
address of a database, postgresql://user@host:port/database: then it is the newest run of the same machine that
benchmarks/database has put there, or the one that --baseline names.

A time counts as changed when its median moved by more than the noise of both runs: three times their spread (or
half the way from the median to the best repetition), the distance of their controls from 1, and 5 % at least; and
when its best repetition moved along, which a busy machine does not do. Where there are many values, as of frames,
their median counts alone, from 15 % on. How much slower the machine itself was is taken out of all times. A ratio
counts when it moved by more than the spread of what it was made of allows, 5 % at least; percentiles, pauses and
shares of a processor, from a quarter on. Instruction counts may move by 1 %, memory of a process by 2 %, other bytes
and counts not at all beyond rounding. Times of different machines are not compared, and void reports with nothing.

Exit codes: 1 when something became worse or is gone; 2 when NEW has reports that failed or are void, or there is
nothing to compare.
"""

import argparse
import sys

import database
import document as documents
import noise
import programs
from document import is_void
from noise import CONTROLS

# Targets that are the same on a busy machine; memory of a process nearly so.
EXACT_NOISE = {"B": noise.EXACT, "allocations": noise.EXACT, "sessions": noise.EXACT, "MB": noise.MEMORY}
# Of times: how many ms one of these is. "s/s" is how many of something go into a second.
MILLISECONDS = {"ns": 1e-6, "µs": 1e-3, "ms": 1}
PER_SECOND = "s/s"
CPU_SHARE = "% CPU"
# First touches of a page that are so far apart, one of them above what is ordinary (in µs), are of two machines.
FAR = 2
ORDINARY = 0.5


def by_name(document):
    return {report["benchmark_name"]: report for report in document["benchmarks"]}


def moved(before, after):
    """As a share of what it was."""
    return (after - before) / abs(before) if before else float(after > 0)


def finding(name, before, after, allowed, kind, is_higher_better=False):
    """Of what may move by that share."""
    pair = (before, after)
    if is_higher_better:  # turned over, so that more is worse
        pair = tuple(1 / value if value else float("inf") for value in pair)
    worsening = moved(*pair)
    state = "worse" if worsening > allowed else "better" if worsening < -allowed else "same"
    return {"name": name, "before": before, "after": after, "change": moved(before, after), "worsening": worsening,
            "allowed": allowed, "state": state, "kind": kind}


def compare_times(name, old, new, machine):
    for key, before in old["results"].items():
        after = new["results"].get(key)
        if after is None or key in CONTROLS or not before["min_ms"] > 0:
            continue
        allowed = noise.of_times((old, new), key) + abs(machine - 1)
        found = finding(f"{name}: {key}", noise.median_of(before) * machine, noise.median_of(after), allowed, "time")
        if not (noise.is_distribution(before) or noise.is_distribution(after)):
            best = after["min_ms"] / (before["min_ms"] * machine) - 1
            if found["state"] == "worse" and best < noise.LEAST or found["state"] == "better" and best > -noise.LEAST:
                found["state"] = "same"
        yield found


def compare_counts(name, old, new):
    for key, before in old.get("instructions", {}).items():
        if key in new.get("instructions", {}):
            yield finding(f"{name}: {key}", before, new["instructions"][key], noise.INSTRUCTIONS, "instructions")


def measuring(document, target):
    """The report that has measured it."""
    return next((report for report in document["benchmarks"]
                 if any(one["id"] == target for one in report.get("targets", []))), {})


def has_result(report, row):
    """Whether the target is the median of a result, which is compared by itself."""
    if row["unit"] == PER_SECOND and row["measured"]:
        time = 1e3 / row["measured"]
    else:
        time = row["measured"] * MILLISECONDS.get(row["unit"], float("nan"))
    return any(abs(noise.median_of(result) - time) <= 1e-6 * time for result in report.get("results", {}).values())


def compare_target(old, new, reports, machine):
    """One that was measured twice; machine: how much slower that was, None when it was another one."""
    before, after, unit = old["measured"], new["measured"], new["unit"]
    is_higher_better = new["better"] == "higher"
    if unit == "ratio":
        allowed = noise.of_ratio(reports)
    elif unit in EXACT_NOISE:
        allowed = EXACT_NOISE[unit]
    elif unit == "%":  # of what is counted: 1 % of all of it
        allowed = noise.INSTRUCTIONS * (100 + before) / abs(before) if before else noise.INSTRUCTIONS
    elif machine is None or all(map(has_result, reports, (old, new))):
        return None
    else:
        before = before / machine if is_higher_better else before * machine
        allowed = noise.of_tail(new, before, reports) + abs(machine - 1)
    return finding(f"target: {new['id']}", before, after, allowed, unit, is_higher_better)


def compare_targets(old, new, machine):
    after = {row["id"]: row for row in new["targets"]}
    for row in old["targets"]:
        other = after.get(row["id"])
        reports = [measuring(document, row["id"]) for document in (old, new)]
        if other and None not in (row["measured"], other["measured"]) and not any(map(is_void, reports)):
            found = compare_target(row, other, reports, machine)
            if found:
                yield found


def lost(old, new):
    """What was measured before and is not any more: no regression may hide in it. What is void counts as not
    measured."""
    after = by_name(new)
    for name, report in by_name(old).items():
        if is_void(report):
            continue
        if name not in after or is_void(after[name]):
            yield name
            continue
        for part in ("results", "instructions"):
            yield from (f"{name}: {key}" for key in report.get(part, {}) if key not in after[name].get(part, {}))
    measured = {row["id"] for row in new["targets"] if row["measured"] is not None}
    yield from (f"target: {row['id']}" for row in old["targets"]
                if row["measured"] is not None and row["id"] not in measured and not is_void(measuring(old, row["id"])))


def gone(old, new):
    """What is lost, except what --quick leaves out by design."""
    excused = {f"target: {row['id']}" for row in new["targets"] if new.get("quick") and row.get("full_only")}
    return [name for name in lost(old, new) if name not in excused]


def same_machine(old, new):
    return all(old["machine"].get(key) == new["machine"].get(key) for key in ("processor", "cores"))


def compare(old, new):
    before = by_name(old)
    pairs = {name: (before[name], report) for name, report in by_name(new).items()
             if name in before and not is_void(before[name]) and not is_void(report)}
    is_same = same_machine(old, new)
    common = noise.common_pace(pairs.values())
    findings = list(compare_targets(old, new, common if is_same else None))
    for name, pair in pairs.items():
        findings += compare_counts(name, *pair)
        if is_same:
            own = noise.pace(*pair)
            findings += compare_times(name, *pair, common if own is None else own)
    return findings


def remarks(old, new):
    """What has to be known about the two besides their numbers."""
    if not same_machine(old, new):
        yield "Measured on different machines: times are not compared."
    touches = [documents.first_touch(document) for document in (old, new)]
    if None not in touches and max(touches) > FAR * min(touches) and max(touches) > ORDINARY:
        yield ("A first touch of a page took {:.2g} µs in OLD, {:.2g} µs in NEW: times of what takes fresh memory "
               "are not comparable.".format(*touches))
    if bool(old.get("quick")) != bool(new.get("quick")):
        quick, other = ("OLD", "NEW") if old.get("quick") else ("NEW", "OLD")
        yield f"{quick} was measured with --quick, {other} was not: maxima and percentiles of it are of fewer values."
    for which, document in (("OLD", old), ("NEW", new)):
        if document.get("only"):
            yield f"{which} was measured with --only {document['only']}."
        for name, why in document.get("failures", {}).items():
            yield f"failed in {which}: {name}: " + "; ".join(why.splitlines())
        for report in filter(is_void, document["benchmarks"]):
            yield (f"void in {which}: {report['benchmark_name']}: equal things differed by "
                   f"{(report['control'] - 1) * 100:+.0f} %; not compared")


def value(finding_, key):
    if finding_["kind"] == "time":
        return f"{finding_[key] * 1e6:,.1f} ns".replace(",", " ")
    return f"{finding_[key]:.4g}" + ("" if finding_["kind"] in ("ratio", "instructions") else f" {finding_['kind']}")


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


def tell(findings, missing, added, shows_all):
    for found in sorted(findings, key=lambda one: -one["worsening"]):
        if shows_all or found["state"] != "same":
            print(f"{found['state']:6} {found['change'] * 100:+7.1f} %  (noise {found['allowed'] * 100:.0f} %)  "
                  f"{found['name']}  {value(found, 'before')} → {value(found, 'after')}")
    for name in missing:
        print(f"gone   {name}")
    for name in added:
        print(f"new    {name}: nothing to compare with")
    counts = {state: sum(one["state"] == state for one in findings) for state in ("worse", "better", "same")}
    print(f"{counts['worse']} worse, {counts['better']} better, {counts['same']} the same, {len(missing)} gone, "
          f"{len(added)} new")
    return counts["worse"]


def conclude(old, new, arguments):
    """Says it all; the exit code."""
    findings = compare(old, new)
    missing = [] if arguments.partial else gone(old, new)
    added = list(lost(new, old))
    for remark in remarks(old, new):
        print(remark)
    if not findings:
        raise documents.NotComparable("the two files have nothing in common")
    if tell(findings, missing, added, arguments.all) or missing:
        return 1
    return 2 if new.get("failures") or any(map(is_void, new["benchmarks"])) else 0


def main():
    programs.heed_signals()
    try:
        arguments = words()
        return conclude(*both(arguments), arguments)
    except (documents.NotComparable, programs.CannotRun) as failure:
        print(f"benchmarks/compare: {failure}", file=sys.stderr)
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as failure:
        print(f"benchmarks/compare: one of the two is not whole ({failure!r})", file=sys.stderr)
    except KeyboardInterrupt:
        return programs.INTERRUPTED
    return 2


if __name__ == "__main__":
    programs.leave(main)
