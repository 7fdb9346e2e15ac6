#!/usr/bin/env python3
"""Clients that log in again and again, each over a connection of its own, until they are told to stop (SIGINT).

Each ends what it began, so that a server has worked for nothing that is not counted. Ends with one line of JSON, as wrk.lua.
"""
import argparse
import asyncio
import collections
import json
import signal
import sys
import time

sys.dont_write_bytecode = True

from wire import READING, Target, read_answer

ANSWER_SECONDS = 60


class Clients:
    def __init__(self, options):
        self.target = Target(options.base, options.namespace, options.mount)
        self.options = options
        self.statuses = collections.Counter()
        self.latencies = []
        self.errors = 0
        self.user = 0
        self.stopping = False

    def stop(self):
        self.stopping = True

    async def run(self):
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, self.stop)
        begun = time.perf_counter()
        await asyncio.gather(*(self.client() for _ in range(self.options.connections)))
        print(json.dumps({
            "seconds": time.perf_counter() - begun,
            "p50_ms": percentile(self.latencies, 50),
            "p99_ms": percentile(self.latencies, 99),
            "errors": self.errors,
            "statuses": dict(self.statuses),
        }))

    async def client(self):
        while not self.stopping:
            writer = None
            try:
                reader, writer = await asyncio.open_connection(*self.target.address)
                while not self.stopping and await self.login(reader, writer):
                    pass
            except READING:
                self.errors += 1
                await asyncio.sleep(0.01)
            finally:
                if writer:
                    writer.close()

    async def login(self, reader, writer):
        """Whether the connection is still of use."""
        begun = time.perf_counter()
        self.user += 1
        writer.write(self.target.login(self.user, self.options.password))
        disconnect = self.options.disconnect
        try:
            status, headers = await asyncio.wait_for(read_answer(reader), disconnect / 1000 if disconnect else ANSWER_SECONDS)
        except asyncio.TimeoutError:
            self.statuses["none"] += 1
            return False
        self.latencies.append(1000 * (time.perf_counter() - begun))
        self.statuses[str(status)] += 1
        if self.options.polite and "retry-after" in headers:
            await asyncio.sleep(float(headers["retry-after"]))
        return not disconnect and headers.get("connection", "").lower() != "close"


def percentile(values, share):
    """The nearest rank; None for no values."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)] if values else None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for each in ("base", "namespace", "mount"):
        parser.add_argument(each)
    parser.add_argument("--password", required=True)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--polite", action="store_true", help="wait as long as Retry-After says")
    parser.add_argument("--disconnect", type=int, default=0, metavar="MS", help="go away after so long without an answer")
    asyncio.run(Clients(parser.parse_args()).run())


if __name__ == "__main__":
    main()
