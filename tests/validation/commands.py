#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.commands: app/run, tests/run and benchmarks/run answer --help and wrong options at once.

They run in a copy where every program that installs, builds or measures leaves a trace instead.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import lint

COMMANDS = ("app/run", "tests/run", "benchmarks/run")
SCRIPT = "#!/bin/sh\necho \"$0 $*\" >>%s\nexit 77\n"
STUBS = ("apt-get", "sudo", "cmake", "ninja", "ctest", "npm")
WRONG = {
    "app/run": [["--demoo"], ["demo"], ["--url"], ["--url", "--demo"], ["--after", "--export"], ["--config="],
                ["--demo", "--", "--help"]],
    "tests/run": [["--onyl", "x"], ["--only"], ["--repeat", "0"], ["--fuzz", "soon"], ["--write"]],
    "benchmarks/run": [["--quik"], ["--only", "("], ["--jobs", "0"], ["x"]],
}
MOST_SECONDS = 20  # only bounds a failing test


class Copy:
    """The commands with what they need to parse, and nothing that could be built."""

    def __init__(self, folder):
        self.top = pathlib.Path(folder) / "tree"
        self.bin = pathlib.Path(folder) / "bin"
        self.traces = pathlib.Path(folder) / "traces"
        for name in COMMANDS:
            (self.top / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(lint.TOP / name, self.top / name)
        shutil.copytree(lint.TOP / "benchmarks" / "tools", self.top / "benchmarks" / "tools",
                        ignore=shutil.ignore_patterns("__pycache__"))
        self.stub(self.top / "resources" / "scripts" / "install-packages.sh")
        for name in STUBS:
            self.stub(self.bin / name)

    def stub(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SCRIPT % self.traces, encoding="utf-8")
        path.chmod(0o755)

    def run(self, name, words):
        """(exit code, stdout, stderr, what was started)"""
        self.traces.unlink(missing_ok=True)
        done = subprocess.run([self.top / name, *words], env={"PATH": f"{self.bin}:/usr/bin:/bin", "LANG": "C.UTF-8"},
                              capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
        started = self.traces.read_text(encoding="utf-8") if self.traces.exists() else ""
        return done.returncode, done.stdout, done.stderr, started


def faults(copy):
    for name in COMMANDS:
        for words in (["--help"], ["-h"]):
            code, data, said, started = copy.run(name, words)
            if code != 0 or "usage: " + name not in data.replace("Usage", "usage") or said or started:
                yield f"{name} {words[0]}: exit {code}, stdout {data[:60]!r}, stderr {said!r}, started {started!r}"
        for words in WRONG[name]:
            code, data, said, started = copy.run(name, words)
            if code != 2 or data or name not in said or started:
                yield f"{name} {' '.join(words)}: exit {code}, stdout {data[:60]!r}, stderr {said!r}, started {started!r}"
        # The stubs themselves are found, else silence proves nothing.
        code, _, _, started = copy.run(name, [])
        if "install-packages.sh" not in started:
            yield f"{name}: it installs nothing, so these tests would not notice it"


def program_options():
    """{option: whether it takes a value}, as breakwater itself reads them."""
    source = lint.read("app/desktop/desktopoptions.cpp")
    found = re.findall(r'(add_option|add_flag|set_\w+_flag)\(\s*"([^"]+)"', source)
    return {name: kind == "add_option" for kind, names in found for name in names.split(",") if name.startswith("--")}


def differences(copy):
    """app/run has to take exactly what breakwater takes."""
    options = program_options()
    told = set(re.findall(r"--[a-z][a-z-]+", copy.run("app/run", ["--help"])[1]))
    if len(options) < 10 or told != set(options):
        yield f"app/run --help tells of {sorted(told)}, breakwater takes {sorted(options)}"
    for name, takes_value in options.items():
        if name == "--help":
            continue
        for words in ([name, "x"], [f"{name}=x"]) if takes_value else ([name],):
            code, _, said, started = copy.run("app/run", words)
            if code == 2 or "install-packages.sh" not in started:
                yield f"app/run {' '.join(words)}: breakwater takes it, but: {said!r}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(folder)
        found = [*faults(copy), *differences(copy)]
    for sentence in found:
        print(sentence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
