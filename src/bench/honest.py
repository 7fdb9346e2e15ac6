#!/usr/bin/env python3
"""One user who logs in at set times with the right password, each time over a new connection, whatever became of the time before.

Ends with one line of JSON. A process of its own, so that no other client's work is taken for the server's.
"""
import argparse
import asyncio
import collections
import contextlib
import json
import os
import sys
import time

sys.dont_write_bytecode = True

from clients import ANSWER_SECONDS
from wire import PASSWORD, READING, Target, read_answer


class Honest:
    def __init__(self, options):
        self.target = Target(options.base, options.namespace, options.mount)
        self.source = (options.source, 0)
        self.statuses = collections.Counter()
        self.latencies = []

    async def run(self, seconds, interval):
        begun = time.perf_counter()
        logins = []
        for number in range(max(1, int(seconds / interval))):
            await asyncio.sleep(begun + number * interval - time.perf_counter())
            logins.append(asyncio.create_task(self.login(number)))
        await asyncio.gather(*logins)
        print(json.dumps({"latencies_ms": self.latencies, "statuses": dict(self.statuses)}))

    async def login(self, number):
        begun = time.perf_counter()
        try:
            status = await asyncio.wait_for(self.answer(number), ANSWER_SECONDS)
        except (asyncio.TimeoutError, *READING):
            self.statuses["none"] += 1
            return
        self.statuses[str(status)] += 1
        if status == 200:
            self.latencies.append(1000 * (time.perf_counter() - begun))

    async def answer(self, number):
        reader, writer = await asyncio.open_connection(*self.target.address, local_addr=self.source)
        try:
            writer.write(self.target.login(number, PASSWORD))
            status, _ = await read_answer(reader)
            return status
        finally:
            writer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for each in ("base", "namespace", "mount"):
        parser.add_argument(each)
    parser.add_argument("--source", default="127.0.0.1", help="the address it comes from")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--interval", type=float, default=1)
    options = parser.parse_args()
    # It measures: where the system lets it, it is not kept waiting by what it measures.
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -10)
    asyncio.run(Honest(options).run(options.seconds, options.interval))


if __name__ == "__main__":
    main()
