# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""benchmarks/instructions: how many instructions an operation of the hot paths takes, by callgrind.

Counted with N and with 2N operations; the difference is theirs alone. Times vary with the machine and
its load; these do not, so a change of one per cent is a change of the code.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

import programs
from programs import CannotRun

PROGRAM = "count_hotpaths"
LONGEST = 300


def collected(program, runs):
    """All instructions of runs of the program, each given as (path, operations); as many of them at a time as there
    are processors, since counts do not depend on the neighbours."""
    counts = {}
    together = os.cpu_count() or 1
    for begin in range(0, len(runs), together):
        part = runs[begin:begin + together]
        try:
            done = programs.run_together([words_for(program, *one) for one in part], LONGEST, stdout=subprocess.PIPE,
                                         stderr=subprocess.PIPE, text=True, errors="replace",
                                         env={**programs.clean_environment(), "LANG": "C"})
        except FileNotFoundError:
            raise CannotRun("valgrind is not installed") from None
        except subprocess.TimeoutExpired:
            raise CannotRun(f"{part} took longer than {LONGEST} s under valgrind") from None
        counts |= {one: instructions_in(one, process) for one, process in zip(part, done)}
    return counts


def words_for(program, path, operations):
    return ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program), path, str(operations)]


def instructions_in(one, process):
    found = re.search(r"Collected : (\d+)", process.stderr)
    if process.returncode != 0 or not found:
        raise CannotRun(f"{one[0]}: exit code {process.returncode}: {process.stderr.strip()[-300:]}")
    return int(found.group(1))


def paths_of(program):
    """What the program can count: 'name operations' on each line."""
    try:
        done = programs.run([str(program)], 60, stdout=subprocess.PIPE, text=True)
    except OSError as error:
        raise CannotRun(f"{program}: {error.strerror}; without --no-build it is built") from None
    return [(name, int(operations)) for name, operations in (line.split() for line in done.stdout.splitlines())]


def count(folder):
    """The report, shaped as those of the benchmark programs."""
    program = pathlib.Path(folder) / PROGRAM
    paths = paths_of(program)
    runs = [(path, times * operations) for times in (2, 1) for path, operations in paths]  # long ones first
    collections = collected(program, runs)
    counts = {path: round((collections[path, 2 * operations] - collections[path, operations]) / operations, 1)
              for path, operations in paths}
    if not counts:
        raise CannotRun(f"{program} names nothing to count")
    return {"benchmark_name": "instructions", "iterations": len(counts), "results": {}, "targets": [],
            "instructions": counts, "passed": True}


def main():
    programs.heed_signals()
    parser = argparse.ArgumentParser(prog="benchmarks/instructions", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build-dir", type=programs.folder, default=programs.TOP / "build" / "bench")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="of the build")
    parser.add_argument("--no-build", action="store_true", help="count with what is built")
    parser.add_argument("--no-install", action="store_true", help="touch no packages")
    parser.add_argument("--json", action="store_true", help="print the report instead of a table")
    arguments = parser.parse_args()
    try:
        if not arguments.no_build:
            programs.configure(arguments.build_dir)
            programs.make(arguments.build_dir, arguments.jobs, [PROGRAM])
        report = count(arguments.build_dir / "benchmarks")
    except CannotRun as failure:
        print(f"benchmarks/instructions: {failure}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return programs.INTERRUPTED
    if arguments.json:
        print(json.dumps(report, indent=1))
    else:
        for path, instructions in report["instructions"].items():
            print(f"{path:32} {instructions:10.1f} instructions")
    return 0


if __name__ == "__main__":
    programs.leave(main)
