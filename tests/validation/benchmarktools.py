#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.benchmarktools: what benchmarks/run says of numbers that were planted, and what becomes of its helpers."""

import argparse
import json
import os
import pathlib
import re
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock

import lint

TOOLS = lint.TOP / "benchmarks" / "tools"
sys.path.insert(0, str(TOOLS))

import database  # noqa: E402
import document as documents  # noqa: E402
import instructions  # noqa: E402
import programs  # noqa: E402
import run  # noqa: E402
import table  # noqa: E402

LOWER = {"id": "A", "what": "a", "unit": "ns", "better": "lower", "must": 10, "aim": 5}
HIGHER = {"id": "B", "what": "b", "unit": "ratio", "better": "higher", "must": 0.8, "aim": 0.9}


def report(name="hash_performance", median=1.0, spread=0.01, control=1.0, **more):
    timing = {"avg_ms": median, "min_ms": median, "max_ms": median, "median_ms": median, "spread_ms": spread}
    steady = {**timing, "median_ms": 1.0, "spread_ms": 0.001}
    return {"benchmark_name": name, "program": name, "iterations": 7, "passed": True, "control": control,
            "targets": [], "results": {"it": timing, "control/a": steady, "control/b": steady}, **more}


def document(*reports, machine="one", rows=()):
    return {"schema": "breakwater.benchmarks/1", "machine": {"processor": machine, "cores": 2},
            "benchmarks": list(reports), "targets": list(rows), "failures": {}}


