#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.format: clang-format 14 would change nothing."""

import re
import subprocess
import sys

import lint


def complaints(arguments, text=None):
    """(path, line) of every place that clang-format would change."""
    result = subprocess.run(
        ["clang-format-14", "--dry-run", "--Werror", "--style=file", *arguments],
        cwd=lint.TOP, input=text, capture_output=True, text=True, check=False)
    found = re.findall(r"^([^\n:]+):(\d+):\d+: error: code should be clang-formatted", result.stderr, re.M)
    if result.returncode != 0 and not found:
        sys.exit(f"clang-format-14 failed: {result.stderr}")
    return {(path, int(line)) for path, line in found}


def check(path, text):
    for _, line in sorted(complaints([f"--assume-filename={path}"], text)):
        yield line, "clang-format -i this file"


PLANTED = [("core/base/a.h", "int  a=1;\n", "clang-format")]
CLEAN = [("core/base/a.h", "int a = 1;\n")]


def main():
    lint.self_test(check, PLANTED, CLEAN)
    names = [name for name in lint.project_files() if name.endswith(lint.CODE_SUFFIXES)]
    return lint.report((path, line, "clang-format -i this file") for path, line in complaints(names))


if __name__ == "__main__":
    sys.exit(main())
