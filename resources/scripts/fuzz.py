#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""fuzz.py BUILD SECONDS [REGEX]: lets libFuzzer try each target of tests/fuzz for so long, two at a time.

Prints a table, and the command that repeats each finding; exits with 1 when there is one. What was
new to a target stays in BUILD/corpus, for the next time.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
AT_ONCE = 2


def targets(pattern):
    names = sorted(path.stem.removeprefix("fuzz_") for path in (TOP / "tests/fuzz").glob("fuzz_*.cpp"))
    return [name for name in names if re.search(pattern, f"fuzz.{name}")]


def statistic(output, name):
    found = re.search(rf"^stat::{name}:\s*(\d+)", output, re.M)
    return int(found.group(1)) if found else 0


def fuzz(build, name, seconds):
    """The row of one target: name, executions, executions a second, new inputs, files of findings."""
    fresh = build / "corpus" / name
    findings = build / "findings" / name
    for folder in (fresh, findings):
        folder.mkdir(parents=True, exist_ok=True)
    before = {folder: set(folder.iterdir()) for folder in (fresh, findings)}
    command = [build / f"tests/fuzz/fuzz_{name}", f"-max_total_time={seconds}", "-print_final_stats=1",
               "-timeout=10", "-rss_limit_mb=2048", "-max_len=8192",
               f"-artifact_prefix={findings}/", f"-dict={TOP}/tests/fuzz/dictionaries/{name}.dict",
               fresh, TOP / "tests/fuzz/corpus" / name]
    with open(build / f"fuzz_{name}.log", "w+b") as log:
        code = subprocess.run(command, stdout=log, stderr=log, check=False, env=os.environ | {
            "LSAN_OPTIONS": f"suppressions={TOP}/resources/scripts/lsan.supp:print_suppressions=0",
            "UBSAN_OPTIONS": "print_stacktrace=1"}).returncode
        log.seek(0)
        output = log.read().decode(errors="replace")
    found = sorted(set(findings.iterdir()) - before[findings])
    if code and not found:
        print(f"{name} ended with code {code}; see {build}/fuzz_{name}.log", file=sys.stderr)
        found = [pathlib.Path(log.name)]
    return (name, statistic(output, "number_of_executed_units"), statistic(output, "average_exec_per_sec"),
            len(set(fresh.iterdir()) - before[fresh]), found)


def explain(build, name, found):
    output = (build / f"fuzz_{name}.log").read_text(errors="replace")
    for line in re.findall(r"^.*(?:does not hold|runtime error|ERROR: \w+Sanitizer|ASSERT).*$", output, re.M)[:3]:
        print(f"    {line}")
    for path in found:
        print(f"    Again: {build}/tests/fuzz/fuzz_{name} {path}")


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    names = targets(sys.argv[3] if len(sys.argv) == 4 else "")
    if not names:
        sys.exit("fuzz.py: no target's name matches")
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        rows = list(pool.map(lambda name: fuzz(build, name, int(sys.argv[2])), names))
    print(f"{'target':<14} {'executions':>12} {'a second':>9} {'new inputs':>10} {'findings':>8}")
    for name, executions, rate, fresh, found in rows:
        print(f"{name:<14} {executions:>12} {rate:>9} {fresh:>10} {len(found):>8}")
    for name, _, _, _, found in rows:
        if found:
            print(f"{name}:")
            explain(build, name, found)
    return 1 if any(row[4] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
