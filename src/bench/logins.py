#!/usr/bin/env python3
"""Logins over HTTP at bcrypt cost 10, of Portcullis and OpenBao side by side: their rate, latency and processor time.

  logins.py --bao /path/to/bao --java-home /path/to/jdk-17 --java-home /path/to/jdk-25 --out logins.json
  logins.py --locked …       all users are locked out, and every login is refused; wrk has to be on the PATH
  logins.py --closed …       the namespace is locked (the API lock), and every login is refused; likewise

Starts all servers, then lets clients log in to one after the other, round by round. Each client keeps its connection and asks again as
soon as it is answered. Processor time is that of all processes of a side: the server, and its Redis.
"""
import argparse
import json
import statistics
import sys
import time

sys.dont_write_bytecode = True

import load
import servers
from wire import PASSWORD, Target

MOUNT = "bench"
NAMESPACE = "bench-tenant"


def measure(server, options, seconds):
    """What clients saw, and what the server used for it."""
    target = Target(server.base, NAMESPACE if options.closed else "", MOUNT)
    server.settle()
    cpu = server.cpu_seconds()
    make = load.wrk if options.locked or options.closed else load.clients
    with load.running(make(target, PASSWORD, options.connections)) as clients:
        time.sleep(seconds)
    used = server.cpu_seconds() - cpu
    saw = clients.result
    logins = saw["statuses"].get("403" if options.locked else "503" if options.closed else "200", 0)
    if sum(saw["statuses"].values()) != logins:
        raise SystemExit(f"{server.name} answered otherwise: {saw['statuses']}")
    return {
        "logins_per_second": logins / saw["seconds"],
        "logins_per_cpu_second": logins / used,
        "cpu_ms_per_login": 1000 * used / max(1, logins),
        **{key: saw[key] for key in ("p50_ms", "p99_ms", "errors", "statuses")},
    }


def prepare(server, options):
    """Users, and what locks them out."""
    namespace = NAMESPACE if options.closed else ""
    if options.closed:
        server.api.make_namespace(NAMESPACE)
    server.api.make_mount(namespace, MOUNT, 1 if options.locked else None)
    if options.locked:
        server.api.lock("", MOUNT)
    if options.closed:
        server.api.call("POST", "sys/namespaces/api-lock/lock/" + NAMESPACE)


def spread(values):
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def summary(rounds, reference):
    """Medians over the rounds, and the ratios to the same rounds of the reference."""
    medians = {key: statistics.median(each[key] for each in rounds)
               for key in ("logins_per_second", "logins_per_cpu_second", "cpu_ms_per_login", "p50_ms", "p99_ms")}
    ratios = {key: spread([ours[key] / theirs[key] for ours, theirs in zip(rounds, reference)])
              for key in ("logins_per_second", "logins_per_cpu_second")}
    return {**medians, "ratios": ratios}


def line(side):
    """A row of the table in docs/performance.md."""
    middle = side["summary"]
    ratio = middle["ratios"]["logins_per_cpu_second"]
    return (f"| {side['name']} | {middle['logins_per_second']:.1f} | {middle['cpu_ms_per_login']:.3g} "
            f"| {middle['logins_per_cpu_second']:.1f} | {ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['most']:.2f}) "
            f"| {middle['p50_ms']:.3g} | {middle['p99_ms']:.3g} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    servers.add_options(parser)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=8, help="of each round")
    parser.add_argument("--warm", type=float, default=30, help="seconds of logins before the first round: so long the compiler is at work")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--locked", action="store_true", help="logins that are refused because the user is locked")
    parser.add_argument("--closed", action="store_true", help="logins that are refused because the namespace is locked")
    parser.add_argument("--out", type=argparse.FileType("w"), metavar="FILE", help="the results as JSON, for plot.py")
    options = parser.parse_args()
    occasion = servers.occasion()
    with servers.started(options) as sides:
        for server in sides:
            prepare(server, options)
            if options.warm:
                measure(server, options, options.warm)
        rounds = [[] for _ in sides]
        for number in range(options.rounds):
            for server, results in zip(sides, rounds):
                results.append(measure(server, options, options.seconds))
                print(f"round {number + 1}, {server.name}: {results[-1]['logins_per_second']:.1f}/s, "
                      f"{results[-1]['cpu_ms_per_login']:.3g} ms of CPU each, {results[-1]['statuses']}", flush=True)
    results = {
        "kind": "logins", **occasion, "locked": options.locked, "closed": options.closed, "connections": options.connections, "seconds": options.seconds,
        "sides": [{"name": server.name, "version": server.version, "summary": summary(each, rounds[-1]), "rounds": each}
                  for server, each in zip(sides, rounds)],
    }
    print(f"\n{occasion['date']}, {occasion['machine']}; {options.connections} clients, "
          f"{options.rounds} rounds of {options.seconds:g} s; the ratio is to {sides[-1].name}")
    print("\n| server | logins/s | CPU ms per login | logins per CPU second | ratio | p50 ms | p99 ms |\n|---|---|---|---|---|---|---|")
    print("\n".join(line(side) for side in results["sides"]))
    if options.out:
        json.dump(results, options.out, indent=1)


if __name__ == "__main__":
    main()
