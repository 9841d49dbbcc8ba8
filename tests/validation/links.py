#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.links: links and pictures in Markdown lead to files, and `tst_class::function` to tests, that exist;
and every threat of page 7 of the specification has a line with its tests in docs/testing.md."""

import functools
import posixpath
import re
import sys

import lint


def targets(text):
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        if not fenced:
            for target in re.findall(r"\]\(<?([^)\s>]+)>?\)", re.sub(r"`[^`]*`", "", line)):
                yield number, target


@functools.cache
def tests():
    """Every `tst_class::function` of the project."""
    return {f"{posixpath.basename(name)[:-4]}::{function}"
            for name in lint.project_files() if re.search(r"/tst_\w+\.cpp$", name)
            for function in re.findall(r"void (\w+)\(\)", lint.read(name))}


THREATS = [f"{side}{number}" for side, last in (("C", 15), ("S", 11), ("T", 6)) for number in range(1, last + 1)]
MAP_OF_THREATS = "docs/testing.md"


def threats(text):
    """Threats without a line that names a test, or says why there is none yet."""
    for threat in THREATS:
        line = re.search(rf"^\| {threat} \|.*\| ([^|]+) \|$", text, re.M)
        if not line or not re.match(r"(`(tst_\w+::\w+|fuzz\.\w+|repo\.\w+)` ?)+$|not yet: ", line.group(1)):
            yield 1, f"threat {threat} has no line with its tests"


def check(path, text):
    if path == MAP_OF_THREATS:
        yield from threats(text)
    for number, line in enumerate(text.split("\n"), 1):
        for target in re.findall(r"`fuzz\.(\w+)`", line):
            if not (lint.TOP / f"tests/fuzz/fuzz_{target}.cpp").exists():
                yield number, f"there is no target fuzz.{target}"
    for number, line in enumerate(text.split("\n"), 1):
        for test in re.findall(r"\btst_\w+::\w+", line):
            if test not in tests():
                yield number, f"there is no test {test}"
    for number, target in targets(text):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.split("#")[0]))
        if not (lint.TOP / file).exists():
            yield number, f"there is no {file}"


PLANTED = [
    ("docs/a.md", "see [this](nowhere.md)", "docs/nowhere.md"),
    ("README.md", "![picture](docs/nothing.png)", "docs/nothing.png"),
    ("docs/a.md", "kept by `tst_text::dreamsOfBetterDays`", "dreamsOfBetterDays"),
    ("docs/a.md", "kept by `fuzz.dreams`", "fuzz.dreams"),
    (MAP_OF_THREATS, "| C1 | a huge frame | `fuzz.text` |", "threat C2"),
    (MAP_OF_THREATS, "| C1 | a huge frame | some day |", "threat C1"),
]
CLEAN = [
    ("docs/a.md", "[up](../CMakeLists.txt#top) [out](https://example.org) [here](#a) `[no](link.md)`"),
    ("docs/a.md", "```\n[no](link.md)\n```"),
    ("docs/a.md", "kept by `tst_text::longTextIsCut` and `fuzz.text`"),
    (MAP_OF_THREATS, "\n".join(f"| {threat} | it | `fuzz.text` `repo.words` |" for threat in THREATS)),
]


if __name__ == "__main__":
    sys.exit(lint.run(check, PLANTED, CLEAN, lambda name: name.endswith(".md")))
