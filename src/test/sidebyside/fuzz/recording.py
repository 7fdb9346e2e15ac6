"""Answers of the reference, in a text file: its version, the seed, and of each case its number, its digest and what is compared of each answer."""
import json

from .case import digest


def record(path, version, seed, answered):
    """Writes (area, number, steps, answers) of each case, one a line."""
    with open(path, "w", encoding="utf-8") as out:
        out.write(json.dumps({"reference": version, "seed": seed}) + "\n")
        for area, number, steps, answers in answered:
            out.write(f"{area} {number} {digest(steps)} {json.dumps(answers, separators=(',', ':'))}\n")


class Recording:
    """Stands for the reference: knows what it answered to the cases of a seed."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            self.head = json.loads(next(lines))
            self.cases = {}
            for line in lines:
                area, number, checksum, answers = line.split(" ", 3)
                self.cases[area, int(number)] = (checksum, json.loads(answers))

    def answers(self, area, number, steps):
        checksum, answers = self.cases[area, number]
        if checksum != digest(steps):
            raise SystemExit(f"{area} {number} is another case than was recorded: record again, with --record")
        return answers
