#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""repo.benchmarkdatabase: runs of benchmarks go into Debian's PostgreSQL and come back from there."""

import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import lint
import postgres

TOOLS = lint.TOP / "benchmarks" / "tools"
sys.path.insert(0, str(TOOLS))

import database  # noqa: E402

WRONG = "Falsch-0815!"
PATIENCE = 60


def document(median=1.0, taken_at="2026-11-21T10:00:00+00:00", machine="one", **more):
    timing = {"avg_ms": median, "min_ms": median, "max_ms": median, "median_ms": median, "spread_ms": 0.01}
    steady = dict.fromkeys(("avg_ms", "min_ms", "max_ms", "median_ms"), 1.0)
    return {"schema": "breakwater.benchmarks/1", "quick": True, "taken_at": taken_at, "failures": {},
            "machine": {"processor": machine, "cores": 2, "commit": "abc123"},
            "benchmarks": [{"benchmark_name": "hash_performance", "program": "bench_hash", "iterations": 7,
                            "control": 1.0, "passed": True, "instructions": {"path": 69.5},
                            "targets": [{"id": "T6", "measured": 9.25}],
                            "results": {"it": timing, "control/a": steady, "control/b": steady}}],
            "targets": [{"id": "T6", "what": "a 'quoted' \\ ÷ one", "unit": "ratio", "better": "higher",
                         "must": 8, "measured": 9.25, "verdict": "must met"}], **more}


class Stored(unittest.TestCase):
    """One cluster for all; each test has a database of its own."""

    build = None
    cluster = None

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.name = "d" + self.id().rsplit("_", 1)[-1] + str(abs(hash(self.id())) % 10**8)
        self.cluster.psql("postgres", f"CREATE DATABASE {self.name}")
        self.url = self.cluster.url(self.name)

    def role(self, name):
        """Somebody who owns nothing, and is there once for the whole cluster."""
        self.cluster.psql("postgres", f"DROP ROLE IF EXISTS {name}")
        self.cluster.psql("postgres", f"CREATE ROLE {name} LOGIN PASSWORD '{postgres.PASSWORD}'")
        self.addCleanup(self.cluster.psql, "postgres", f"DROP OWNED BY {name}")
        self.addCleanup(self.cluster.psql, self.name, f"DROP OWNED BY {name}")
        return self.cluster.url(self.name, name)

    def file(self, content):
        path = self.folder / f"{len(list(self.folder.iterdir()))}.json"
        path.write_text(json.dumps(content))
        return str(path)

    def tool(self, name, *words, **environment):
        """(exit code, output, errors); no output ever shows a password."""
        done = subprocess.run([sys.executable, "-B", str(TOOLS / name), *words, "--no-build", "--build-dir",
                               str(self.build)], capture_output=True, text=True, timeout=PATIENCE, check=False,
                              env={**os.environ, **environment})
        for secret in (postgres.PASSWORD, WRONG):
            self.assertNotIn(secret, done.stdout + done.stderr)
        return done.returncode, done.stdout, done.stderr

    def put(self, content, *words, url=None):
        code, said, errors = self.tool("database.py", "put", url or self.url, self.file(content), *words)
        self.assertEqual((code, errors), (0, ""))
        return said.split()[-1].rstrip(".")

    def refusal(self, *words, **environment):
        """The one sentence that a failure is told with."""
        code, said, errors = self.tool("database.py", *words, **environment)
        self.assertEqual((code, said), (2, ""), errors)
        self.assertEqual(len(errors.splitlines()), 1, errors)
        self.assertTrue(errors.startswith("benchmarks/database: "), errors)
        return errors

    def rows(self):
        return int(self.cluster.psql(self.name, "SELECT count(*) FROM performance_baselines"))


