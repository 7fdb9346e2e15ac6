"""The servers that are measured: started here, each as a development server with all its state in memory, and ended here."""
import contextlib
import dataclasses
import datetime
import http.client
import os
import pathlib
import platform
import re
import shutil
import socket
import subprocess
import tempfile
import time

from wire import Api

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROOT_TOKEN = "root"
TICKS = os.sysconf("SC_CLK_TCK")
# The first start builds the program.
START_SECONDS = 600


@dataclasses.dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    version: str
    base: str
    pid: int

    @property
    def api(self):
        return Api(self.base, ROOT_TOKEN)

    def cpu_seconds(self):
        """What all its processes have used so far, Redis too."""
        return sum(cpu_seconds(pid) for pid in with_descendants(self.pid))

    def settle(self):
        """Waits until it has done what it was asked before."""
        for _ in range(120):
            before = self.cpu_seconds()
            time.sleep(0.5)
            if self.cpu_seconds() - before < 0.05:
                return
        print(f"{self.name} does not come to rest")


def cpu_seconds(pid):
    """User and system time of a process; 0 when it is gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def with_descendants(pid):
    """The process and all that come from it."""
    parent_to_children = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            parent_to_children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += parent_to_children.get(each, [])
    return found


def add_options(parser):
    """Which servers take part."""
    parser.add_argument("--java-home", action="append", metavar="FOLDER", help="a JDK for ours; repeat it for one side each")
    parser.add_argument("--bao", default="bao", metavar="PROGRAM", help="the program of OpenBao; empty: without it")


@contextlib.contextmanager
def started(options):
    """All servers that the options ask for: ours first, once for each JDK."""
    with contextlib.ExitStack() as stack:
        sides = [stack.enter_context(portcullis(home)) for home in options.java_home or [None]]
        if options.bao:
            sides.append(stack.enter_context(openbao(options.bao)))
        yield sides


def portcullis(java_home):
    environment = {**os.environ, **({"JAVA_HOME": java_home} if java_home else {})}
    listen = f"127.0.0.1:{free_port()}"
    command = [ROOT / "bin/portcullis", "server", "-dev", f"-dev-root-token-id={ROOT_TOKEN}", f"-dev-listen-address={listen}"]
    java = java_version(environment)
    return running(f"Portcullis, Java {java.split('.')[0]}", "Java " + java, command, environment, listen)


def openbao(program):
    if not shutil.which(program):
        raise SystemExit(f"there is no {program}: name the program of OpenBao with --bao, or leave it out with --bao=")
    listen = f"127.0.0.1:{free_port()}"
    command = [program, "server", "-dev", "-dev-no-store-token", f"-dev-root-token-id={ROOT_TOKEN}", f"-dev-listen-address={listen}"]
    return running("OpenBao", output(program, "version").split(",")[0], command, os.environ, listen)


@contextlib.contextmanager
def running(name, version, command, environment, listen):
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            await_health(name, process, listen, log)
            yield Server(name, version, "http://" + listen, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def await_health(name, process, listen, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            log.seek(0)
            raise SystemExit(f"{name} ended:\n{log.read()[-2000:]}")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(listen, timeout=5)
            connection.request("GET", "/v1/sys/health")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise SystemExit(f"{name} does not answer")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def java_version(environment):
    home = environment.get("JAVA_HOME")
    told = output(os.path.join(home, "bin/java") if home else "java", "-version")
    return re.search(r'version "([^"]+)"', told).group(1)


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True).stdout.strip()


def occasion():
    """When and where something was measured."""
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{os.cpu_count()} processors, {model.group(1) if model else platform.machine()}, Linux {platform.release()}",
        "load_before": os.getloadavg()[0],
    }
