#!/usr/bin/env python3
"""What an honest user notices of a flood of guesses, at Portcullis and OpenBao side by side.

  overload.py --bao /path/to/bao --java-home /path/to/jdk --out overload.json

An honest user logs in once a second, first alone, then while guessers try wrong passwords: all as fast as they are answered, each over a
connection of its own, in another namespace. User lockout is off where they guess, so that every guess is worth a hash.

  --same-mount       the guessers are at the honest user's own mount, and come from another address
  --disconnect MS    guessers do not wait longer for an answer than this, and come again
  --polite           guessers wait as Retry-After says

The guessers are wrk where it is on the PATH and neither --disconnect nor --polite is asked for; else clients.py.
"""
import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True

import load
import servers
from clients import percentile
from wire import PASSWORD, WRONG_PASSWORD, Target

HOME, CROWD, MOUNT = "home", "crowd", "users"
# Where the honest user comes from, when the guessers come from 127.0.0.1 too.
ELSEWHERE = "127.0.0.2"
RAMP_SECONDS = 4


class Trial:
    """The honest user and the guessers of one server."""

    def __init__(self, server, options):
        self.server = server
        self.options = options
        self.victim = Target(server.base, HOME, MOUNT)
        self.attacked = self.victim if options.same_mount else Target(server.base, CROWD, MOUNT)
        for namespace in {self.victim.namespace, self.attacked.namespace}:
            server.api.make_namespace(namespace)
            server.api.make_mount(namespace, MOUNT)

    def warm(self):
        """Logins with the right password, by many at once."""
        with load.running(load.clients(self.victim, PASSWORD, 16)):
            time.sleep(self.options.warm)

    def guessers(self):
        options = self.options
        if uses_wrk(options):
            return load.wrk(self.attacked, WRONG_PASSWORD, options.guessers)
        manners = ["--polite"] * options.polite + [f"--disconnect={options.disconnect}"]
        return load.clients(self.attacked, WRONG_PASSWORD, options.guessers, *manners)

    def honest(self):
        """What the honest user sees: latencies, and answers by status."""
        options = self.options
        command = [
            sys.executable, load.HERE / "honest.py", *self.victim.arguments(), f"--source={ELSEWHERE}",
            f"--seconds={options.seconds}", f"--interval={options.interval}",
        ]
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)

    def round(self):
        self.server.settle()
        unloaded, idle = self.using_cpu(self.honest)
        with load.running(self.guessers()) as guessers:
            time.sleep(RAMP_SECONDS)
            attacked, busy = self.using_cpu(self.honest)
        return {"unloaded": unloaded, "attacked": attacked, "guesses": guessers.result,
                "cores_unloaded": idle, "cores_attacked": busy}

    def using_cpu(self, act):
        """The result, and how many cores the server had busy meanwhile."""
        begun, cpu = time.perf_counter(), self.server.cpu_seconds()
        result = act()
        return result, (self.server.cpu_seconds() - cpu) / (time.perf_counter() - begun)


def uses_wrk(options):
    return bool(shutil.which("wrk")) and not options.polite and not options.disconnect


def seen(rounds, phase):
    """Percentiles over all rounds together: the honest user logs in too seldom for those of one."""
    latencies = [latency for each in rounds for latency in each[phase]["latencies_ms"]]
    statuses = {}
    for each in rounds:
        for status, count in each[phase]["statuses"].items():
            statuses[status] = statuses.get(status, 0) + count
    return {"p50_ms": percentile(latencies, 50), "p99_ms": percentile(latencies, 99), "most_ms": max(latencies, default=None),
            "statuses": statuses}


