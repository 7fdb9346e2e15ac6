"""What a scenario is given: a server, the steps taken on it so far, and the means to take one more."""
import copy
import os
import re
import time
from urllib.parse import quote

import transcript

SCENARIOS = {}
RUN = os.urandom(4).hex()
JSON = [("Content-Type", "application/json")]
FORM = [("Content-Type", "application/x-www-form-urlencoded")]


def scenario(function):
    """Adds a function of one `Side` to the suite, named `<file>.<function>`."""
    SCENARIOS[f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"] = function
    return function


class Side:
    def __init__(self, server, root):
        self.server, self.root, self.steps, self.names, self.made, self.namespace, self.claimed = server, root, {}, {}, [], "", []

    def quiet(self, method, path, body=None, token="root", headers=()):
        """A call that is not compared. `token` is "root", a token or None."""
        bearer = self.root if token == "root" else token
        credentials = [] if bearer is None else [("X-Vault-Token", bearer)]
        place = [("X-Vault-Namespace", self.namespace.encode())] if self.namespace else []
        answer = self.server.send(method, path if path.startswith("/") else f"/v1/{path}", body, [*credentials, *place, *headers])
        for id_, namespace in namespaces_in(answer.json):
            self.names.setdefault(re.compile(rf"(?<![0-9A-Za-z]){id_}(?![0-9A-Za-z])"), transcript.shaped(f"<id of {namespace}>", self.names))
        return answer

    def authorised(self, name, method, path, body=None, token="root", headers=()):
        """A call of which only this is compared: whether it was let through. For what one of the servers may not serve."""
        if name in self.steps:
            raise ValueError(f"two steps are named {name}")
        answer = self.quiet(method, path, body, token, headers)
        self.steps[name] = {"call": self._call(method, path), "status": "denied" if answer.status == 403 else "let through"}

    def step(self, name, method, path, body=None, token="root", headers=(), view=lambda body: body, ordered=True):
        """A call that is compared under this name. A path that begins with a slash is the whole target; others follow /v1/."""
        if name in self.steps:
            raise ValueError(f"two steps are named {name}")
        answer = self.quiet(method, path, body, token, headers)
        kept = transcript.flat(answer, self.names, view, ordered)
        self.steps[name] = {"call": self._call(method, path), **kept}
        return answer

    def _call(self, method, path):
        return transcript.shaped(f"{method} {path}" + (f" in {self.namespace}" if self.namespace else ""), self.names)

    def unique(self, stem):
        """A name that no other run has; it reads as `stem` in the transcript."""
        name = f"{stem}-{RUN}-{len(self.names):03}"
        self.names[name] = stem
        return name

    def fresh(self, stem):
        """A unique mount path. What is mounted there goes at the end."""
        path = self.unique(stem)
        self.made.append(f"sys/auth/{path}")
        return path

    def within(self, namespace):
        """The same run, its calls sent with this namespace (a path from the root). What they make there goes with the namespace."""
        inside = copy.copy(self)
        inside.namespace, inside.made, inside.claimed = namespace, [], []
        return inside

    def claim(self, stem="team"):
        """A unique name for a namespace in this one. It goes at the end, with all below it."""
        name = self.unique(stem)
        self.claimed.append(name)
        return name

    def tenant(self, stem="team", **metadata):
        """A fresh namespace in this one, as `within` gives it."""
        name = self.claim(stem)
        self.expect(200, self.quiet("POST", f"sys/namespaces/{name}", {"custom_metadata": metadata}))
        return self.within(self._below(name))

    def _below(self, name):
        return f"{self.namespace}/{name}" if self.namespace else name

    def userpass(self, stem="people", **config):
        """A fresh userpass mount."""
        path = self.fresh(stem)
        self.expect(204, self.quiet("POST", f"sys/auth/{path}", {"type": "userpass", "config": config}))
        return path

    def user(self, mount, name, **settings):
        """A user whose password is `correct horse`, unless the settings say otherwise."""
        self.expect(204, self.quiet("POST", f"auth/{mount}/users/{name}", {"password": "correct horse", **settings}))

    def login(self, mount, name, password="correct horse"):
        """The token of a login that is not compared."""
        answer = self.quiet("POST", f"auth/{mount}/login/{name}", {"password": password}, token=None)
        return self.expect(200, answer).client_token

    def policy(self, stem, text):
        """A unique policy of this text, which goes at the end."""
        name = self.unique(stem)
        self.made.append(f"sys/policies/acl/{name}")
        self.expect(204, self.quiet("POST", f"sys/policies/acl/{name}", {"policy": text}))
        return name

    def child(self, *policies, parent="root", **settings):
        """A token that its parent made, with these policies: without the default policy, unless it is among them."""
        wanted = {"policies": list(policies), "no_default_policy": "default" not in policies, **settings}
        return self.expect(200, self.quiet("POST", "auth/token/create", wanted, parent)).client_token

    def holder(self, text, **settings):
        """A token that may do what this policy text says, and nothing else."""
        return self.child(self.policy("policy", text), **settings)

    def until(self, status, method, path, token, body=None, seconds=15):
        """Asks until this status comes."""
        deadline = time.monotonic() + seconds
        while self.quiet(method, path, body, token).status != status:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{method} {path} did not become {status} in {seconds} s")
            time.sleep(0.1)

    def tidy(self):
        for path in self.made:
            self.quiet("DELETE", path)
        for child in self.claimed:
            self.remove(child)

    def remove(self, name):
        """Deletes a namespace in this one, locked or not, with all below it, and waits until it is gone."""
        self.quiet("PUT", f"sys/namespaces/api-lock/unlock/{quote(name)}")
        inside = self.within(self._below(name))
        for key in inside.quiet("LIST", "sys/namespaces").get("data", "keys") or []:
            inside.remove(key.rstrip("/"))
        self.quiet("DELETE", f"sys/namespaces/{quote(name)}")
        self.until(404, "GET", f"sys/namespaces/{quote(name)}", "root")

    @staticmethod
    def expect(status, answer):
        if answer.status != status:
            raise AssertionError(f"preparation was answered {answer.status}, not {status}: {answer.raw[:300]!r}")
        return answer


def namespaces_in(value):
    """(id, path) of every namespace that an answer describes."""
    if isinstance(value, dict):
        if {"id", "uuid", "path", "custom_metadata"} <= value.keys():
            yield value["id"], value["path"]
        for child in value.values():
            yield from namespaces_in(child)
