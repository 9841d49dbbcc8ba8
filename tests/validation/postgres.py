# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of its own for a test: in a temporary directory, on a free port of loopback, ended with it."""

import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PATIENCE = 30  # seconds for each thing that is waited for
TRIES = 3  # another program may take the port that was free a moment ago
OWNER = "owner"
PASSWORD = "Geheim-4711!"


def folder_of_programs():
    """Debian keeps each version in a folder of its own; the newest."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"),
                   key=lambda path: int(re.sub(r"\D.*", "", path.parent.parent.name) or 0))
    if not found:
        raise RuntimeError("PostgreSQL is missing: apt-get install postgresql")
    return found[-1].parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """The server refuses to run as root: then it is user postgres."""

    def __init__(self):
        self.programs = folder_of_programs()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="breakwater-pg-"))
        self.server = None
        self.port = 0
        self.prefix = []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.prefix = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups",
                           "--pdeathsig", "INT"]

    def __enter__(self):
        try:
            self._make()
            for left in reversed(range(TRIES)):
                if self._start():
                    return self
                if left == 0:
                    raise RuntimeError("PostgreSQL does not start: " + (self.folder / "log").read_text())
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                self.server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.server.send_signal(signal.SIGQUIT)
                self.server.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make(self):
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)  # in a folder that nobody else may enter
        subprocess.run([*self.prefix, self.programs / "initdb", "-D", self.folder / "data", "-U", OWNER, "--no-sync",
                        "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", f"--pwfile={secret}"],
                       check=True, timeout=PATIENCE, cwd=self.folder, capture_output=True)

    def _start(self):
        self.port = free_port()
        log = (self.folder / "log").open("wb")
        self.server = subprocess.Popen(
            [*self.prefix, self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port),
             "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}", "-c", "fsync=off"],
            cwd=self.folder, stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + PATIENCE
        while self.server.poll() is None and time.monotonic() < end:
            ready = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            if subprocess.run(ready, timeout=PATIENCE, check=False).returncode == 0:
                return True
            time.sleep(0.05)
        return False

    def url(self, database, user=OWNER, password=PASSWORD):
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def psql(self, database, statement):
        """What the owner is answered: lines of fields with | between."""
        done = subprocess.run([self.programs / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder),
                               "-p", str(self.port), "-U", OWNER, "-d", database, "-c", statement],
                              env={**os.environ, "PGPASSWORD": PASSWORD}, capture_output=True, text=True,
                              timeout=PATIENCE, check=True)
        return done.stdout.strip()
