"""A case: requests that go to both servers one after the other, as data that can be printed, shrunk and sent again.

A text in a step may hold `@name@`: `@run@` and `@case@` are words that no other run or case has, `@root@` is a root token, any other name
is what an earlier step kept of its answer.
"""
import dataclasses
import hashlib
import json
import re

from .text import dump

NAMED = re.compile(r"@([a-z]+\d*)@")
READS = {"GET", "HEAD", "LIST", "SCAN", "HELP", "OPTIONS"}


@dataclasses.dataclass(frozen=True)
class Step:
    """One request. `path` follows /v1/ unless it begins with a slash; `keep` has (name, pointer into the answer) pairs; `raw` sends nothing
    that is not here, but for `Host` and the length of a body, and uses a connection of its own. `view` says what is compared: `judge.VIEWS`."""

    method: str
    path: str
    body: "str | None" = None
    token: str = "@root@"
    namespace: str = ""
    headers: tuple = ()
    keep: tuple = ()
    view: str = "all"
    raw: bool = False

    @property
    def call(self):
        """The request in one line."""
        return " ".join([self.method, self.path, *([self.body] if self.body is not None else [])])

    def shown(self):
        """What differs from an ordinary step, as JSON."""
        defaults = Step("", "")
        return json.dumps({f.name: getattr(self, f.name) for f in dataclasses.fields(self) if getattr(self, f.name) != getattr(defaults, f.name)})


def step(method, path, body=None, **more):
    """A step whose body is a value that is sent as JSON."""
    return Step(method, path, None if body is None else dump(body), **more)


def write(name, text, **more):
    """The step that writes a policy."""
    return step("POST", f"sys/policies/acl/{name}", {"policy": text}, **more)


def child(name, *policies, parent="@root@", namespace="", **settings):
    """The step that makes a token with these policies alone and keeps it."""
    body = {"policies": list(policies), "no_default_policy": "default" not in policies, **settings}
    return step("POST", "auth/token/create", body, token=parent, namespace=namespace, view="status", keep=((name, "auth/client_token"),))


def digest(steps):
    """Eight characters that tell one case from another."""
    return hashlib.sha256("\n".join(each.shown() for each in steps).encode("utf-8", "surrogatepass")).hexdigest()[:8]
