#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.sizes: shows the files past the house's measure (250 lines, headers 130); fails past 400.

Tests may reach 600: a class has one test, which is a flat list of short facts about it.
"""

import sys

import lint

LIMIT = 400
TEST_LIMIT = 600


def lines(text):
    return text.count("\n")


def check(path, text):
    limit = TEST_LIMIT if path.startswith("tests/") else LIMIT
    if lines(text) > limit:
        yield limit, f"{lines(text)} lines: look for the second noun"


PLANTED = [
    ("core/base/a.cpp", "\n" * (LIMIT + 1), "second noun"),
    ("tests/core/base/tst_a.cpp", "\n" * (TEST_LIMIT + 1), "second noun"),
]
CLEAN = [("core/base/a.cpp", "\n" * LIMIT), ("tests/core/base/tst_a.cpp", "\n" * TEST_LIMIT)]


def wanted(name):
    return name.endswith(lint.CODE_SUFFIXES + (".py", ".js", ".cmake")) or name.endswith("/run")


def main():
    sizes = [(lines(lint.read(name)), name) for name in lint.project_files() if wanted(name)]
    for size, name in sorted(sizes, reverse=True):
        if size > (130 if name.endswith(".h") else 250):
            print(f"{size:5}  {name}")
    return lint.run(check, PLANTED, CLEAN, wanted)


if __name__ == "__main__":
    sys.exit(main())
