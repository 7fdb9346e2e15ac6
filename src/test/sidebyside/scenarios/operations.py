"""Every operation of operations-2.7.2.json: by whom it is served, and each parameter missing, of every type and at its limits.

Each operation has a namespace of its own. `SITUATIONS` says what must be there for its right request: a function that takes a `Case` and gives the values
of the path's parameters and the body. Answers are kept briefly: without the headers that all have, and what was written as it differs from the right request's.
"""
import json
import pathlib
import re

from side import SCENARIOS
from .api_lock import API, BAD
from .remount import ended

OPERATIONS = json.loads((pathlib.Path(__file__).resolve().parent.parent / "operations-2.7.2.json").read_text(encoding="utf-8"))
HASH = "$2b$05$Z4bZCw4d/NqhR7uODpn5uOqq7pe9C8hfKv3CeqbzzJCT3oM27acQ6"
VALUES = {
    "null": None, "empty text": "", "text": "x", "digits": "5", "negative digits": "-1", "duration": "1h", "word true": "true", "long text": "x" * 10000,
    "zero": 0, "number": 5, "negative": -1, "fraction": 1.5, "huge": 2**63, "true": True, "false": False, "empty list": [], "list": ["x"], "list of numbers": [5],
    "list of nulls": [None], "list of long text": ["x" * 10000], "empty object": {}, "object": {"x": "y"}, "object of numbers": {"x": 5},
}
PLACES = {
    "empty": "", "blank": "%20", "dot": "%2e", "slash": "a%2Fb", "percent": "%25", "umlaut": "%C3%A4", "no UTF-8": "%FF", "NUL": "%00", "star": "*", "plus": "+",
    "capitals": "NOPE", "unknown": "nope", "number": "5", "long": "x" * 2000, "too long": "x" * 10000,
}
QUERIES = {"true": "true", "false": "false", "empty": "", "number": "5", "word": "maybe", "twice": "true&{}=false"}
CAPABILITIES = {"GET": ["read", "list", "scan"], "POST": ["create", "update"], "PATCH": ["patch"], "DELETE": ["delete"]}
PATCH = [("Content-Type", "application/merge-patch+json")]
OF_THE_SERVER = {"sys/health", "sys/init", "sys/leader", "sys/seal-status"}
USUAL = {
    "header/cache-control": "no-store", "header/content-type": "application/json", "header/strict-transport-security": "max-age=31536000; includeSubDomains",
    "body/lease_id": "", "body/renewable": False, "body/lease_duration": 0, "body/wrap_info": None, "body/warnings": None, "body/auth": None, "body/request_id": "<uuid>",
}


class Case:
    """One request of an operation, in the namespace `s`."""

    def __init__(self, s, number, shared):
        self.s, self.number, self.shared = s, number, shared

    def name(self, stem):
        return f"{stem}-{self.number}"

    def made(self, method, path, body=None):
        answer = self.s.quiet(method, path, body)
        if answer.status not in (200, 204):
            raise AssertionError(f"{method} {path} was answered {answer.status}: {answer.raw[:300]!r}")
        return answer

    def user(self, **settings):
        self.made("POST", f"auth/people/users/{self.name('u')}", {"password_hash": HASH, **settings})
        return {"username": self.name("u")}

    def mount(self):
        self.made("POST", f"sys/auth/{self.name('m')}", {"type": "userpass"})
        return self.name("m")

    def policy(self):
        self.made("POST", f"sys/policies/acl/{self.name('p')}", {"policy": RULES})
        return {"name": self.name("p")}

    def role(self, **settings):
        self.made("POST", f"auth/token/roles/{self.name('r')}", settings)
        return {"role_name": self.name("r")}

    def token(self, field="client_token", **settings):
        return self.made("POST", "auth/token/create", {"policies": ["default"], **settings}).get("auth", field)

    def lease(self, fresh=False):
        """That of a login, which is made where there is none: most requests leave it as it is."""
        self.made("POST", "auth/people/users/tenant", {"password_hash": HASH})
        keys = self.s.quiet("LIST", "sys/leases/lookup/auth/people/login/tenant").get("data", "keys") or []
        if fresh or not keys:
            for key in keys:
                self.made("POST", "sys/leases/revoke", {"lease_id": f"auth/people/login/tenant/{key}", "sync": True})
            self.made("POST", "auth/people/login/tenant", {"password": "correct horse"})
            keys = self.s.quiet("LIST", "sys/leases/lookup/auth/people/login/tenant").get("data", "keys")
        (key,) = keys
        return f"auth/people/login/tenant/{key}"

    def child(self, locked=None):
        """A namespace: one for some cases, as a key that is wrong too often is answered differently. `locked` says how it is to be."""
        child = f"c{self.number // 6 if locked else 0}"
        if child not in self.shared:
            self.made("POST", f"sys/namespaces/{child}")
        self.shared[child] = child
        self.s.quiet("POST", f"{API}/unlock/{child}")
        key = self.made("POST", f"{API}/lock/{child}").get("data", "unlock_key") if locked else None
        return child, key


