# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds and runs the benchmark programs, and lets none of them outlive the command."""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys

import machine

TOP = machine.TOP
LIST = "programs.txt"  # in the build directory, what there is to run
PATIENCE = 5  # seconds that what was told to end has for it
INTERRUPTED = 130  # the exit code of a command that was


def folder(text):
    """What an option names, wherever we go from here."""
    return pathlib.Path(text).resolve()


class CannotRun(Exception):
    """Something gave no numbers; what it says goes to people."""


def interrupt(*_):
    raise KeyboardInterrupt


def heed_signals():
    """Who is told to end does so as with Ctrl-C: what was started ends, too."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) != signal.SIG_IGN:  # nohup
            signal.signal(ending, interrupt)


def leave(main):
    """Ends the program with main()'s exit code; 2 where what it prints can't be written."""
    try:
        code = main()
        sys.stdout.flush()
    except OSError as failure:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains once more
        print(f"cannot print: {failure.strerror}", file=sys.stderr)
        code = 2
    sys.exit(code)


def replace(path, text):
    """Writes a file whole, or leaves the one that is there as it is."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as failure:
        if beside.is_file():
            beside.unlink()
        raise CannotRun(f"{path}: {failure.strerror}") from None


def run(words, longest=None, **more):
    """A finished process. What is still running after so many seconds, or when somebody interrupts,
    ends with all that it started: each program leads a group of its own."""
    return run_together([words], longest, **more)[0]


def run_together(commands, longest=None, **more):
    """Finished processes, that ran beside each other and say little."""
    # An input is given by whoever has a request; nobody else is to wait for a terminal.
    more = {**({} if "input" in more else {"stdin": subprocess.DEVNULL}), **more}
    text = more.pop("input", None)
    if text is not None:
        more["stdin"] = subprocess.PIPE
    processes, finished = [], []
    try:
        for words in commands:
            processes.append(subprocess.Popen(words, start_new_session=True, **more))
        for words, process in zip(commands, processes):
            out, errors = process.communicate(text, timeout=longest)
            finished.append(subprocess.CompletedProcess(words, process.returncode, out, errors))
        return finished
    except BaseException:
        for process in processes:
            end(process)
        raise
    finally:
        for process in processes:
            signal_group(process, signal.SIGKILL)  # what it left behind


def end(process):
    signal_group(process, signal.SIGTERM)
    try:
        process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        signal_group(process, signal.SIGKILL)
        process.communicate()


def signal_group(process, which):
    try:
        os.killpg(process.pid, which)
    except ProcessLookupError:
        pass


def clean_environment(seconds=None):
    """No display, and no settings of the caller; and how long a program is to take, if that matters."""
    kept = {name: value for name, value in os.environ.items()
            if not re.match(r"(BREAKWATER_|QT_|DISPLAY$|WAYLAND_DISPLAY$|DBUS_SESSION_BUS_ADDRESS$)", name)}
    budget = {} if seconds is None else {"BENCHMARK_SECONDS": f"{seconds:.1f}"}
    return {**kept, **budget, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "TZ": "UTC"}


def report_of(words, longest, seconds=None):
    """Runs one program; its JSON object."""
    try:
        done = run(words, longest, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                   errors="replace", env=clean_environment(seconds))
    except subprocess.TimeoutExpired:
        raise CannotRun(f"took longer than {longest:.0f} s") from None
    except OSError as error:
        raise CannotRun(error.strerror or str(error)) from None
    try:
        report = json.loads(done.stdout)
        if not isinstance(report, dict):
            raise ValueError
    except ValueError:
        report = None
    if report is None or done.returncode not in (0, 1):
        raise CannotRun(f"exit code {done.returncode}: {done.stderr.strip()[-500:] or 'no word about why'}")
    return report


def command(words, build):
    """One step of a build, its words in build.log."""
    try:
        build.mkdir(parents=True, exist_ok=True)
        log = build / "build.log"
        with log.open("ab") as out:
            code = run([str(word) for word in words], cwd=TOP, stdout=out, stderr=subprocess.STDOUT).returncode
    except OSError as error:
        raise CannotRun(f"{error.filename}: {error.strerror}") from None
    if code != 0:
        end_of_log = log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:]
        raise CannotRun("\n".join([*end_of_log, f"Building failed; all of it is in {log}."]))


def configure(build):
    command(["cmake", "--preset", "release", "-S", TOP, "-B", build, "-DBREAKWATER_BUILD_BENCHMARKS=ON"], build)


def make(build, jobs, targets):
    command(["cmake", "--build", build, "--parallel", jobs, "--target", *targets], build)


def listed(build):
    """What there is to run."""
    try:
        return (pathlib.Path(build) / "benchmarks" / LIST).read_text(encoding="utf-8").split()
    except OSError:
        raise CannotRun(f"no benchmarks were built in {build}; without --no-build they are") from None
