#!/usr/bin/env python3
"""Runs the same requests against two servers and reports every difference that explained.json does not name.

  run.py reference=http://127.0.0.1:8200,root ours=http://127.0.0.1:8300,root
  run.py --against reference-2.7.2.json ours=http://127.0.0.1:8300,root      a recorded transcript is the reference
  run.py --record reference-2.7.2.json reference=http://127.0.0.1:8200,root  makes that transcript, or with --only the scenarios that match in it

A transcript is two files: what operations.py lists goes to NAME-operations.json. A server is NAME=BASE,ROOT_TOKEN. Both start empty but for what a development server has; each run uses paths of its own.
--only PATTERN (repeatable) takes the scenarios that match; --verbose also prints the explained differences.
Exit code 0: no unexplained difference and no explanation without one.
"""
import argparse
import fnmatch
import json
import pathlib
import sys
import traceback

sys.dont_write_bytecode = True

import transcript
from side import SCENARIOS, Side
from wire import Server
import scenarios  # noqa: F401, fills SCENARIOS

HERE = pathlib.Path(__file__).resolve().parent


def played(name_base_root, patterns):
    """scenario -> step -> map, from a live server; a scenario that breaks off has the step `broke off`."""
    base, root = name_base_root.split("=", 1)[1].rsplit(",", 1)
    taken = {}
    for name, play in SCENARIOS.items():
        if any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            side = Side(Server(base), root)
            for act in (play, Side.tidy):
                try:
                    act(side)
                except Exception:
                    side.steps["broke off"] = {"call": "", "status": 0, "body": traceback.format_exc(limit=-2)}
            taken[name] = side.steps
    return taken


class Explanations:
    """The entries of explained.json: `why`, `steps` (patterns) and `ours`, from patterns of pointers to what our answer has there.

    There null is nothing or null, a text that ends in "*" any text that begins so, "*" anything, and {"reference": [OLD, NEW]} the text of the
    reference in which OLD is replaced by NEW.
    """

    def __init__(self, entries):
        self.entries = entries
        self.unused = [{*entry["steps"], *entry["ours"]} for entry in entries]

    def unexplained(self, step, found):
        """The differences of this step that no entry covers."""
        return {pointer: pair for pointer, pair in found.items() if not self._covered(step, pointer, *pair)}

    def _covered(self, step, pointer, reference, ours):
        for entry, unused in zip(self.entries, self.unused):
            for steps in filter(lambda steps: fnmatch.fnmatchcase(step, steps), entry["steps"]):
                for pattern, wanted in entry["ours"].items():
                    if fnmatch.fnmatchcase(pointer, pattern) and fits(ours, wanted, reference):
                        unused -= {steps, pattern}
                        return True
        return False


def fits(value, wanted, reference):
    if isinstance(wanted, dict) and "reference" in wanted:
        return isinstance(reference, str) and wanted["reference"][0] in reference and value == reference.replace(*wanted["reference"])
    if isinstance(wanted, str) and wanted.endswith("*"):
        return wanted == "*" or isinstance(value, str) and value.startswith(wanted[:-1])
    return type(value) is type(wanted) and value == wanted


def compare(reference, ours, explanations, verbose):
    """Prints the differences; returns how many steps were the same, explained, unexplained."""
    same = explained = unexplained = 0
    for scenario in [*reference, *(name for name in ours if name not in reference)]:
        mine, theirs = ours.get(scenario, {}), reference.get(scenario, {})
        for step in [*theirs, *(name for name in mine if name not in theirs)]:
            name = f"{scenario}/{step}"
            a, b = dict(theirs.get(step, {})), dict(mine.get(step, {}))
            call = a.pop("call", "") or b.pop("call", "")
            b.pop("call", "")
            found = transcript.differences(a, b)
            left = explanations.unexplained(name, found)
            same, explained, unexplained = same + (not found), explained + bool(found and not left), unexplained + bool(left)
            for pointer, (was, now) in (found if verbose else left).items():
                mark = "DIFFERS " if pointer in left else "explained"
                print(f"{mark} {name}: {call}\n   {pointer}\n   reference: {json.dumps(was)}\n   ours:      {json.dumps(now)}")
    return same, explained, unexplained


GENERATED = "operations."


def halves(path):
    """The two files of a transcript, each with a test for the names of its scenarios."""
    path = pathlib.Path(path)
    yield path, lambda name: not name.startswith(GENERATED)
    yield path.with_name(f"{path.stem}-operations{path.suffix}"), lambda name: name.startswith(GENERATED)


def stored(path):
    """scenario -> step -> map, from the files of a transcript."""
    return {name: steps for half, _ in halves(path) if half.exists() for name, steps in json.loads(half.read_text(encoding="utf-8")).items()}


def record(path, played):
    """Puts what was played into the transcript, in the order of the suite; scenarios that are no more go. One step a line, so that a change reads well in a diff."""
    kept = {**stored(path), **played}
    for half, belongs in halves(path):
        blocks = []
        for scenario in filter(belongs, filter(kept.__contains__, SCENARIOS)):
            lines = ",\n".join(f"  {json.dumps(step)}: {json.dumps(taken)}" for step, taken in kept[scenario].items())
            blocks.append(f" {json.dumps(scenario)}: {{\n{lines}\n }}")
        if blocks:
            half.write_text("{\n" + ",\n".join(blocks) + "\n}\n", encoding="utf-8")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("servers", nargs="+", metavar="NAME=BASE,ROOT_TOKEN")
    arguments.add_argument("--record", metavar="FILE")
    arguments.add_argument("--against", metavar="FILE")
    arguments.add_argument("--only", action="append", metavar="PATTERN")
    arguments.add_argument("--verbose", action="store_true")
    given = arguments.parse_args()
    patterns = given.only or ["*"]
    transcripts = [played(server, patterns) for server in given.servers]
    if given.record:
        record(given.record, transcripts[0])
        broken = [name for name, steps in transcripts[0].items() if "broke off" in steps]
        print(f"recorded {sum(map(len, transcripts[0].values()))} steps", *broken, sep="\nbroke off: ")
        return 1 if broken else 0
    if given.against:
        transcripts.insert(0, {n: s for n, s in stored(given.against).items() if any(fnmatch.fnmatch(n, p) for p in patterns)})
    if len(transcripts) != 2:
        arguments.error("name two servers, or one and --against or --record")
    explanations = Explanations(json.loads((HERE / "explained.json").read_text(encoding="utf-8")))
    same, explained, unexplained = compare(*transcripts, explanations, given.verbose)
    unused = [] if given.only else [(e["why"], u) for e, u in zip(explanations.entries, explanations.unused) if u]
    for why, patterns in unused:
        print(f"explained, but not seen: {', '.join(sorted(patterns))} ({why})")
    print(f"same {same}, explained {explained}, unexplained {unexplained}, explanations without a difference {len(unused)}")
    return 1 if unexplained or unused else 0


if __name__ == "__main__":
    sys.exit(main())
