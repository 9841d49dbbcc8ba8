#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.benchmarktools: what benchmarks/run and benchmarks/compare say of numbers that were planted."""

import argparse
import copy
import json
import pathlib
import re
import stat
import subprocess
import sys
import tempfile
import unittest
import unittest.mock

import lint

TOOLS = lint.TOP / "benchmarks" / "tools"
sys.path.insert(0, str(TOOLS))

import compare  # noqa: E402
import instructions  # noqa: E402
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


def states(old, new):
    return {one["name"]: one["state"] for one in compare.compare(old, new)}


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

    def test_two_benchmarks_for_one_target_are_a_mistake(self):
        twice = [{"targets": [{"id": "A", "measured": 1}]}] * 2
        with self.assertRaises(ValueError):
            table.measured_in(twice)

    def test_the_table_has_a_line_for_each_target(self):
        rows = table.rows([LOWER, HIGHER], {"A": 4})
        self.assertEqual(len(table.text(rows).splitlines()), 4)
        self.assertIn("| A | a | ≤ 10 ns | ≤ 5 ns | 4 ns | aim met |", table.markdown(rows))


class Running(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def program(self, text, name="bench_planted"):
        path = pathlib.Path(self.folder.name) / "benchmarks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def outcome(self, text):
        """(exit code, output) of benchmarks/run with one program that does this."""
        self.program(text)
        (pathlib.Path(self.folder.name) / "benchmarks" / "programs.txt").write_text("bench_planted\n")
        done = subprocess.run([sys.executable, "-B", str(TOOLS / "run.py"), "--no-build", "--quick",
                               "--build-dir", self.folder.name], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    def test_a_met_ratio_passes_and_the_rest_is_not_measured(self):
        code, said = self.outcome("""echo '{"benchmark_name": "x", "targets": [{"id": "T6", "measured": 25}]}'""")
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"T6 .*25 +aim met")
        self.assertRegex(said, r"T12 .* not measured")

    def test_a_missed_ratio_exits_with_1(self):
        code, said = self.outcome("""echo '{"benchmark_name": "x", "targets": [{"id": "T6", "measured": 4}]}'; exit 1""")
        self.assertEqual(code, 1, said)
        self.assertRegex(said, r"(?m)^T6: missed by 2.0×$")

    def test_what_cannot_run_exits_with_2_and_says_why(self):
        for broken in ("echo 'no peer' >&2; exit 2", "echo '{}'; exit 2", "echo nonsense", "kill -SEGV $$", "exit 0"):
            code, said = self.outcome(broken)
            self.assertEqual(code, 2, broken)
            self.assertIn("bench_planted could not run", said)

    def test_a_run_whose_equal_things_differ_is_void(self):
        code, said = self.outcome("""echo '{"benchmark_name": "x", "control": 1.2, "targets": []}'""")
        self.assertEqual(code, 2, said)
        self.assertIn("bench_planted is void", said)

    def test_a_void_run_is_tried_again(self):
        controls = iter([1.2, 0.9, 1.01])
        steady = run.steady_report([], 1, lambda *_: {"control": next(controls)})
        self.assertEqual(steady["control"], 1.01)

    def test_a_program_that_hangs_is_ended(self):
        with self.assertRaisesRegex(run.CannotRun, "took longer"):
            run.report_of([self.program("exec sleep 60")], 0.2)

    def test_the_caller_cannot_change_what_is_measured(self):
        with unittest.mock.patch.dict("os.environ", {"BREAKWATER_QUEUE": "1", "QT_LOGGING_RULES": "*=true"}):
            kept = run.clean_environment()
        self.assertNotIn("BREAKWATER_QUEUE", kept)
        self.assertNotIn("QT_LOGGING_RULES", kept)

    def test_the_page_gets_the_table_of_this_run_in_place_of_the_old_one(self):
        made = {**document(report(instructions={"path": 7.0})), "taken_at": "today", "quick": False, "load_before": 0.1,
                "load_after": 2.5, "machine": dict.fromkeys(("processor", "cores", "governor", "kernel", "compiler",
                                                             "commit"), "x")}
        page = f"head\n{run.BEGIN}\nold\n{run.END}\nfoot\n"
        for _ in range(2):
            page = run.page_with(page, made, table.rows([LOWER], {"A": 4}), ["B: missed by 3 %"])
        self.assertNotIn("old", page)
        self.assertTrue(page.startswith("head\n") and page.endswith("foot\n"))
        for part in ("| A | a | ≤ 10 ns | ≤ 5 ns | 4 ns | aim met |", "2.5 after", "B: missed by 3 %", "| `path` | 7.0 |"):
            self.assertEqual(page.count(part), 1, part)

    def test_counting_reads_what_callgrind_says(self):
        self.program('[ $# = 0 ] && echo "path 10"', instructions.PROGRAM)
        folder = pathlib.Path(self.folder.name) / "benchmarks"
        with unittest.mock.patch.object(instructions, "collected", lambda _, __, operations: 1000 + 7 * operations):
            self.assertEqual(instructions.count(folder)["instructions"], {"path": 7.0})


class Comparing(unittest.TestCase):
    def test_a_slower_time_is_found_and_noise_is_not(self):
        old = document(report(median=1.0))
        self.assertEqual(states(old, document(report(median=1.2)))["hash_performance: it"], "worse")
        self.assertEqual(states(old, document(report(median=1.04)))["hash_performance: it"], "same")
        self.assertEqual(states(old, document(report(median=0.7)))["hash_performance: it"], "better")

    def test_a_noisy_run_accuses_nobody(self):
        old, new = document(report(spread=0.05)), document(report(median=1.2, spread=0.05))
        self.assertEqual(states(old, new)["hash_performance: it"], "same")

    def test_what_is_as_fast_as_ever_at_its_best_has_only_been_disturbed(self):
        new = report(median=1.5)
        new["results"]["it"]["min_ms"] = 1.0
        self.assertEqual(states(document(report()), document(new))["hash_performance: it"], "same")

    def test_a_slower_machine_is_no_slower_code(self):
        new = report(median=1.5)
        for key in compare.CONTROLS:
            new["results"][key] = {**new["results"][key], "median_ms": 1.5}
        self.assertEqual(states(document(report()), document(new))["hash_performance: it"], "same")

    def test_times_of_different_machines_are_not_compared_but_counts_are(self):
        old = document(report(instructions={"path": 100.0}))
        new = document(report(median=9, instructions={"path": 103.0}), machine="other")
        self.assertEqual(states(old, new), {"hash_performance: path": "worse"})

    def test_a_worse_ratio_is_found_whichever_way_is_better(self):
        def rows(a, b):
            return table.rows([{**HIGHER, "id": "up"}, {**LOWER, "id": "down", "unit": "B"}], {"up": a, "down": b})
        old = document(report(), rows=rows(0.9, 100))
        found = states(old, document(report(), rows=rows(0.7, 102)))
        self.assertEqual((found["target: up"], found["target: down"]), ("worse", "worse"))
        found = states(old, document(report(), rows=rows(0.89, 100)))
        self.assertEqual((found["target: up"], found["target: down"]), ("same", "same"))

    def test_what_is_gone_is_told(self):
        old = document(report(), report(name="other", instructions={"path": 1.0}))
        new = copy.deepcopy(old)
        new["benchmarks"][1]["instructions"] = {}
        self.assertEqual(list(compare.lost(old, new)), ["other: path"])
        del new["benchmarks"][1]
        self.assertEqual(list(compare.lost(old, new)), ["other"])

    def test_exit_codes(self):
        def code(old, new):
            with tempfile.TemporaryDirectory() as folder:
                paths = [pathlib.Path(folder) / name for name in ("old.json", "new.json")]
                for path, content in zip(paths, (old, new)):
                    path.write_text(json.dumps(content))
                return subprocess.run([sys.executable, "-B", str(TOOLS / "compare.py"), *map(str, paths)],
                                      capture_output=True, check=False).returncode
        good = document(report())
        self.assertEqual(code(good, good), 0)
        self.assertEqual(code(good, document(report(median=2))), 1)
        self.assertEqual(code(document(report(), report(name="other")), good), 1)
        self.assertEqual(code(good, document()), 2)
        self.assertEqual(code(good, {"schema": "something"}), 2)

    def test_the_baselines_can_be_compared_with(self):
        for path in sorted((lint.TOP / "benchmarks" / "baselines").glob("*.json")):
            baseline = compare.read(path)
            self.assertEqual({found["state"] for found in compare.compare(baseline, baseline)}, {"same"}, path)


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


if __name__ == "__main__":
    main()