RULES = 'path "x" { capabilities = ["read"] }'
CREATION = {"policies": ["default"], "ttl": "1h", "display_name": "d", "meta": {"a": "b"}, "num_uses": 3}
USER = {"password_hash": HASH, "token_policies": "default", "token_ttl": "1h"}
TUNING = {"description": "d", "default_lease_ttl": "1h", "max_lease_ttl": "2h"}
POLICY = {"policy": RULES}


def at(path):
    return lambda case: (path, {})


def below_child(case):
    return {"path": case.child()[0]}, {}


def unlocking(case):
    child, key = case.child(locked=True)
    return {"path": child}, {"unlock_key": key}


def moving(case):
    return {}, {"from": f"auth/{case.mount()}", "to": f"auth/{case.name('n')}"}


def moved(case):
    _, body = moving(case)
    return {"migration_id": ended(case.s, case.made("POST", "sys/remount", body))}, {}


SITUATIONS = {
    "POST auth/token/create": lambda case: ({}, CREATION), "POST auth/token/create-orphan": lambda case: ({}, CREATION),
    "POST auth/token/create/{role_name}": lambda case: (case.role(), CREATION),
    "POST auth/token/lookup": lambda case: ({}, {"token": case.token()}), "POST auth/token/lookup-accessor": lambda case: ({}, {"accessor": case.token("accessor")}),
    "POST auth/token/lookup-self": lambda case: ({}, {}),
    "POST auth/token/renew": lambda case: ({}, {"token": case.token(), "increment": 60}),
    "POST auth/token/renew-accessor": lambda case: ({}, {"accessor": case.token("accessor"), "increment": 60}), "POST auth/token/renew-self": lambda case: ({}, {"increment": 60}),
    "POST auth/token/revoke": lambda case: ({}, {"token": case.token()}), "POST auth/token/revoke-accessor": lambda case: ({}, {"accessor": case.token("accessor")}),
    "POST auth/token/revoke-orphan": lambda case: ({}, {"token": case.token()}),
    "GET auth/token/roles/{role_name}": lambda case: (case.role(), {}), "DELETE auth/token/roles/{role_name}": lambda case: (case.role(), {}),
    "POST auth/token/roles/{role_name}": lambda case: ({"role_name": case.name("r")}, {"allowed_policies": "a,b", "token_period": "1h"}),
    "POST auth/userpass/login/{username}": lambda case: (case.user(), {"password": "correct horse"}),
    "GET auth/userpass/users/{username}": lambda case: (case.user(), {}), "DELETE auth/userpass/users/{username}": lambda case: (case.user(), {}),
    "POST auth/userpass/users/{username}": lambda case: ({"username": case.name("u")}, USER),
    "POST auth/userpass/users/{username}/password": lambda case: (case.user(), {"password_hash": HASH}),
    "POST auth/userpass/users/{username}/policies": lambda case: (case.user(), {"token_policies": "a,b"}),
    "GET sys/auth/{path}": lambda case: ({"path": "people"}, {}), "GET sys/auth/{path}/tune": lambda case: ({"path": "people"}, {}),
    "DELETE sys/auth/{path}": lambda case: ({"path": case.mount()}, {}),
    "POST sys/auth/{path}": lambda case: ({"path": case.name("m")}, {"type": "userpass", "description": "d"}),
    "POST sys/auth/{path}/tune": lambda case: ({"path": case.mount()}, TUNING), "POST sys/mounts/{path}/tune": lambda case: ({"path": f"auth/{case.mount()}"}, TUNING),
    "GET sys/mounts/{path}": lambda case: ({"path": "cubbyhole"}, {}), "GET sys/mounts/{path}/tune": lambda case: ({"path": "auth/people"}, {}),
    "POST sys/capabilities": lambda case: ({}, {"token": case.token(), "paths": ["x", "auth/token/lookup-self"]}),
    "POST sys/capabilities-accessor": lambda case: ({}, {"accessor": case.token("accessor"), "paths": ["x", "auth/token/lookup-self"]}),
    "POST sys/capabilities-self": lambda case: ({}, {"paths": ["x", "auth/token/lookup-self"]}),
    "POST sys/init": lambda case: ({}, {"recovery_shares": 1, "recovery_threshold": 1}),
    "GET sys/internal/ui/mounts/{path}": lambda case: ({"path": "auth/people"}, {}),
    "POST sys/leases/lookup": lambda case: ({}, {"lease_id": case.lease(fresh=True)}), "POST sys/leases/renew": lambda case: ({}, {"lease_id": case.lease(), "increment": 60}),
    "POST sys/leases/revoke": lambda case: ({}, {"lease_id": case.lease(), "sync": True}),
    "POST sys/leases/renew/{url_lease_id}": lambda case: ({"url_lease_id": case.lease()}, {"increment": 60}),
    "POST sys/leases/revoke/{url_lease_id}": lambda case: ({"url_lease_id": case.lease()}, {"sync": True}),
    "GET sys/leases/lookup/{prefix}": lambda case: (case.lease() and {"prefix": "auth/people/login/tenant"}, {}),
    "POST sys/leases/revoke-prefix/{prefix}": lambda case: (case.lease() and {"prefix": "auth/people/login/tenant"}, {"sync": True}),
    "POST sys/leases/revoke-force/{prefix}": lambda case: (case.lease() and {"prefix": "auth/people/login/tenant"}, {}),
    "POST sys/locked-users/{mount_accessor}/unlock/{alias_identifier}":
        lambda case: ({"mount_accessor": case.made("GET", "sys/auth/people").get("data", "accessor"), **{"alias_identifier": case.user()["username"]}}, {}),
    "POST sys/namespaces/api-lock/lock": lambda case: ({}, {}), "POST sys/namespaces/api-lock/unlock": lambda case: ({}, {"unlock_key": "x"}),
    "POST sys/namespaces/api-lock/lock/{path}": below_child, "POST sys/namespaces/api-lock/unlock/{path}": unlocking,
    "GET sys/namespaces/{path}": below_child, "PATCH sys/namespaces/{path}": lambda case: (below_child(case)[0], {"custom_metadata": {"a": "b"}}),
    "POST sys/namespaces/{path}": lambda case: (below_child(case)[0], {"custom_metadata": {"a": "b"}}),
    "DELETE sys/namespaces/{path}": lambda case: (case.made("POST", f"sys/namespaces/{case.name('d')}") and {"path": case.name("d")}, {}),
    "DELETE sys/namespaces/{path}/delete-sealed": below_child, "POST sys/namespaces/{path}/seal": below_child,
    "GET sys/namespaces/{path}/seal-status": below_child, "POST sys/namespaces/{path}/unseal": lambda case: (below_child(case)[0], {"key": "x"}),
    "GET sys/policies/acl/{name}": lambda case: (case.policy(), {}), "DELETE sys/policies/acl/{name}": lambda case: (case.policy(), {}),
    "GET sys/policies/detailed/acl/{name}": lambda case: (case.policy(), {}), "GET sys/policy/{name}": lambda case: (case.policy(), {}),
    "DELETE sys/policy/{name}": lambda case: (case.policy(), {}), "POST sys/policy/{name}": lambda case: ({"name": case.name("p")}, POLICY),
    "POST sys/policies/acl/{name}": lambda case: ({"name": case.name("p")}, POLICY), "PATCH sys/policies/acl/{name}": lambda case: (case.policy(), {}),
    "POST sys/remount": moving, "GET sys/remount/status/{migration_id}": moved,
}
SHOWN = {
    "auth/userpass/users/{username}/password": None, "auth/userpass/users/{username}/policies": "auth/userpass/users/{username}", "sys/namespaces/{path}/unseal": None,
    "sys/policy/{name}": "sys/policies/acl/{name}",
}
READABLE = {path for method, path, _, _ in OPERATIONS if method == "GET"}