def runs(file):
    """Whether the process whose number stands there runs; one that nobody has buried yet does not."""
    try:
        state = pathlib.Path(f"/proc/{file.read_text().strip()}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def lives(file):
    """Whether it still runs, though it was killed: dying takes a moment."""
    end = time.monotonic() + 10
    while runs(file) and time.monotonic() < end:
        time.sleep(0.01)
    return runs(file)


class Targets(unittest.TestCase):
    def test_every_target_of_the_specification_has_a_row(self):
        named = {re.match(r"T\d+[a-d]?", target["id"]).group(0) for target in table.known_targets()}
        self.assertEqual(named, {"T1", "T1b", "T1c", "T1d", "T2", "T3", "T4", "T4b", "T5", "T6", "T7", "T8",
                                 "T9", "T10", "T11", "T12"})

    def test_targets_are_well_formed(self):
        targets = table.known_targets()
        self.assertEqual(len({target["id"] for target in targets}), len(targets))
        for target in targets:
            self.assertIn(target["better"], ("higher", "lower"), target)
            self.assertTrue("must" in target or "aim" in target, target)
            if "must" in target and "aim" in target:
                self.assertTrue(table.is_met(target, "must", target["aim"]), target)

    def test_what_nobody_measured_is_never_passed(self):
        rows = table.rows([LOWER, HIGHER], {})
        self.assertEqual({row["verdict"] for row in rows}, {"not measured"})
        self.assertFalse(any(table.missed(row) for row in rows))

    def test_verdicts_go_by_the_better_direction(self):
        said = {value: table.verdict(LOWER, value) for value in (5, 7.5, 11, 25)}
        self.assertEqual(said[5], "aim met")
        self.assertEqual(said[7.5], "must met, 50 % from the aim")
        self.assertEqual(said[11], "missed by 10 %")
        self.assertEqual(said[25], "missed by 2.5×")
        self.assertEqual(table.verdict(HIGHER, 0.95), "aim met")
        self.assertEqual(table.verdict(HIGHER, 0.4), "missed by 2.0×")
        self.assertEqual(table.verdict(HIGHER, 0.79999), "missed by 0.1 %")

    def test_a_target_of_nothing_is_met_by_nothing_only(self):
        nothing = {**LOWER, "must": 0, "aim": 0}
        self.assertEqual(table.verdict(nothing, 0), "aim met")
        self.assertEqual(table.verdict(nothing, 3), "missed by 3")

    def test_a_target_without_a_must_is_not_called_met(self):
        aim = {key: value for key, value in LOWER.items() if key != "must"}
        self.assertEqual(table.verdict(aim, 6), "measured, 20 % from the aim")

    def test_a_missed_ratio_fails_the_run_and_a_missed_time_only_when_strict(self):
        time, ratio = table.rows([LOWER, HIGHER], {"A": 11, "B": 0.5})
        self.assertTrue(table.missed(ratio))
        self.assertFalse(table.missed(time))
        self.assertTrue(table.missed(time, strict=True))

    def test_sizes_are_exact_and_shares_of_a_processor_are_times(self):
        size, share = table.rows([{**LOWER, "unit": "MB"}, {**LOWER, "id": "C", "unit": "% CPU"}], {"A": 11, "C": 11})
        self.assertTrue(table.missed(size))
        self.assertFalse(table.missed(share))

    def test_what_must_be_met_must_be_measured_except_what_quick_leaves_out(self):
        aim = {key: value for key, value in LOWER.items() if key != "must"}
        rows = table.rows([{**HIGHER, "full_only": True}, LOWER, {**aim, "id": "C"}], {})
        self.assertEqual(table.unmeasured(rows, is_quick=True), ["A"])
        self.assertEqual(table.unmeasured(rows, is_quick=False), ["B", "A"])

    def test_two_benchmarks_for_one_target_are_a_mistake(self):
        twice = [{"targets": [{"id": "A", "measured": 1}]}] * 2
        with self.assertRaises(ValueError):
            table.measured_in(twice)

    def test_the_table_has_a_line_for_each_target(self):
        rows = table.rows([LOWER, HIGHER], {"A": 4})
        self.assertEqual(len(table.text(rows).splitlines()), 4)
        self.assertIn("| A | a | ≤ 10 ns | ≤ 5 ns | 4 ns | aim met |", table.markdown(rows))


class Planted(unittest.TestCase):
    """A build directory whose programs are scripts."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.programs = self.folder / "benchmarks"
        self.programs.mkdir()
        (self.programs / programs.LIST).write_text("bench_planted\n")

    def program(self, text, name="bench_planted"):
        path = self.programs / name
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def command(self, *words):
        return [sys.executable, "-B", str(TOOLS / "run.py"), "--no-build", "--quick", "--only", "planted",
                "--build-dir", str(self.folder), *words]

    def outcome(self, text, *words):
        """(exit code, output, errors) of benchmarks/run with one program that does this."""
        self.program(text)
        done = subprocess.run(self.command(*words), capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr


def saying(target=None, measured=None, **more):
    """A program's words."""
    targets = [{"id": target, "measured": measured}] if target else []
    return f"echo '{json.dumps({'benchmark_name': 'x', 'targets': targets, **more})}'"


class Running(Planted):
    def test_a_met_ratio_passes_and_what_was_not_asked_for_is_not_shown(self):
        code, said, _ = self.outcome(saying("T6", 25))
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"T6 .*25 +aim met")
        self.assertNotIn("T12", said)  # it was asked for one program
        self.assertRegex(said, r"measured in \d+ s, --quick")

    def test_a_missed_ratio_exits_with_1(self):
        code, said, _ = self.outcome(saying("T6", 4) + "; exit 1")
        self.assertEqual(code, 1, said)
        self.assertRegex(said, r"(?m)^T6: missed by 2.0×$")

    def test_a_missed_time_exits_with_1_only_when_strict(self):
        for words, expected in (((), 0), (("--strict",), 1)):
            code, said, _ = self.outcome(saying("T3.call", 50) + "; exit 1", *words)
            self.assertEqual(code, expected, said)
            self.assertRegex(said, r"T3.call .* missed by 10.0×")

    def test_what_cannot_run_exits_with_2_and_says_why(self):
        for broken in ("echo 'no peer' >&2; exit 2", "echo '{}'; exit 2", "echo nonsense", "kill -SEGV $$", "exit 0"):
            code, said, _ = self.outcome(broken)
            self.assertEqual(code, 2, broken)
            self.assertIn("bench_planted could not run", said)

    def test_a_program_that_is_missing_exits_with_2(self):
        done = subprocess.run(self.command(), capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("bench_planted could not run: No such file", done.stdout)

    def test_a_missed_ratio_beside_what_could_not_run_exits_with_2(self):
        (self.programs / programs.LIST).write_text("bench_planted\nbench_planted_too\n")
        self.program("exit 2", "bench_planted_too")
        code, said, _ = self.outcome(saying("T6", 4))
        self.assertEqual(code, 2)
        self.assertIn("T6: missed", said)

    def test_a_run_whose_equal_things_differ_is_void(self):
        code, said, _ = self.outcome(f"echo once >>{self.folder}/tries; " + saying(control=1.2))
        self.assertEqual(code, 2, said)
        self.assertIn("bench_planted is void", said)
        self.assertEqual((self.folder / "tries").read_text().count("once"), run.TRIES)

    def test_a_whole_run_that_left_out_what_must_be_met_exits_with_2(self):
        made = {**document(), "quick": False, "seconds": 1, "only": None}
        rows = table.rows([LOWER, HIGHER], {"A": 4})
        self.assertEqual(run.verdict_of(made, rows, False), (["B was not measured, and must be"], 2))
        self.assertEqual(run.verdict_of({**made, "only": "hash"}, rows, False), ([], 0))

    def test_it_is_said_how_often_a_void_run_was_tried(self):
        made = {**document({**report(control=1.2), "tries": 1}), "quick": False, "seconds": 1}
        self.assertIn("differed in each of 1 try", run.verdict_of(made, [], False)[0][0])

    def test_rows_of_a_void_benchmark_are_marked_and_explained(self):
        _, said, _ = self.outcome(saying("T6", 25, control=1.2))
        self.assertRegex(said, r"T6 .*25 +void \(\+20.0 %\): aim met")
        self.assertEqual(said.count(table.VOID_MEANS), 1)
        _, said, _ = self.outcome(saying("T6", 4, control=0.9) + "; exit 1")
        self.assertRegex(said, r"T6 .*4 +void \(-10.0 %\): missed by 2.0×")
        self.assertNotIn("\nT6: missed", said)
        _, said, _ = self.outcome(saying("T6", 25, control=1.01))
        self.assertNotIn(table.VOID + " (", said)

    def test_the_head_tells_what_a_first_touch_of_a_page_took(self):
        _, said, _ = self.outcome(saying(first_touch_us=[2.3, 2.9]))
        self.assertIn("a first touch of a page took 2.6 µs (up to 2.9)", said)
        self.assertNotIn("first touch", self.outcome(saying())[1])

    def test_a_void_run_is_tried_again(self):
        controls = iter([1.2, 0.9, 1.01])
        steady = run.steady_report([], run.Clock(False, 1), lambda *_: {"control": next(controls)})
        self.assertEqual((steady["control"], steady["tries"]), (1.01, 3))

    def test_a_void_run_is_not_tried_again_when_time_is_up(self):
        clock = run.Clock(True, 1, iter([0, 0, 100, 170, 170]).__next__)
        self.assertEqual(run.steady_report([], clock, lambda *_: {"control": 1.2})["tries"], 1)

    def test_everything_that_was_measured_is_written(self):
        path = self.folder / "new.json"
        self.outcome(saying("T6", 25), "--json", str(path))
        made = documents.read(path)
        self.assertEqual(made["benchmarks"][0]["targets"], [{"id": "T6", "measured": 25}])
        self.assertGreaterEqual(made["seconds"], made["benchmarks"][0]["seconds"])

    def test_a_program_that_hangs_is_ended_with_what_it_started(self):
        hanging = self.program(f"sleep 600 & echo $! >{self.folder}/child; exec sleep 600")
        with self.assertRaisesRegex(programs.CannotRun, "took longer"):
            programs.report_of([hanging], 0.5)
        self.assertFalse(lives(self.folder / "child"))

    def test_what_a_program_leaves_behind_is_ended(self):
        self.outcome(f"sleep 600 >/dev/null 2>&1 & echo $! >{self.folder}/child; " + saying())
        self.assertFalse(lives(self.folder / "child"))

    def test_an_interrupt_ends_what_is_running(self):
        for how in (signal.SIGINT, signal.SIGTERM):
            child = self.folder / f"child{how}"
            self.program(f"sleep 600 & echo $! >{child}.part; mv {child}.part {child}; exec sleep 600")
            path = self.folder / "new.json"
            command = subprocess.Popen(self.command("--json", str(path)), stderr=subprocess.PIPE, text=True)
            end = time.monotonic() + 30
            while not child.exists() and time.monotonic() < end:
                time.sleep(0.02)
            command.send_signal(how)
            _, errors = command.communicate(timeout=30)
            self.assertEqual(command.returncode, programs.INTERRUPTED)
            self.assertIn("benchmarks/run: interrupted", errors)
            self.assertFalse(lives(child))
            self.assertFalse(path.exists())

    def test_wrong_words_are_told_in_a_line_before_anything_runs(self):
        folder = str(self.folder)
        for words, sentence in ((("--only", "("), "no regular expression"), (("--only", "nothing"), "no benchmark's name"),
                                (("--json", folder), "Is a directory"), (("--json", "/nonexistent/a"), "No such file"),
                                (("--jobs", "0"), "too few"), (("--jobs", "many"), "invalid int"),
                                (("--store", "somewhere"), "begins with postgresql://"), (("--wat",), "unrecognized"),
                                (("--build-dir", folder + "/x"), "no benchmarks were built in")):
            code, said, errors = self.outcome("touch ran; " + saying(), *words)
            self.assertEqual((code, said), (2, ""), words)
            self.assertIn(sentence, errors.splitlines()[-1])
            self.assertFalse(pathlib.Path("ran").exists())

    def test_the_caller_cannot_change_what_is_measured(self):
        with unittest.mock.patch.dict("os.environ", {"BREAKWATER_QUEUE": "1", "QT_LOGGING_RULES": "*=true"}):
            kept = programs.clean_environment()
        self.assertNotIn("BREAKWATER_QUEUE", kept)
        self.assertNotIn("QT_LOGGING_RULES", kept)

    def test_the_page_gets_the_table_of_this_run_in_place_of_the_old_one(self):
        made = {**document(report(instructions={"path": 7.0})), "taken_at": "today", "quick": False, "load_before": 0.1,
                "load_after": 2.5, "seconds": 170.2, "machine": dict.fromkeys(
                    ("processor", "cores", "governor", "kernel", "compiler", "commit"), "x")}
        page = f"head\n{run.BEGIN}\nold\n{run.END}\nfoot\n"
        for _ in range(2):
            page = run.page_with(page, made, table.rows([LOWER], {"A": 4}), ["B: missed by 3 %"])
        self.assertNotIn("old", page)
        self.assertTrue(page.startswith("head\n") and page.endswith("foot\n"))
        for part in ("| A | a | ≤ 10 ns | ≤ 5 ns | 4 ns | aim met |", "2.5 after", "measured in 170 s",
                     "B: missed by 3 %", "| `path` | 7 |"):
            self.assertEqual(page.count(part), 1, part)

    def test_counting_reads_what_callgrind_says(self):
        self.program('[ $# = 0 ] && echo "path 100"', instructions.PROGRAM)
        def said(commands, *_, **__):
            return [subprocess.CompletedProcess(words, 0, "", f"Collected : {1000 + 7 * int(words[-1])}")
                    for words in commands]
        with unittest.mock.patch.object(programs, "run_together", said), \
                unittest.mock.patch.object(instructions, "paths_of", lambda _: [("path", 100), ("other", 5)]):
            self.assertEqual(instructions.count(self.programs)["instructions"], {"path": 7.0, "other": 7.0})

    def test_what_runs_beside_each_other_ends_when_one_of_them_hangs(self):
        hanging = self.program(f"sleep 600 & echo $! >{self.folder}/child; exec sleep 600")
        quick = self.program("exit 3", "bench_quick")
        self.assertEqual([one.returncode for one in programs.run_together([[quick], ["true"]], 10)], [3, 0])
        with self.assertRaises(subprocess.TimeoutExpired):
            programs.run_together([[quick], [hanging]], 0.5)
        self.assertFalse(lives(self.folder / "child"))

    def test_what_cannot_be_counted_says_why(self):
        with self.assertRaisesRegex(programs.CannotRun, "No such file"):
            instructions.count(self.programs)


class Storing(Planted):
    """benchmarks/database with a store that is a script."""

    def database(self, store, *words):
        """(exit code, errors)"""
        self.program(store, database.PROGRAM)
        done = subprocess.run([sys.executable, "-B", str(TOOLS / "database.py"), *words, "--no-build", "--build-dir",
                               str(self.folder)], capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stderr

    def test_an_answer_that_cannot_be_read_is_told_in_a_line(self):
        for answer, sentence in (("nonsense", "no answer that can be read"), ("[1]", "not whole"), ("7", "not whole")):
            code, errors = self.database(f"echo '{answer}'", "list", "postgresql://h/d")
            self.assertEqual((code, len(errors.splitlines())), (2, 1), errors)
            self.assertIn(sentence, errors)

    def test_a_file_that_is_not_whole_is_told_in_a_line(self):
        path = self.folder / "new.json"
        for content, sentence in (({**document(), "machine": {}}, "'processor' is missing"),
                                  (document(), "'taken_at'"), ({**document(), "benchmarks": [7]}, "'benchmark_name'")):
            path.write_text(json.dumps(content))
            code, errors = self.database("echo null", "put", "postgresql://h/d", str(path))
            self.assertEqual((code, len(errors.splitlines())), (2, 1), errors)
            self.assertIn(sentence, errors)

    def test_who_is_told_to_end_ends_what_was_started(self):
        child = self.folder / "child"
        self.program(f"echo $$ >{child}.part; mv {child}.part {child}; exec sleep 600", database.PROGRAM)
        command = subprocess.Popen([sys.executable, "-B", str(TOOLS / "database.py"), "list", "postgresql://h/d",
                                    "--no-build", "--build-dir", str(self.folder)], stderr=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while not child.exists() and time.monotonic() < end:
            time.sleep(0.02)
        command.terminate()
        self.assertEqual(command.wait(30), programs.INTERRUPTED)
        self.assertFalse(lives(child))


class Peers(Planted):
    """benchmarks/peers/install with an npm that is a script."""

    def install(self, npm, **more):
        self.program(f'echo once >>{self.folder}/calls; while [ "$1" != --prefix ]; do shift; done; '
                     f'mkdir -p "$2/node_modules/opossum"; {npm}', "npm")
        return subprocess.Popen([str(lint.TOP / "benchmarks" / "peers" / "install"), str(self.folder / "peers")],
                                env={**os.environ, "PATH": f"{self.programs}:{os.environ['PATH']}"}, **more)

    def calls(self):
        path = self.folder / "calls"
        return path.read_text().count("once") if path.exists() else 0

    def test_what_is_there_is_not_installed_again(self):
        whole = 'mkdir "$2/node_modules/cockatiel"'
        self.assertEqual([self.install(whole).wait(30) for _ in range(2)], [0, 0])
        self.assertEqual(self.calls(), 1)
        self.assertTrue((self.folder / "peers" / "node_modules" / "cockatiel").is_dir())

    def test_what_failed_leaves_nothing_and_is_tried_again(self):
        self.assertEqual(self.install("exit 1").wait(30), 1)
        self.assertEqual(sorted(path.name for path in self.folder.glob("peers*")), [])
        self.assertEqual(self.install('mkdir "$2/node_modules/cockatiel"').wait(30), 0)

    def test_what_was_interrupted_is_installed_again(self):
        interrupted = self.install("exec sleep 600", start_new_session=True)
        end = time.monotonic() + 30
        while self.calls() == 0 and time.monotonic() < end:
            time.sleep(0.02)
        os.killpg(interrupted.pid, signal.SIGKILL)
        interrupted.wait(30)
        self.assertEqual(self.install('mkdir "$2/node_modules/cockatiel"').wait(30), 0)
        self.assertEqual(self.calls(), 2)


class Quick(unittest.TestCase):
    """--quick: how the time is shared."""

    def clock(self, parts, times):
        return run.Clock(True, parts, iter(times).__next__)

    def test_whoever_takes_less_leaves_more_to_the_others(self):
        clock = self.clock(50, [0, 0, 2])
        self.assertEqual(clock.share(), run.QUICK / 50)
        self.assertGreater(clock.share(), run.QUICK / 50)

    def test_no_program_is_given_more_than_it_can_use(self):
        self.assertEqual(self.clock(1, [0, 0]).share(), run.SHARE)

    def test_nothing_is_tried_again_when_there_is_no_time_for_the_rest(self):
        self.assertTrue(self.clock(3, [0, 20]).has(30))
        self.assertFalse(self.clock(3, [0, 150]).has(30))
        self.assertTrue(run.Clock(False, 3, iter([0, 1e6]).__next__).has(30))

    def test_a_program_is_told_what_it_has(self):
        self.assertNotIn("BENCHMARK_SECONDS", programs.clean_environment())
        self.assertEqual(programs.clean_environment(7.25)["BENCHMARK_SECONDS"], "7.2")

    def test_longer_than_promised_is_said(self):
        made = {**document({**report(), "seconds": 150}), "quick": True, "seconds": 200}
        self.assertIn("longer than 3 minutes; the slowest: hash_performance 150 s", run.verdict_of(made, [], False)[0][0])


class Programs(unittest.TestCase):
    """What the programs print; only with the build directory at hand."""

    folder = None

    def test_a_program_prints_the_report_of_the_specification(self):
        done = subprocess.run([str(self.folder / "bench_breaker"), "--benchmark_min_time=0.001",
                               "--benchmark_repetitions=2"], capture_output=True, text=True, timeout=60, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(said["benchmark_name"], "circuit_breaker_overhead")
        self.assertGreater(said["iterations"], 0)
        self.assertIsInstance(said["passed"], bool)
        self.assertRegex(said["speedup"], r"^\d+\.\dx$")
        for result in said["results"].values():
            self.assertLessEqual(result["min_ms"], result["avg_ms"])
            self.assertLessEqual(result["avg_ms"], result["max_ms"])
        self.assertEqual(done.returncode, 0 if said["passed"] else 1)
        known = {target["id"] for target in table.known_targets()}
        self.assertLessEqual({target["id"] for target in said["targets"]}, known)

    def test_a_program_that_is_given_less_time_repeats_less(self):
        iterations = []
        for seconds in ("20", "0.1"):
            done = subprocess.run([str(self.folder / "bench_breaker"), "--quick", "--benchmark_filter=closed|control"],
                                  env={**os.environ, "BENCHMARK_SECONDS": seconds}, capture_output=True,
                                  text=True, timeout=60, check=False)
            self.assertIn(done.returncode, (0, 1), done.stderr)
            iterations.append(json.loads(done.stdout)["iterations"])
        self.assertGreater(iterations[0], 2 * iterations[1])

    def test_nothing_measured_is_a_failure(self):
        done = subprocess.run([str(self.folder / "bench_breaker"), "--benchmark_filter=nothing_is_called_so"],
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertFalse(json.loads(done.stdout)["passed"])

    def test_an_unknown_option_is_a_failure(self):
        done = subprocess.run([str(self.folder / "bench_breaker"), "--nonsense"], capture_output=True, timeout=60,
                              check=False)
        self.assertEqual(done.returncode, 2)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=pathlib.Path, help="where bench_breaker lies")
    arguments, rest = parser.parse_known_args()
    Programs.folder = arguments.programs
    if arguments.programs is None:
        del globals()["Programs"]
    unittest.main(argv=[sys.argv[0], *rest])


class Output(unittest.TestCase):
    def test_what_cannot_be_printed_is_no_verdict(self):
        baseline = programs.TOP / "benchmarks" / "baselines" / "virtual-2-cores.json"
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([programs.TOP / "benchmarks" / "compare", baseline, baseline, "--partial"], stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (2, "cannot print: No space left on device\n"))

    def test_a_file_is_replaced_whole_or_not_at_all(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "run.json"
            programs.replace(file, "old")
            (pathlib.Path(folder) / "run.json.part").mkdir()
            with self.assertRaisesRegex(programs.CannotRun, "run.json: Is a directory"):
                programs.replace(file, "new")
            self.assertEqual(file.read_text(), "old")


if __name__ == "__main__":
    main()
