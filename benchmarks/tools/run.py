# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""benchmarks/run: builds, measures, prints each target with what was measured."""

import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import database
import instructions
import machine
import programs
import table
from document import first_touch, first_touches, is_void
from programs import CannotRun

TOP = machine.TOP
TRIES = 3
PAGE = TOP / "docs" / "benchmarking.md"
BEGIN = "<!-- table: benchmarks/run --write -->"
END = "<!-- end of table -->"
QUICK = 175  # seconds of measuring that all programs share with --quick, repeating what was void included
SHARE = 5  # of them, at most, for one program
LONGEST = {True: 60, False: 900}  # seconds after which a program is ended, quick or not
COUNTING = "instructions"  # what --only calls the counting of instructions
INSTALLING = 300  # seconds for packages of npm


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


class Clock:
    """How much of the time for measuring is left; endless without --quick."""

    def __init__(self, is_quick, parts, now=time.monotonic):
        self.is_quick = is_quick
        self.parts = parts
        self.now = now
        self.begin = now()

    def passed(self):
        return self.now() - self.begin

    def share(self):
        """What the next program is asked to get by with. Whoever takes less leaves more to the others."""
        left = max(QUICK - self.passed(), 0)
        share = min(SHARE, left / max(self.parts, 1))
        self.parts -= 1
        return share if self.is_quick else None

    def has(self, seconds):
        """Whether something that takes so long can be done again, and the rest still have their share."""
        return not self.is_quick or self.passed() + seconds + self.parts * SHARE <= QUICK


def steady_report(words, clock, run=programs.report_of):
    """Again, while the control of the same run says that equal things did not look equal."""
    share = clock.share()
    for left in reversed(range(TRIES)):
        begin = clock.passed()
        report = run(words, LONGEST[clock.is_quick], share)
        took = clock.passed() - begin
        if not is_void(report) or left == 0 or not clock.has(took):
            return {**report, "seconds": round(took, 1), "tries": TRIES - left}
        say(f"  equal things differed by {(report['control'] - 1) * 100:+.0f} %: once more")


def install_peers(names, arguments):
    """Breakers of others from npm. Without them their targets stay "not measured"."""
    if "bench_breaker" in names and not arguments.no_install:
        command = [str(TOP / "benchmarks" / "peers" / "install"), str(arguments.build_dir / "benchmarks" / "peers")]
        try:
            is_done = programs.run(command, INSTALLING, stdout=sys.stderr).returncode == 0
        except subprocess.TimeoutExpired:
            is_done = False
        if not is_done:
            say("The npm packages of benchmarks/peers could not be installed.")


def measure(names, arguments):
    """(reports, failures, seconds)"""
    reports, failures = [], {}
    options = ["--quick"] if arguments.quick else []
    folder = arguments.build_dir / "benchmarks"
    clock = Clock(arguments.quick, len(names) + bool(wants_counting(arguments)))
    for name in names:
        say(f"{name} …")
        try:
            reports.append({"program": name, **steady_report([str(folder / name), *options], clock)})
        except CannotRun as failure:
            failures[name] = str(failure)
    if wants_counting(arguments):
        say(f"{COUNTING} …")
        begin = clock.passed()
        try:
            reports.append({"program": COUNTING, **instructions.count(folder)})
            reports[-1]["seconds"] = round(clock.passed() - begin, 1)
        except CannotRun as failure:
            failures[COUNTING] = str(failure)
    return reports, failures, round(clock.passed(), 1)


def wants_counting(arguments):
    return not arguments.only or re.search(arguments.only, COUNTING)


def words(given=None):
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__,
                                     epilog="exit codes: 0 all is met; 1 something is missed; 2 a benchmark could not "
                                            "run, is void, or a target was not measured; 130 interrupted")
    parser.add_argument("--quick", action="store_true", help="short repetitions: measuring, which is all that "
                        "happens after the build, takes less than 3 minutes")
    parser.add_argument("--only", metavar="REGEX", help="only the programs whose name matches "
                        f"('{COUNTING}' is the counting of instructions)")
    parser.add_argument("--json", metavar="FILE", type=pathlib.Path, help="write everything that was measured")
    parser.add_argument("--store", metavar="URL", help="put it into that PostgreSQL database, too; see "
                        "benchmarks/database --help")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarking.md, too")
    parser.add_argument("--strict", action="store_true", help="missed times and shares of a processor fail the "
                        "run, too, not only ratios, bytes and counts")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="of the build")
    parser.add_argument("--build-dir", type=programs.folder, default=TOP / "build" / "bench")
    parser.add_argument("--no-build", action="store_true", help="measure what is built")
    parser.add_argument("--no-install", action="store_true", help="touch no packages")
    arguments = parser.parse_args(given)
    for wrong in wrong_words(arguments):
        parser.error(wrong)
    return arguments


def wrong_words(arguments):
    """What cannot be meant: told before anything is built or measured."""
    try:
        re.compile(arguments.only or "")
    except re.error as error:
        yield f"--only: '{arguments.only}' is no regular expression: {error}"
    if arguments.jobs < 1:
        yield f"--jobs: {arguments.jobs} is too few"
    if arguments.store and not database.is_address(arguments.store):
        yield "--store: the address of a database begins with postgresql://"
    if arguments.json:
        is_new = not arguments.json.exists()
        try:
            arguments.json.open("a", encoding="utf-8").close()
            if is_new:
                arguments.json.unlink()
        except OSError as error:
            yield f"--json: {arguments.json}: {error.strerror}"


