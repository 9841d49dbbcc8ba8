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

import instructions
import machine
import table

TOP = machine.TOP
CONTROL = (0.97, 1.03)  # the same thing twice: outside of this, the run is void
TRIES = 3
PAGE = TOP / "docs" / "benchmarking.md"
BEGIN = "<!-- table: benchmarks/run --write -->"
END = "<!-- end of table -->"
LONGEST = {True: 120, False: 900}  # seconds a program may take, quick or not
COUNTING = "instructions"  # what --only calls the counting of instructions


class CannotRun(Exception):
    """A benchmark that gave no numbers; what it says goes to people."""


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def configure(build):
    command(["cmake", "--preset", "release", "-S", str(TOP), "-B", str(build),
             "-DBREAKWATER_BUILD_BENCHMARKS=ON"], build)
    listed = build / "benchmarks" / "programs.txt"
    return listed.read_text(encoding="utf-8").split()


def command(words, build):
    build.mkdir(parents=True, exist_ok=True)
    log = build / "build.log"
    with log.open("ab") as out:
        code = subprocess.run(words, cwd=TOP, stdout=out, stderr=subprocess.STDOUT, check=False).returncode
    if code != 0:
        end = log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:]
        raise CannotRun("\n".join([*end, f"Building failed; all of it is in {log}."]))


def clean_environment():
    """No display, and no settings of the caller."""
    kept = {name: value for name, value in os.environ.items()
            if not re.match(r"(BREAKWATER_|QT_|DISPLAY$|WAYLAND_DISPLAY$|DBUS_SESSION_BUS_ADDRESS$)", name)}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "TZ": "UTC"}


