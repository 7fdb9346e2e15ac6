"""The differences that are meant: each with its reason, and as narrow as it can be said."""
import dataclasses
import json
import re
from fnmatch import fnmatchcase


@dataclasses.dataclass
class Meant:
    """A reason; which requests; and from patterns of pointers to what the two answers have there, as JSON texts (`-` is nothing).

    All three are regular expressions that fit the whole but for the pointers, which are globs. `when` may look at the step itself.
    """

    why: str
    call: str
    differs: dict
    when: object = None
    seen: int = 0

    def covers(self, step, pointer, reference, ours):
        if not re.fullmatch(self.call, step.call, re.S) or self.when and not self.when(step):
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
        for pointer, pair in found.items():
            told = [written(side[pointer]) if pointer in side else "-" for side in (reference, ours)]
            why = next((place for place, each in enumerate(self.table) if each.covers(step, pointer, *told)), None)
            if why is None:
                left[pointer] = pair
            else:
                needed.add(why)
        for place in needed if not left else ():
            self.table[place].seen += 1
        return left


def told(status, text):
    """Ours is a refusal with this text where the reference's is another answer."""
    return {"status": (r".*", str(status)), "body/errors/0": (r".*", f'"{text}"'), "body*": (r".*", "-"), "header/*": (r".*", r".*"), "no newline": (r".*", r".*")}


TABLE = [
    Meant("A user always shows policies, ttl and max_ttl, with the values of the token_ fields, and bound_cidrs when there are any.",
          r"GET .*/?auth/[^/]+/users/.*", {"body/data/policies*": ("-|.*", ".*"), "body/data/ttl": ("-", ".*"), "body/data/max_ttl": ("-", ".*"),
                                            "body/data/bound_cidrs*": ("-", ".*")}),
]