def build(arguments):
    """The programs that shall run, built."""
    if not arguments.no_build:
        programs.configure(arguments.build_dir)
    listed = programs.listed(arguments.build_dir)
    wanted = [name for name in listed if not arguments.only or re.search(arguments.only, name)]
    needed = [*wanted, *([instructions.PROGRAM] if wants_counting(arguments) else [])]
    if not needed:
        raise CannotRun(f"no benchmark's name matches '{arguments.only}'; there are {', '.join(listed)}")
    if arguments.store:
        needed.append(database.PROGRAM)
    if not arguments.no_build:
        say(f"Building in {arguments.build_dir} (the first time takes some minutes).")
        programs.make(arguments.build_dir, arguments.jobs, needed)
    return wanted


def describe(document):
    controls = [abs(report["control"] - 1) for report in document["benchmarks"] if "control" in report]
    noise = f"equal things differed by up to {max(controls) * 100:.1f} %" if controls else "not measured"
    about = document["machine"]
    touch = first_touch(document)
    if touch is not None:
        noise += f"; a first touch of a page took {touch:.2g} µs (up to {max(first_touches(document)):.2g})"
    return (f"{about['processor']}, {about['cores']} cores, governor {about['governor']}, Linux {about['kernel']}, "
            f"{about['compiler']}, commit {about['commit']}\n"
            f"Load {document['load_before']} before, {document['load_after']} after; noise: {noise}"
            + f"; measured in {document['seconds']:.0f} s" + (", --quick" if document["quick"] else ""))


def tries(report):
    return f"{report['tries']} " + ("try" if report["tries"] == 1 else "tries")


def verdict_of(document, rows, strict):
    """What has to be said at the end, and the exit code."""
    said = [f"{name} could not run: {why}" for name, why in document["failures"].items()]
    void = [report for report in document["benchmarks"] if is_void(report)]
    said += table.below(rows)
    said += [f"{report['program']} is void: equal things differed in each of {tries(report)}" for report in void]
    unmeasured = [] if document.get("only") else table.unmeasured(rows, document["quick"])
    said += [f"{name} was not measured, and must be" for name in unmeasured]
    missed = [row["id"] for row in rows if table.missed(row, strict)]
    said += [f"{name}: {row['verdict']}" for row in rows for name in [row["id"]] if name in missed]
    if document["quick"] and document["seconds"] > 180:
        slowest = sorted(document["benchmarks"], key=lambda report: -report["seconds"])[:3]
        said.append("measuring took longer than 3 minutes; the slowest: "
                    + ", ".join(f"{report['program']} {report['seconds']:.0f} s" for report in slowest))
    return said, 2 if document["failures"] or void or unmeasured else 1 if missed else 0


def page_with(page, document, rows, said):
    """The text of the page with this run in place of the one before."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    counted = [f"| `{path}` | {count:.0f} |" for report in document["benchmarks"]
               for path, count in report.get("instructions", {}).items()]
    parts = [f"{document['taken_at']}: " + describe(document).replace("\n", ". ") + ".",
             table.markdown(rows), *(["\n".join(said)] if said else []),
             *(["\n".join(["| hot path | instructions |", "|---|---|", *counted])] if counted else [])]
    return BEGIN.join([before, "\n\n" + "\n\n".join(parts) + "\n\n"]) + END + after


def measured(arguments, names):
    """The document of --json."""
    document = {"schema": "breakwater.benchmarks/1", "quick": arguments.quick, "only": arguments.only,
                "taken_at": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
                "machine": machine.description(arguments.build_dir), "load_before": machine.load()}
    document["benchmarks"], document["failures"], document["seconds"] = measure(names, arguments)
    document["load_after"] = machine.load()
    document["targets"] = table.rows(table.known_targets(), table.measured_in(document["benchmarks"]),
                                     table.void_in(document["benchmarks"]))
    return document


def conclude(arguments, document):
    """Prints and writes it; the exit code."""
    rows = document["targets"]
    print(describe(document) + "\n")
    print(table.text([row for row in rows if row["measured"] is not None] if document["only"] else rows))
    said, code = verdict_of(document, rows, arguments.strict)
    if said:
        print("\n" + "\n".join(said), flush=True)
    if arguments.json:
        programs.replace(arguments.json, json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    if arguments.write:
        programs.replace(PAGE, page_with(PAGE.read_text(encoding="utf-8"), document, rows, said))
    if arguments.store:
        stored = database.put(arguments.build_dir / "benchmarks" / database.PROGRAM, arguments.store, document)
        print(f"\nStored as {stored}.")
    return code


def run(arguments):
    names = build(arguments)
    if arguments.store:  # else it would be found out after all the measuring
        database.ask(arguments.build_dir / "benchmarks" / database.PROGRAM, {"do": "list", "url": arguments.store})
    install_peers(names, arguments)
    return conclude(arguments, measured(arguments, names))


def main():
    programs.heed_signals()
    try:
        return run(words())
    except (CannotRun, OSError, ValueError) as failure:
        say(f"benchmarks/run: {failure}")
        return 2
    except KeyboardInterrupt:
        say("benchmarks/run: interrupted; nothing was written")
        return programs.INTERRUPTED


if __name__ == "__main__":
    programs.leave(main)
