#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the table of docs/reliability.md; tests/run --reliability builds first and calls this.

Kills and freezes real servers under load, holds what the engine claims against what they stored, and
counts how many seeds of the simulation pass in an hour. Fails when a row is not as it has to be.
"""

import argparse
import datetime
import json
import pathlib
import platform
import re
import secrets
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
PAGE = TOP / "docs" / "reliability.md"
BEGIN = "<!-- table: tests/run --reliability --write -->"
END = "<!-- end of table -->"
HEAD = ("| server | scenario | times | accepted | confirmed | in doubt | lost | duplicates (undeclared) |",
        "|---|---|---:|---:|---:|---:|---:|---:|")
SIMULATED_SEEDS = 100_000


class BrokenInvariant(Exception):
    """The simulation found a seed that breaks one."""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="the build tree")
    parser.add_argument("--times", type=int, default=5, help="times the short form (5: 50 kills a row)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument("--only", default="", help="only scenarios whose title matches")
    parser.add_argument("--write", action="store_true", help="into docs/reliability.md, too")
    return parser.parse_args()


def kill_tests(options):
    program = options.build / "tests" / "interop" / "reliability_table"
    command = [program, "--times", str(options.times), "--seed", str(options.seed), "--only", options.only]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return [json.loads(line) for line in run.stdout.splitlines()], run.returncode


def grouped(number):
    return f"{number:,}".replace(",", " ")


def row(result):
    numbers = [result["blows"], *(result[key] for key in ("accepted", "confirmed", "in_doubt")),
               result["lost"]]
    cells = [grouped(number) for number in numbers]
    cells[-1] += {"none": "", "must": " (must be above 0)", "may": " (may happen)"}[result["loss"]]
    cells.append(f"{grouped(result['duplicates'])} ({grouped(result['undeclared_duplicates'])})")
    return "| " + " | ".join([result["peer"], result["scenario"], *cells]) + " |"


def simulation(build):
    """What it says of a number of new seeds, or None where it is not built."""
    program = build / "tests" / "simulation" / "simulation"
    if not program.exists():
        return None
    command = [program, "--new", "--seeds", str(SIMULATED_SEEDS), "--json"]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        raise BrokenInvariant(run.stdout)  # it has told more itself
    return json.loads(run.stdout.splitlines()[-1])


def machine():
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    cores = len(re.findall(r"^processor\s*:", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M))
    kernel = ".".join(platform.release().split(".")[:2])
    return f"{cores} × {model[1].strip() if model else platform.machine()}, Linux {kernel}"


def commit():
    found = subprocess.run(["git", "describe", "--always", "--dirty", "--exclude", "*"], cwd=TOP, capture_output=True, text=True,
                           check=False)
    return found.stdout.strip() or "unknown"


def table(results, simulated, options):
    lines = [*HEAD, *(row(result) for result in results), ""]
    if simulated:
        lines.append(f"Simulation: {grouped(round(simulated['seeds_per_hour']))} seeds an hour on one core; "
                     f"{grouped(simulated['seeds'])} new ones from {simulated['first']} on held every invariant.")
    lines.append(f"Measured {datetime.date.today().isoformat()} at commit {commit()}, seed {options.seed}, on "
                 f"{machine()}.")
    return "\n".join(lines)


def write(text):
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not rest or END not in rest:
        sys.exit(f"{PAGE.name} lacks the marks of the table")
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def main():
    options = arguments()
    results, code = kill_tests(options)
    for result in results:
        for complaint in result["complaints"]:
            print(f"NOT AS EXPECTED: {result['peer']}, {result['scenario']}: {complaint}; "
                  f"seed {result['seed']}", file=sys.stderr)
    if not results:
        sys.exit("no scenario ran")
    simulated = None
    try:
        simulated = simulation(options.build)
    except BrokenInvariant as found:
        print(f"NOT AS EXPECTED: the simulation: {found}", file=sys.stderr)
        code = 1
    text = table(results, simulated, options)
    print(text)
    if options.write and code == 0:
        write(text)
    return code


if __name__ == "__main__":
    sys.exit(main())