def summary(rounds):
    unloaded, attacked = seen(rounds, "unloaded"), seen(rounds, "attacked")
    ratios = {key: attacked[key] / unloaded[key] if attacked[key] and unloaded[key] else None for key in ("p50_ms", "p99_ms")}
    guesses = {}
    for each in rounds:
        for status, count in each["guesses"]["statuses"].items():
            guesses[status] = guesses.get(status, 0) + count / sum(one["guesses"]["seconds"] for one in rounds)
    return {
        "unloaded": unloaded, "attacked": attacked, "ratios": ratios, "guesses_per_second": guesses,
        "cores_unloaded": statistics.median(each["cores_unloaded"] for each in rounds),
        "cores_attacked": statistics.median(each["cores_attacked"] for each in rounds),
        "cores_guessers": statistics.median(
            each["guesses"]["client_cpu_seconds"] / each["guesses"]["seconds"] for each in rounds),
    }


def number(value, form=".0f"):
    return "–" if value is None else format(value, form)


def counts(statuses, form):
    return ", ".join(f"{status}: {format(count, form)}" for status, count in sorted(statuses.items()))


def line(side):
    """A row of the table in docs/performance.md."""
    all_of_it = side["summary"]
    unloaded, attacked, ratios = all_of_it["unloaded"], all_of_it["attacked"], all_of_it["ratios"]
    return (f"| {side['name']} | {number(unloaded['p50_ms'])} / {number(unloaded['p99_ms'])} "
            f"| {number(attacked['p50_ms'])} / {number(attacked['p99_ms'])} "
            f"| {number(ratios['p50_ms'], '.1f')} / {number(ratios['p99_ms'], '.1f')} | {counts(attacked['statuses'], 'd')} "
            f"| {counts(all_of_it['guesses_per_second'], '.0f')} | {all_of_it['cores_attacked']:.2f} | {all_of_it['cores_guessers']:.2f} |")


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    servers.add_options(parser)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=30, help="of each of the two phases of a round")
    parser.add_argument("--interval", type=float, default=0.5, help="seconds between the honest user's logins")
    parser.add_argument("--warm", type=float, default=10, help="seconds of logins before the first round")
    parser.add_argument("--guessers", type=int, default=200)
    parser.add_argument("--same-mount", action="store_true")
    parser.add_argument("--disconnect", type=int, default=0, metavar="MS")
    parser.add_argument("--polite", action="store_true")
    parser.add_argument("--out", type=argparse.FileType("w"), metavar="FILE", help="the results as JSON, for plot.py")
    return parser.parse_args()


def main():
    options = read_options()
    occasion = servers.occasion()
    with servers.started(options) as sides:
        trials = [Trial(server, options) for server in sides]
        for trial in trials:
            trial.warm()
        rounds = [[] for _ in sides]
        for turn in range(options.rounds):
            for trial, results in zip(trials, rounds):
                results.append(trial.round())
                each = summary(results[-1:])
                print(f"round {turn + 1}, {trial.server.name}: p99 {number(each['unloaded']['p99_ms'])} ms alone, "
                      f"{number(each['attacked']['p99_ms'])} ms under attack", flush=True)
    attack = {"same_mount": options.same_mount, "disconnect_ms": options.disconnect, "polite": options.polite,
              "guessers": options.guessers, "client": "wrk" if uses_wrk(options) else "clients.py"}
    results = {
        "kind": "overload", **occasion, "attack": attack, "interval": options.interval, "seconds": options.seconds,
        "sides": [{"name": server.name, "version": server.version, "summary": summary(each), "rounds": each}
                  for server, each in zip(sides, rounds)],
    }
    print(f"\n{occasion['date']}, {occasion['machine']}; {attack}, {options.rounds} rounds of {options.seconds:g} s")
    print("\n| server | alone p50 / p99 ms | attacked p50 / p99 ms | ratio | honest answers | guesses/s by status | cores | guessers' cores |"
          "\n|---|---|---|---|---|---|---|---|")
    print("\n".join(line(side) for side in results["sides"]))
    if options.out:
        json.dump(results, options.out, indent=1)


if __name__ == "__main__":
    main()
