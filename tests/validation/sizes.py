#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.sizes: shows the files past the house's measure (250 lines, headers 130); fails past 400."""

import sys

import lint

LIMIT = 400


def lines(text):
    return text.count("\n")


def check(_path, text):
    if lines(text) > LIMIT:
        yield LIMIT, f"{lines(text)} lines: look for the second noun"


PLANTED = [("core/base/a.cpp", "\n" * (LIMIT + 1), "second noun")]
CLEAN = [("core/base/a.cpp", "\n" * LIMIT)]


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
