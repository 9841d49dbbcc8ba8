# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a measurement was made on, and how busy that was."""

import os
import pathlib
import platform
import re
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]


def processor(cpuinfo="/proc/cpuinfo"):
    """The name that the processor gives itself, with family and model: names alone are vague."""
    try:
        text = pathlib.Path(cpuinfo).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.processor() or "unknown"
    fields = dict(re.findall(r"^(model name|cpu family|model)\s*: (.*)$", text, re.M))
    return "{} (family {}, model {})".format(
        fields.get("model name", "unknown").strip(), fields.get("cpu family", "?"), fields.get("model", "?"))


def governor():
    """How the clock rate is chosen; virtual machines mostly do not show it."""
    names = {path.read_text().strip()
             for path in pathlib.Path("/sys/devices/system/cpu").glob("cpu[0-9]*/cpufreq/scaling_governor")}
    return ", ".join(sorted(names)) or "not visible"


def load():
    """Runnable programs in the last minute; 0 on a quiet machine."""
    return round(os.getloadavg()[0], 2)


def commit():
    """The commit that was measured, and whether the files differ from it."""
    def git(*arguments):
        result = subprocess.run(["git", *arguments], cwd=TOP, capture_output=True, text=True, check=False)
        return result.stdout.strip() if result.returncode == 0 else ""
    name = git("rev-parse", "--short=12", "HEAD")
    if not name:
        return "unknown"
    return name + ("+changes" if git("status", "--porcelain", "--", "core", "ui", "app", "benchmarks") else "")


def compiler(build):
    """What the build directory was configured with."""
    files = sorted(pathlib.Path(build).glob("CMakeFiles/*/CMakeCXXCompiler.cmake"))
    text = files[-1].read_text() if files else ""
    found = dict(re.findall(r'set\(CMAKE_CXX_COMPILER_(ID|VERSION) "([^"]*)"', text))
    return f"{found.get('ID', 'unknown')} {found.get('VERSION', '')}".strip()


def description(build):
    """All of it, as it stands in the JSON."""
    return {"processor": processor(), "cores": os.cpu_count(), "governor": governor(),
            "kernel": platform.release(), "compiler": compiler(build), "commit": commit()}
