#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.spdx: every file says whose it is and under which licence, itself or through REUSE.toml."""

import fnmatch
import sys
import tomllib

import lint

# In two parts, so that this line is no head itself.
HEAD = ("SPDX-FileCopyrightText: " + "2026 Breakwater contributors",
        "SPDX-License-Identifier: " + "GPL-3.0-or-later")


def headless_patterns():
    rules = tomllib.loads(lint.read("REUSE.toml"))["annotations"]
    return [pattern.replace("**.", "*.") for rule in rules for pattern in rule["path"]]


def check(_path, text):
    head = "\n".join(text.split("\n")[:8])
    for words in HEAD:
        if words not in head:
            yield 1, f"the head lacks '{words}'"


PLANTED = [
    ("a.h", "#pragma once\n", "SPDX-License-Identifier"),
    ("a.h", "// " + HEAD[1] + "\n", "SPDX-FileCopyrightText"),
    ("a.h", "\n" * 20 + "// " + HEAD[0] + "\n// " + HEAD[1], "SPDX-License-Identifier"),
]
CLEAN = [("a.h", "// " + HEAD[0] + "\n// " + HEAD[1] + "\n")]


def main():
    patterns = headless_patterns()
    return lint.run(check, PLANTED, CLEAN, lambda name: not name.startswith("LICENSES/") and not any(
        fnmatch.fnmatch(name, pattern) for pattern in patterns))


if __name__ == "__main__":
    sys.exit(main())