class Keeping(Stored):
    def test_a_run_becomes_a_row_for_each_value(self):
        self.put(document())

        found = self.cluster.psql(self.name, "SELECT benchmark, measurement, target, value, unit, spread, machine, commit"
                                             " FROM performance_baselines WHERE report IS NULL AND measurement NOT LIKE"
                                             " 'control%' ORDER BY measurement")
        self.assertEqual(found.splitlines(), [
            "hash_performance|instructions: path||69.5|instructions||one, 2 cores|abc123",
            "hash_performance|it||1|ms|0.01|one, 2 cores|abc123",
            "hash_performance|target: T6|T6|9.25|ratio||one, 2 cores|abc123"])
        self.assertEqual(self.cluster.psql(self.name, "SELECT DISTINCT taken_at = '2026-11-21 10:00Z' AND quick FROM"
                                                      " performance_baselines"), "t")

    def test_the_whole_report_comes_back_as_it_was(self):
        made = document()
        run = self.put(made)

        code, said, errors = self.tool("database.py", "get", self.url, run)

        self.assertEqual((code, json.loads(said)), (0, made), errors)
        self.assertEqual(self.cluster.psql(self.name, "SELECT report #>> '{targets,0,id}' FROM performance_baselines"
                                                      " WHERE report IS NOT NULL"), "T6")

    def test_runs_are_listed_the_newest_first(self):
        self.put(document(), "--name", "first")
        self.put(document(taken_at="2026-11-22T10:00:00+00:00"))

        code, said, _ = self.tool("database.py", "list", self.url)

        lines = said.splitlines()
        self.assertEqual((code, lines[-1]), (0, "2 runs"))
        self.assertTrue(lines[0].startswith("2026-11-22T10:00:00Z"), said)
        self.assertTrue(lines[1].endswith("one, 2 cores; --quick; first"), said)

    def test_an_empty_database_has_no_runs_and_stays_empty(self):
        code, said, _ = self.tool("database.py", "list", self.url)

        self.assertEqual((code, said), (0, "0 runs\n"))
        self.assertEqual(self.cluster.psql(self.name, "SELECT to_regclass('performance_baselines') IS NULL"), "t")

    def test_a_run_is_stored_once_and_a_name_given_once(self):
        self.put(document(), "--name", "v1")
        rows = self.rows()

        twice = self.refusal("put", self.url, self.file(document()))
        named = self.refusal("put", self.url, self.file(document(median=2)), "--name", "v1")

        self.assertIn("This run is stored already.", twice)
        self.assertIn("Another run of that name is stored already.", named)
        self.assertEqual(self.rows(), rows)

    def test_a_run_is_stored_whole_or_not_at_all(self):
        self.put(document())
        rows = self.rows()
        broken = document(median=2)
        broken["benchmarks"][0]["targets"] = [{"id": "T6\0", "measured": 1}]

        self.refusal("put", self.url, self.file(broken))

        self.assertEqual(self.rows(), rows)

    def test_two_who_come_first_both_store(self):
        files = [self.file(document(median=median)) for median in (1, 2, 3, 4)]
        both = [subprocess.Popen([sys.executable, "-B", str(TOOLS / "database.py"), "put", self.url, file, "--no-build",
                                  "--build-dir", str(self.build)], stdout=subprocess.DEVNULL) for file in files]

        self.assertEqual([one.wait(PATIENCE) for one in both], [0] * len(files))
        self.assertEqual(self.cluster.psql(self.name, "SELECT count(DISTINCT run) FROM performance_baselines"), "4")

    def test_a_password_comes_from_the_environment_or_a_file_as_with_psql(self):
        bare = self.cluster.url(self.name, password=None)
        passes = self.folder / "pgpass"
        passes.write_text(f"*:*:*:{postgres.OWNER}:{postgres.PASSWORD}\n")
        passes.chmod(0o600)

        for environment in ({"PGPASSWORD": postgres.PASSWORD}, {"PGPASSFILE": str(passes)}):
            code, said, errors = self.tool("database.py", "list", bare, **environment)
            self.assertEqual((code, said), (0, "0 runs\n"), errors)

    def test_a_unix_socket_will_do(self):
        socket = f"postgresql:///{self.name}?host={self.cluster.folder}&port={self.cluster.port}&user={postgres.OWNER}"
        code, said, errors = self.tool("database.py", "list", socket, PGPASSWORD=postgres.PASSWORD)
        self.assertEqual((code, said), (0, "0 runs\n"), errors)


class Comparing(Stored):
    def compare(self, content, *words):
        code, said, errors = self.tool("compare.py", self.url, self.file(content), *words)
        return code, said + errors

    def test_a_run_is_held_against_the_newest_of_the_same_machine(self):
        self.put(document(median=5, taken_at="2026-11-20T10:00:00+00:00"))
        self.put(document(median=1, taken_at="2026-11-21T10:00:00+00:00"))
        self.put(document(median=5, taken_at="2026-11-22T10:00:00+00:00", machine="other"))

        new = document(median=1.5, taken_at="2026-11-23T10:00:00+00:00")
        code, said = self.compare(new)

        self.assertEqual(code, 1, said)
        self.assertRegex(said, r"worse +\+50\.0 %.*hash_performance: it")

    def test_a_run_that_is_stored_is_not_held_against_itself(self):
        self.put(document(median=1))
        new = document(median=1.5, taken_at="2026-11-23T10:00:00+00:00")
        self.put(new)

        self.assertEqual(self.compare(new)[0], 1)

    def test_a_run_is_held_against_the_one_that_is_named(self):
        self.put(document(median=1.5, taken_at="2026-11-20T10:00:00+00:00"), "--name", "v1")
        self.put(document(median=1, taken_at="2026-11-21T10:00:00+00:00"))

        new = document(median=1.5, taken_at="2026-11-23T10:00:00+00:00")

        self.assertEqual(self.compare(new, "--baseline", "v1")[0], 0)
        self.assertEqual(self.compare(new)[0], 1)

    def test_where_nothing_can_be_compared_with_that_is_said(self):
        code, said = self.compare(document())
        self.assertEqual((code, len(said.splitlines())), (2, 1), said)
        self.assertIn("no other run of this machine (one, 2 cores) is stored there", said)
        self.put(document(machine="other"))
        self.assertEqual(self.compare(document())[0], 2)
        self.assertIn("under the name 'v9'", self.compare(document(), "--baseline", "v9")[1])


