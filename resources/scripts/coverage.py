#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the covered lines of each room from the gcov data in a build tree: coverage.py BUILD."""

import collections
import json
import pathlib
import subprocess
import sys


def reports(build):
    for data in sorted(build.rglob("*.gcda")):
        text = subprocess.run(
            ["gcov", "--json-format", "--stdout", str(data.resolve())],
            capture_output=True, cwd=data.parent, text=True, check=False).stdout
        for line in text.splitlines():
            yield json.loads(line)


def main():
    top = pathlib.Path(__file__).resolve().parents[2]
    hits = collections.defaultdict(dict)  # source → line → executed in any object
    for report in reports(pathlib.Path(sys.argv[1])):
        for source in report["files"]:
            path = pathlib.Path(source["file"])
            if not path.is_relative_to(top) or path.is_relative_to(top / "build"):
                continue
            path = path.relative_to(top)
            if path.parts[0] in ("core", "ui", "app"):
                for line in source["lines"]:
                    number = line["line_number"]
                    hits[path][number] = hits[path].get(number, False) or line["count"] > 0
    rooms = collections.defaultdict(lambda: [0, 0])
    for path, lines in hits.items():
        room = rooms["/".join(path.parts[:2])]
        room[0] += sum(lines.values())
        room[1] += len(lines)
    for name, (covered, lines) in sorted(rooms.items()):
        print(f"{name:20} {covered:6} of {lines:6} lines, {100 * covered / lines:5.1f} %")
    return 0 if rooms else 1


if __name__ == "__main__":
    sys.exit(main())
