"""Clients that log in in a closed loop, in a process of their own."""
import contextlib
import json
import pathlib
import signal
import subprocess
import sys

import servers
from wire import USERS

HERE = pathlib.Path(__file__).resolve().parent
# Until it is told to stop.
FOR_EVER = "3600s"


def wrk(target, password, connections):
    """A flood that costs little to make. What was begun when it stops is not counted."""
    body = json.dumps({"password": password})
    namespace = [target.namespace] if target.namespace else []
    return ["wrk", "-t1", f"-c{connections}", "-d" + FOR_EVER, "--timeout", "60s", "-s", HERE / "wrk.lua", target.base,
            "--", target.path(), str(USERS), body, *namespace]


def clients(target, password, connections, *options):
    """Clients that end what they began."""
    return [sys.executable, HERE / "clients.py", *target.arguments(), f"--password={password}", f"--connections={connections}", *options]


class Load:
    """Clients at work; `result` is what they saw, once they are stopped."""

    def __init__(self, process):
        self.process = process
        self.result = None

    def stop(self):
        cpu = servers.cpu_seconds(self.process.pid)
        self.process.send_signal(signal.SIGINT)
        told, _ = self.process.communicate(timeout=60)
        try:
            self.result = json.loads(told.strip().splitlines()[-1])
        except (IndexError, ValueError):
            raise SystemExit(f"the clients did not say what they saw:\n{told}") from None
        self.result["client_cpu_seconds"] = cpu


@contextlib.contextmanager
def running(command):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    load = Load(process)
    try:
        yield load
        load.stop()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