def report_of(words, longest):
    """Runs one program; its JSON object."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=longest, check=False,
                              env=clean_environment())
    except subprocess.TimeoutExpired:
        raise CannotRun(f"took longer than {longest} s") from None
    except OSError as error:
        raise CannotRun(str(error)) from None
    try:
        report = json.loads(done.stdout)
        if not isinstance(report, dict):
            raise ValueError
    except ValueError:
        report = None
    if report is None or done.returncode not in (0, 1):
        raise CannotRun(f"exit code {done.returncode}: {done.stderr.strip()[-500:] or 'no word about why'}")
    return report


def is_void(report):
    control = report.get("control")
    return control is not None and not CONTROL[0] <= control <= CONTROL[1]


def steady_report(words, longest, run=report_of):
    """Again, while the control of the same run says that equal things did not look equal."""
    for left in reversed(range(TRIES)):
        report = run(words, longest)
        if not is_void(report) or left == 0:
            return report
        say(f"  equal things differed by {(report['control'] - 1) * 100:+.0f} %: once more")


def install_peers(programs, arguments):
    """Breakers of others from npm. Without them their targets stay "not measured"."""
    if "bench_breaker" in programs and not arguments.no_install:
        folder = arguments.build_dir / "benchmarks" / "peers"
        if subprocess.run([str(TOP / "benchmarks" / "peers" / "install"), str(folder)], stdout=sys.stderr,
                          check=False).returncode != 0:
            say("The npm packages of benchmarks/peers could not be installed.")


def measure(programs, arguments):
    """(reports, failures)"""
    reports, failures = [], {}
    options = ["--quick"] if arguments.quick else []
    folder = arguments.build_dir / "benchmarks"
    for name in programs:
        say(f"{name} …")
        try:
            reports.append({"program": name, **steady_report([str(folder / name), *options],
                                                             LONGEST[arguments.quick])})
        except CannotRun as failure:
            failures[name] = str(failure)
    if wants_counting(arguments):
        say(f"{COUNTING} …")
        try:
            reports.append({"program": COUNTING, **instructions.count(folder)})
        except instructions.CannotCount as failure:
            failures[COUNTING] = str(failure)
    return reports, failures


def wants_counting(arguments):
    return re.search(arguments.only, COUNTING) if arguments.only else not arguments.quick


def words():
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short repetitions, under 3 minutes")
    parser.add_argument("--only", metavar="REGEX", help="only the programs whose name matches "
                        f"('{COUNTING}' is the counting of instructions)")
    parser.add_argument("--json", metavar="FILE", type=pathlib.Path, help="write everything that was measured")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarking.md, too")
    parser.add_argument("--strict", action="store_true", help="missed times fail the run, too, not only ratios, "
                        "shares, bytes and counts")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="of the build")
    parser.add_argument("--build-dir", type=pathlib.Path, default=TOP / "build" / "bench")
    parser.add_argument("--no-build", action="store_true", help="measure what is built")
    parser.add_argument("--no-install", action="store_true", help="touch no packages")
    return parser.parse_args()


def build(arguments):
    """The programs that shall run, built."""
    listed = configure(arguments.build_dir) if not arguments.no_build else \
        (arguments.build_dir / "benchmarks" / "programs.txt").read_text(encoding="utf-8").split()
    wanted = [name for name in listed if not arguments.only or re.search(arguments.only, name)]
    needed = [*wanted, *([instructions.PROGRAM] if wants_counting(arguments) else [])]
    if not needed:
        raise CannotRun(f"no benchmark's name matches '{arguments.only}'; there are {', '.join(listed)}")
    if not arguments.no_build:
        say(f"Building in {arguments.build_dir} (the first time takes some minutes).")
        command(["cmake", "--build", str(arguments.build_dir), "--parallel", str(arguments.jobs),
                 "--target", *needed], arguments.build_dir)
    return wanted


def describe(document):
    controls = [abs(report["control"] - 1) for report in document["benchmarks"] if "control" in report]
    noise = f"equal things differed by up to {max(controls) * 100:.1f} %" if controls else "not measured"
    about = document["machine"]
    return (f"{about['processor']}, {about['cores']} cores, governor {about['governor']}, Linux {about['kernel']}, "
            f"{about['compiler']}, commit {about['commit']}\n"
            f"Load {document['load_before']} before, {document['load_after']} after; noise: {noise}"
            + ("; --quick" if document["quick"] else ""))


def verdict_of(document, rows, strict):
    """What has to be said at the end, and the exit code."""
    said = [f"{name} could not run: {why}" for name, why in document["failures"].items()]
    void = [report["program"] for report in document["benchmarks"] if is_void(report)]
    said += [f"{name} is void: equal things still differed after {TRIES} tries" for name in void]
    missed = [row["id"] for row in rows if table.missed(row, strict)]
    said += [f"{name}: {row['verdict']}" for row in rows for name in [row["id"]] if name in missed]
    return said, 2 if document["failures"] or void else 1 if missed else 0


def page_with(page, document, rows, said):
    """The text of the page with this run in place of the one before."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    counted = [f"| `{path}` | {count} |" for report in document["benchmarks"]
               for path, count in report.get("instructions", {}).items()]
    parts = [f"{document['taken_at']}: " + describe(document).replace("\n", ". ") + ".",
             table.markdown(rows), *(["\n".join(said)] if said else []),
             *(["\n".join(["| hot path | instructions |", "|---|---|", *counted])] if counted else [])]
    return BEGIN.join([before, "\n\n" + "\n\n".join(parts) + "\n\n"]) + END + after


def main():
    arguments = words()
    try:
        programs = build(arguments)
        install_peers(programs, arguments)
    except (CannotRun, OSError) as failure:
        say(f"benchmarks/run: {failure}")
        return 2
    document = {"schema": "breakwater.benchmarks/1", "quick": arguments.quick,
                "taken_at": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
                "machine": machine.description(arguments.build_dir), "load_before": machine.load()}
    document["benchmarks"], document["failures"] = measure(programs, arguments)
    document["load_after"] = machine.load()
    rows = table.rows(table.known_targets(), table.measured_in(document["benchmarks"]))
    document["targets"] = rows
    if arguments.json:
        arguments.json.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(describe(document) + "\n")
    print(table.text(rows))
    said, code = verdict_of(document, rows, arguments.strict)
    if arguments.write:
        PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8"), document, rows, said), encoding="utf-8")
    if said:
        print("\n" + "\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
