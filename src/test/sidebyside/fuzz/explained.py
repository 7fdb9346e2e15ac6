"""The differences that are meant: each with its reason, and as narrow as it can be said."""
import dataclasses
import json
import re
from fnmatch import fnmatchcase


@dataclasses.dataclass
class Meant:
    """A reason; which requests; and from patterns of pointers to what the two answers have there, as JSON texts (`-` is nothing).

    All three are regular expressions that fit the whole but for the pointers, which are globs. `told` is what the two say why they refuse; `when`
    may look at the step itself.
    """

    why: str
    call: str
    differs: dict
    told: tuple = (".*", ".*")
    when: object = None
    seen: int = 0

    def covers(self, step, pointer, reference, ours, reasons):
        if not re.fullmatch(self.call, step.call, re.S) or self.when and not self.when(step):
            return False
        if not all(re.fullmatch(pattern, reason, re.S) for pattern, reason in zip(self.told, reasons)):
            return False
        return any(fnmatchcase(pointer, pattern) and re.fullmatch(a, reference, re.S) and re.fullmatch(b, ours, re.S)
                   for pattern, (a, b) in self.differs.items())


def written(value):
    return json.dumps(value, sort_keys=True)


class Explanations:
    """The table below, and how often each reason was needed."""

    def __init__(self):
        self.table = [dataclasses.replace(each) for each in TABLE]

    def unexplained(self, step, reference, ours, found):
        """The differences of a step that no reason covers. Without any, the reasons that were needed are counted."""
        needed, left = set(), {}
        reasons = [str(side.get("told", side.get("body/errors/0", ""))) for side in (reference, ours)]
        for pointer, pair in found.items():
            told = [written(side[pointer]) if pointer in side else "-" for side in (reference, ours)]
            why = next((place for place, each in enumerate(self.table) if each.covers(step, pointer, *told, reasons)), None)
            if why is None:
                left[pointer] = pair
            else:
                needed.add(why)
        for place in needed if not left else ():
            self.table[place].seen += 1
        return left


def ours_refuses(why, call, status, text, **more):
    """Ours is a refusal of this status for this reason, whatever the reference answers."""
    anything = (".*", ".*")
    return Meant(why, call, {"status": (".*", str(status)), "body*": anything, "header/*": anything, "no newline": anything, "unordered": anything}, (".*", text), **more)


def asked(step):
    """The body of a request, as a map from its keys."""
    try:
        value = json.loads(step.body or "null")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


POLICY = r"(POST|PUT) (/v1/)?sys/(policies/acl|policy)/.*"
TABLE = [
    Meant("A user always shows policies, ttl and max_ttl, with the values of the token_ fields, and bound_cidrs when there are any.",
          r"GET .*/?auth/[^/]+/users/.*", {"body/data/policies*": ("-|.*", ".*"), "body/data/ttl": ("-", ".*"), "body/data/max_ttl": ("-", ".*"),
                                            "body/data/bound_cidrs*": ("-", ".*")}),
    ours_refuses("A deny that cannot be filled in may have covered anything: its tokens are refused (P3).", r"POST sys/capabilities .*", 403,
                 r"1 error occurred:\n\t\* error parsing templated policy .*: no value could be found for one of the template directives\n\n"),
    ours_refuses("An attribute or a parameter that comes twice is refused (P5).", POLICY, "400|\"refused\"", r'failed to parse policy: .*: duplicate key ".*"'),
    Meant("A slash before a path that is asked about says nothing, in a namespace as in root; there, only in root.", r"POST sys/capabilities .*",
          {"body//*": ('"[a-zR-]*"', '"[a-zR-]*"')}, when=lambda step: step.namespace),
    Meant("Numbers equal numbers, and lists are compared element by element (P1).", r"(POST|PUT) (?!sys/|auth/).*",
          {"status": ('"(through|denied)"', '"(through|denied)"')},
          when=lambda step: any(isinstance(value, (int, float, list)) and not isinstance(value, bool) for value in asked(step).values())),
    Meant("The path of a rule is told as it stands in the text.", POLICY, {"body/errors/0": (r'"failed to parse policy: .*invalid use of wildcards.*', r'"failed to parse policy: .*invalid use of wildcards.*')},
          when=lambda step: step.namespace),
]
