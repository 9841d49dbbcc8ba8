# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lints of this folder share: which files there are, and how a lint proves itself.

A lint is a function check(path, text) that yields (line, sentence). Before it looks at the project
it must find what is planted for it, and nothing in what is clean: a lint that cannot fail is no lint.
"""

import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
CODE_SUFFIXES = (".h", ".cpp")


def project_files():
    """Paths relative to the top, of everything that is or would be committed."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TOP, capture_output=True, check=False)
    if listing.returncode == 0:
        names = [name.decode() for name in listing.stdout.split(b"\0") if name]
    else:  # a source archive has no git
        names = [str(path.relative_to(TOP)) for path in TOP.rglob("*")]
    ignored = re.compile(r"^(build|out|\.git)(/|-|$)|/(node_modules|__pycache__)/")
    return sorted(name for name in set(names)
                  if not ignored.search(name) and (TOP / name).is_file())


def read(name):
    return (TOP / name).read_text(encoding="utf-8", errors="replace")


def without_comments(text):
    """The same lines, with C++ comments and the contents of string literals blanked."""
    pattern = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"\((?:.*?)\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.S)

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))

    # Include lines keep their quotes: what stands in them is what lints ask for.
    return "\n".join(
        original if original.lstrip().startswith("#include") else blanked
        for original, blanked in zip(text.split("\n"), pattern.sub(blank, text).split("\n")))


def self_test(check, planted, clean):
    """Ends the program when the lint misses a planted (path, text, words) or blames a clean (path, text)."""
    for path, text, words in planted:
        found = [sentence for _, sentence in check(path, text)]
        if not any(words in sentence for sentence in found):
            sys.exit(f"self-test: nothing says '{words}' about {path!r} with {text!r}; found {found}")
    for path, text in clean:
        found = list(check(path, text))
        if found:
            sys.exit(f"self-test: {path!r} with {text!r} is fine, but: {found}")


def report(findings):
    """Prints (path, line, sentence) rows; the exit code."""
    findings = sorted(findings)
    for path, line, sentence in findings:
        print(f"{path}:{line}: {sentence}")
    print(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}")
    return 1 if findings else 0


def run(check, planted, clean, wanted):
    """The usual main(): self-test, then every project file whose name `wanted` accepts."""
    self_test(check, planted, clean)
    return report((name, line, sentence) for name in project_files() if wanted(name)
                  for line, sentence in check(name, read(name)))
