#!/usr/bin/env python3
"""Sends random cases to two servers until an answer differs that fuzz/explained.py gives no reason for.

  fuzz.py --ours http://127.0.0.1:8300 --reference http://127.0.0.1:8200             a minute, all areas, a new seed
  fuzz.py ... --seed 7 --only acl --seconds 3600 --stop-after 20                      longer; the same seed sends the same cases
  fuzz.py ... --seed 7 --only acl --case 123                                          one case again
  fuzz.py --record fuzz/reference-2.7.2.txt --reference URL --seed 1                  makes the recording
  fuzz.py --against fuzz/reference-2.7.2.txt --ours URL                               its cases; the recording is the reference

Both servers are development servers whose root token is --root. What is printed of a difference is the smallest case that shows it and both answers.
Exit code 0: no unexplained difference; 1: there is one.
"""
import argparse
import concurrent.futures
import importlib
import os
import random
import sys
import time

sys.dont_write_bytecode = True

from fuzz import judge, link, recording, shrink
from fuzz.explained import Explanations

AREAS = {"acl": 6, "language": 5, "scalars": 5, "names": 5, "lifetimes": 3}
RECORDED = {"acl": 330, "language": 400, "scalars": 250, "names": 400, "lifetimes": 80}


class Run:
    def __init__(self, given):
        self.given, self.seed = given, given.seed if given.seed is not None else int.from_bytes(os.urandom(4), "big")
        self.areas = {name: importlib.import_module(f"fuzz.{name}") for name in AREAS if name in (given.only or AREAS)}
        self.sides = [link.Link(base, given.root) for base in (given.reference, given.ours) if base]
        self.explanations, self.played, self.found = Explanations(), dict.fromkeys(self.areas, 0), {}
        self.both = concurrent.futures.ThreadPoolExecutor(2)
        for side in self.sides:
            for area in self.areas.values():
                side.prepare(area.GROUND)

    def case(self, area, number):
        """The steps of one case: the same for the same seed, area and number."""
        return self.areas[area].case(random.Random(f"{self.seed}/{area}/{number}"))

    def answers(self, steps):
        """What each server answers, at the same time."""
        word = link.word()
        return [each.result() for each in [self.both.submit(side.play, steps, word) for side in self.sides]]

    def differs(self, steps):
        return judge.judged(steps, *self.answers(steps), self.explanations)

    def fuzz(self, numbers):
        """Plays (area, number) after (area, number); returns when enough was found or nothing is left."""
        for area, number in numbers:
            steps = self.case(area, number)
            self.played[area] += 1
            first = self.differs(steps)
            if first and not self.known(area, first) and self.same(first, steps) and not self.told(area, number, steps, first):
                return

    def known(self, area, difference):
        """Whether it was told already; if so, it is counted."""
        key = (area, difference.signature)
        if key in self.found:
            self.found[key] += 1
        return key in self.found

    def same(self, difference, steps):
        """Is it there again? Clocks tick at other moments."""
        again = self.differs(steps)
        return again is not None and again.signature == difference.signature

    def told(self, area, number, steps, first):
        """Prints the smallest case. False: that was enough."""
        small = shrink.shrunk(steps, lambda candidate: self.same(first, candidate))
        last = self.differs(small) or first
        self.found[area, first.signature] = 1
        print(f"DIFFERS {area}: --seed {self.seed} --only {area} --case {number}\n{shrink.printed(small)}\n {last}", flush=True)
        return len(self.found) < self.given.stop_after

    def replay(self, recorded):
        """Plays the recorded cases on our server alone."""
        for area, number in recorded.cases:
            if area not in self.areas:
                continue
            steps = self.case(area, number)
            expected = recorded.answers(area, number, steps)
            self.played[area] += 1
            for _ in range(3):
                difference = judge.judged(steps, expected, self.sides[0].play(steps, link.word()), self.explanations)
                if not difference:
                    break
            if difference and not self.known(area, difference):
                self.found[area, difference.signature] = 1
                print(f"DIFFERS {area} {number} of seed {self.seed}\n{shrink.printed(steps)}\n {difference}", flush=True)


def numbers(areas, seconds, only_case):
    """(area, number) by the weights of the areas, until the time is over."""
    if only_case is not None:
        yield from ((area, only_case) for area in areas)
        return
    deadline, next_number, order = time.monotonic() + seconds, dict.fromkeys(areas, 0), random.Random(0)
    while time.monotonic() < deadline:
        area = order.choices(list(areas), [AREAS[name] for name in areas])[0]
        yield area, next_number[area]
        next_number[area] += 1


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ours", metavar="URL")
    arguments.add_argument("--reference", metavar="URL")
    arguments.add_argument("--root", default="root", metavar="TOKEN", help="the root token of both (root)")
    arguments.add_argument("--seed", type=int)
    arguments.add_argument("--only", action="append", choices=AREAS, metavar="AREA", help=", ".join(AREAS))
    arguments.add_argument("--case", type=int, metavar="NUMBER")
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--stop-after", type=int, default=1, metavar="DIFFERENCES")
    arguments.add_argument("--record", metavar="FILE")
    arguments.add_argument("--against", metavar="FILE")
    given = arguments.parse_args()
    recorded = recording.Recording(given.against) if given.against else None
    if recorded:
        given.seed, given.reference = recorded.head["seed"], None
    if given.record:
        given.ours = None
    elif not given.ours or not (given.reference or recorded):
        arguments.error("name --ours, and --reference or --against; or --record and --reference")
    run, begun = Run(given), time.monotonic()
    print(f"seed {run.seed}", flush=True)
    if given.record:
        version = run.sides[0].request("GET", "/v1/sys/seal-status", [], None).get("version")
        cases = [(area, number, run.case(area, number)) for area in run.areas for number in range(RECORDED[area])]
        recording.record(given.record, version, run.seed, ((*each, run.answers(each[2])[0]) for each in cases))
        return 0
    if recorded:
        run.replay(recorded)
    else:
        run.fuzz(numbers(run.areas, given.seconds, given.case))
    for each in run.explanations.table:
        print(f"explained {each.seen:6} {each.why}")
    spent = time.monotonic() - begun
    for area, count in run.played.items():
        print(f"{area}: {count} cases")
    print(f"{spent:.0f} s, seed {run.seed}, {len(run.found)} kinds of unexplained differences: {sum(run.found.values())} cases")
    return 1 if run.found else 0


if __name__ == "__main__":
    sys.exit(main())