class Operation:
    """One line of the list, played on one server."""

    def __init__(self, s, method, path, queries, fields):
        self.method, self.path, self.queries, self.fields = method, path, queries, fields
        self.s = s if path in OF_THE_SERVER else s.tenant()
        self.s.names[re.compile("x{1000,}")] = "<long>"
        self.situation = SITUATIONS.get(f"{method} {path}", lambda case: ({}, {}))
        self.shared, self.number, self.written = {}, 0, None
        if "{" in path and f"{method} {path}" not in SITUATIONS:
            raise KeyError(f"no situation for {method} {path}")

    def play(self):
        if self.s.namespace:
            self.s.expect(204, self.s.quiet("POST", "sys/auth/people", {"type": "userpass"}))
            self.s.expect(204, self.s.quiet("POST", "sys/auth/people/tune", {"user_lockout_config": {"lockout_disable": True}}))
        self.right("right")
        if self.path != "sys/init":
            self.who()
        self.right("unknown query", query="?zzz=1")
        if self.method in ("POST", "PATCH"):
            self.right("unknown field", {"zzz": 1})
            self.bodies()
        for field in self.fields:
            self.right(f"{field} missing", without=field)
            for name, value in VALUES.items():
                self.right(f"{field} = {name}", {field: value})
        for place in re.findall(r"{(\w+)}", self.path):
            for name, value in PLACES.items():
                self.right(f"{place} is {name}", places={place: value})
        for query in self.queries:
            for name, value in QUERIES.items():
                self.right(f"query {query} = {name}", query=f"?{query}={value.format(query)}")

    def who(self):
        path = re.sub(r"{\w+}", "*", self.path.replace("userpass", "people"), count=1)
        path = path[:path.index("*") + 1] if "*" in path else path
        plain = CAPABILITIES[self.method]
        tokens = {"nobody": None, "bad token": BAD, "no policy": self.s.child(), "default": self.s.child("default")}
        for who, capabilities in {"permitted": plain, "permitted, sudo": [*plain, "sudo"], "another capability": ["sudo", *sorted({"read", "update", "delete"} - set(plain))]}.items():
            tokens[who] = self.s.holder(f'path "{path}" {{ capabilities = {json.dumps(capabilities)} }}')
        for who, token in tokens.items():
            self.right(who, token=token)

    def bodies(self):
        for name, body in {"none": None, "empty": "", "null": "null", "no JSON": "{", "list": "[]", "text": '"x"', "form": "zzz=1", "more behind": "{}{}"}.items():
            self.right(f"body {name}", body=body)

    def right(self, name, changed=None, token="root", query="", without=None, places=None, body=...):
        """A step with the right request, but for what is said."""
        self.number += 1
        case = Case(self.s, self.number, self.shared)
        values, wanted = self.situation(case)
        if token == "root" and self.path == "auth/token/revoke-self":
            token = case.token()
        path = self.path.replace("userpass", "people").format(**{**values, **(places or {})})
        wanted = {field: value for field, value in {**wanted, **self.instead(wanted, changed or {}), **(changed or {})}.items() if field != without}
        headers = PATCH if self.method == "PATCH" else []
        sent = (wanted or None if self.method in ("GET", "DELETE") else wanted) if body is ... else body
        answer = self.s.step(name, self.method, path + query, sent, token, headers, ordered=False)
        self.brief(name)
        if answer.status in (200, 204) and self.method in ("POST", "PATCH") and token == "root":
            self.show(name, {**values, **(places or {})})
        if places and answer.status in (200, 204):
            self.s.quiet("DELETE", path)
        if "api-lock" in path:
            self.s.quiet("PUT", f"{API}/unlock")

    def instead(self, wanted, changed):
        """A password and its hash exclude each other."""
        return {field: None for field in wanted if field == "password_hash" and "password" in changed}

    def show(self, name, values):
        """What was written, as far as it is not what the right request writes."""
        path = SHOWN.get(self.path, self.path)
        if path in READABLE and path != "sys/init" and "lookup" not in path:
            view = lambda body: body.get("data") or body
            self.s.step(f"{name}, read", "GET", path.replace("userpass", "people").format(**values), ordered=False, view=view)
            kept = self.brief(f"{name}, read")
            if self.written is None:
                self.written = dict(kept)
            else:
                steps = self.s.steps[f"{name}, read"] = {p: v for p, v in kept.items() if self.written.get(p, ...) != v}
                steps.update({p: "<not there>" for p in self.written if p not in kept})

    def brief(self, name):
        kept = self.s.steps[name]
        missing = {p: "<not there>" for p in USUAL if p.startswith("header/") and p not in kept}
        enveloped = "body/request_id" in kept
        found = {p: v for p, v in kept.items() if p not in ("call", "unordered") and (p not in USUAL or USUAL[p] != v)}
        lacking = {p: "<not there>" for p in USUAL if enveloped and p.startswith("body/") and p not in kept and not any(q.startswith(f"{p}/") for q in kept)}
        found.update({p: "<root token>" for p, v in found.items() if p.endswith("/id") and v == self.s.root})
        if len(json.dumps(found)) > 6000:
            raise ValueError(f"the answer of {name} is too long to be kept")
        self.s.steps[name] = {**found, **missing, **lacking}
        return self.s.steps[name]


def register(method, path, queries, fields):
    SCENARIOS[f"operations.{method} {path}"] = lambda s: Operation(s, method, path, queries, fields).play()


for operation in OPERATIONS:
    register(*operation)