class Refusing(Stored):
    def test_a_server_that_is_not_there(self):
        nowhere = f"postgresql://{postgres.OWNER}:{WRONG}@127.0.0.1:{postgres.free_port()}/x"
        self.assertIn("Connection refused", self.refusal("list", nowhere))

    def test_a_wrong_password_and_none(self):
        wrong = self.refusal("list", self.cluster.url(self.name, password=WRONG))
        self.assertIn("password authentication failed", wrong)
        none = self.refusal("list", self.cluster.url(self.name, password=None), PGPASSFILE="/nonexistent")
        self.assertIn("no password supplied", none)

    def test_a_database_that_is_not_there(self):
        self.assertIn('database "nowhere" does not exist', self.refusal("list", self.cluster.url("nowhere")))

    def test_a_user_who_may_not_make_the_table_or_write(self):
        stranger = self.role("stranger")
        made = self.refusal("put", stranger, self.file(document()))
        self.assertIn("this user may not do that (ERROR: permission denied for schema public", made)

        self.put(document())
        self.cluster.psql(self.name, "GRANT SELECT ON performance_baselines TO stranger")
        written = self.refusal("put", stranger, self.file(document(median=2)))
        self.assertIn("permission denied for table performance_baselines", written)
        self.assertEqual(self.tool("database.py", "list", stranger)[0], 0)

    def test_a_table_of_that_name_that_is_not_ours(self):
        self.cluster.psql(self.name, "CREATE TABLE performance_baselines (a int)")
        for words in (("put", self.url, self.file(document())), ("list", self.url), ("get", self.url)):
            self.assertIn("not of this kind (without a version", self.refusal(*words))
        self.cluster.psql(self.name, "COMMENT ON TABLE performance_baselines IS 'breakwater.performance_baselines/2'")
        self.assertIn("(breakwater.performance_baselines/2, not", self.refusal("list", self.url))
        self.assertEqual(self.rows(), 0)

    def test_what_is_no_address(self):
        for url in ("mysql://a/b", "somewhere"):
            self.assertIn("begins with postgresql://", self.refusal("list", url))
        for url in (f"postgresql://u:{WRONG}@h:port/d", "postgresql://h/d?a-b=1",
                    "postgresql://h/d?application_name=a;b"):
            self.assertIn("looks like postgresql://user@host:port/database", self.refusal("list", url))

    def test_an_option_that_nobody_knows(self):
        self.assertIn('invalid connection option "nonsense"', self.refusal("list", self.url + "?nonsense=1"))

    def test_a_quote_in_a_name_stays_a_quote(self):
        self.assertIn("does not exist", self.refusal("list", self.cluster.url("a'%20user='postgres")))

    def test_a_file_that_is_none(self):
        self.assertIn("No such file", self.refusal("put", self.url, "/nonexistent/new.json"))
        self.assertIn("is no JSON", self.refusal("put", self.url, str(lint.TOP / "README.md")))
        self.assertIn("its schema is something", self.refusal("put", self.url, self.file({"schema": "something"})))

    def test_a_driver_that_is_missing(self):
        away = self.folder / "build" / "benchmarks"
        away.mkdir(parents=True)
        shutil.copy(self.build / "benchmarks" / database.PROGRAM, away)
        (away / "qt.conf").write_text("[Paths]\nPlugins=/nonexistent\n")
        self.build = away.parent
        self.assertIn("apt-get install libqt6sql6-psql", self.refusal("list", self.url))

    def test_a_program_that_was_not_built(self):
        self.build = self.folder
        self.assertIn("without --no-build it is built", self.refusal("list", self.url))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build-dir", type=pathlib.Path, required=True, help="where benchmarks/ was built")
    arguments, rest = parser.parse_known_args()
    Stored.build = arguments.build_dir
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the cluster ends with the test, however that ends
    with postgres.Cluster() as cluster:
        Stored.cluster = cluster
        return 0 if unittest.main(argv=[sys.argv[0], *rest], exit=False).result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
