"""What of an answer is compared, and what of a case is different."""
import json
import re

import transcript
from side import namespaces_in

from .case import READS

LETTERS = {"create": "c", "read": "r", "update": "u", "delete": "d", "list": "l", "scan": "n", "patch": "p", "sudo": "s", "deny": "-", "root": "R"}


def capabilities(answer, kept, made_up):
    """Of a good answer of `sys/capabilities` one letter for each capability, by path."""
    data = answer.get("data")
    if answer.status != 200 or not isinstance(data, dict):
        return kept
    return {"status": 200, "unordered": True, **{f"body/{path}": "".join(LETTERS.get(each, "?") for each in granted) for path, granted in transcript.shaped(data, made_up).items()}}


def reach(answer, kept, _):
    """Of a request to where nothing is whether the policies let it through."""
    if answer.status == 404 and b"no handler for route" in answer.raw:
        return {"status": "through"}
    return {"status": "denied"} if answer.status == 403 else kept


def told(answer, kept, _):
    """All but the body of a good answer: where two servers cannot have the same."""
    return kept if answer.status >= 300 else {pointer: value for pointer, value in kept.items() if pointer == "status" or pointer.startswith("header/")}


def verdict(answer, kept, _):
    """Whether it was taken; why not is kept beside it, for those who explain."""
    taken = "accepted" if answer.status < 300 else "refused" if answer.status < 500 else answer.status
    return {"status": taken, "told": kept.get("body/errors/0", "")}


VIEWS = {
    "all": lambda answer, kept, _: kept,
    "status": lambda answer, kept, _: {"status": kept["status"]},
    "told": told,
    "verdict": verdict,
    "capabilities": capabilities,
    "reach": reach,
}


def kept(step, answer, names):
    """A flat map of what is compared: `transcript.flat`, seen by the view of the step."""
    made_up = {value: f"@{name}@" for name, value in names.items() if name != "root" and value != "nothing"}
    made_up.update((re.compile(rf"(?<![0-9A-Za-z]){id_}(?![0-9A-Za-z])"), "<id of a namespace>") for id_, _ in namespaces_in(answer.json))
    flat = transcript.flat(answer, made_up, lambda body: body, ordered=False)
    if flat.get("body/data/id") == names["root"]:
        flat["body/data/id"] = "@root@"
    return VIEWS[step.view](answer, flat, made_up)


def differences(reference, ours):
    """pointer -> (reference, ours). What is left of a time may differ by the second that ticks between two calls."""
    found = transcript.differences(reference, ours)
    found.pop("told", None)
    for pointer, a in reference.items():
        if pointer not in found and pointer.rsplit("/", 1)[-1] in transcript.CLOCKED and isinstance(a, int) and abs(a - ours[pointer]) > 1:
            found[pointer] = (a, ours[pointer])
    return found


class Difference:
    """The first step of a case whose answers differ without a reason, and how."""

    def __init__(self, place, step, found, reference, ours):
        self.place, self.step, self.found, self.reference, self.ours = place, step, found, reference, ours

    @property
    def signature(self):
        """Equal for what is likely the same mistake."""
        return (self.step.method, self.step.view, self.reference.get("status"), self.ours.get("status"),
                tuple(sorted({"/".join(pointer.split("/")[:3]) if self.step.view == "all" else "" for pointer in self.found})))

    def __str__(self):
        lines = [f"step {self.place}: {self.step.call}"]
        for pointer, pair in list(self.found.items())[:5]:
            lines += [f"   {pointer}", *(f"   {who} {json.dumps(value)}" for who, value in zip(("reference:", "ours:     "), pair))]
        told = [{p: v for p, v in side.items() if p == "status" or p.startswith("body/errors")} for side in (self.reference, self.ours)]
        return "\n".join([*lines, f"   reference told {json.dumps(told[0])[:600]}", f"   ours told      {json.dumps(told[1])[:600]}"])


def judged(steps, reference, ours, explanations):
    """The first unexplained `Difference`, or None. After a write that only one server took, what follows is not compared."""
    for place, (each, a, b) in enumerate(zip(steps, reference, ours)):
        found = differences(a, b)
        left = explanations.unexplained(steps, each, a, b, found)
        if left:
            return Difference(place, each, left, a, b)
        if "status" in found and each.method not in READS:
            return None
    return None
