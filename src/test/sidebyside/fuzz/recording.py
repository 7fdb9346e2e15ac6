"""Answers of the reference, in a text file: its version, the seed, and of each case its number, its digest and what is compared of each answer."""
import json

from .case import digest

# What most answers have: it is not written, but for the letter of the group.
GROUPS = {
    "h": {"header/cache-control": "no-store", "header/content-type": "application/json", "header/strict-transport-security": "max-age=31536000; includeSubDomains",
          "unordered": True},
    "e": {"body/request_id": "<uuid>", "body/lease_id": "", "body/renewable": False, "body/lease_duration": 0, "body/wrap_info": None},
    "t": {"body/data/accessor": "@a@", "body/data/creation_time": "<unix seconds>", "body/data/display_name": "token", "body/data/entity_id": "", "body/data/expire_time": "<time>",
          "body/data/explicit_max_ttl": 0, "body/data/id": "@t@", "body/data/issue_time": "<time>", "body/data/meta": None, "body/data/num_uses": 0, "body/data/orphan": False,
          "body/data/path": "auth/token/create", "body/data/renewable": True, "body/data/type": "service"},
    "a": {"body/auth/client_token": "@t@", "body/auth/accessor": "@a@", "body/auth/entity_id": "", "body/auth/metadata": None, "body/auth/mfa_requirement": None,
          "body/auth/num_uses": 0, "body/auth/orphan": False, "body/auth/renewable": True, "body/auth/token_type": "service", "body/data": None},
}


def packed(answer):
    letters = [letter for letter, usual in GROUPS.items() if usual.keys() <= answer.keys()]
    usual = {pointer: value for letter in letters for pointer, value in GROUPS[letter].items()}
    different = {pointer: value for pointer, value in answer.items() if pointer not in usual or type(usual[pointer]) is not type(value) or usual[pointer] != value}
    return {**different, "+": "".join(letters)} if letters else different


def unpacked(answer):
    letters = answer.pop("+", "")
    return {**{pointer: value for letter in letters for pointer, value in GROUPS[letter].items()}, **answer}


def record(path, version, seed, answered):
    """Writes (area, number, steps, answers) of each case, one a line."""
    with open(path, "w", encoding="utf-8") as out:
        out.write(json.dumps({"reference": version, "seed": seed}) + "\n")
        for area, number, steps, answers in answered:
            out.write(f"{area} {number} {digest(steps)} {json.dumps([packed(answer) for answer in answers], separators=(',', ':'))}\n")


class Recording:
    """Stands for the reference: knows what it answered to the cases of a seed."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            self.head = json.loads(next(lines))
            self.cases = {}
            for line in lines:
                area, number, checksum, answers = line.split(" ", 3)
                self.cases[area, int(number)] = (checksum, [unpacked(answer) for answer in json.loads(answers)])

    def answers(self, area, number, steps):
        checksum, answers = self.cases[area, number]
        if checksum != digest(steps):
            raise SystemExit(f"{area} {number} is another case than was recorded: record again, with --record")
        return answers
