"""Renewing tokens of all kinds."""
from side import scenario
from scenarios.token_lookup import GARBAGE, UNKNOWN, accessor_of

RENEW, SELF, ACCESSOR = "auth/token/renew", "auth/token/renew-self", "auth/token/renew-accessor"
LOOK = "auth/token/lookup"


@scenario
def by_token(s):
    token = s.child("default", ttl="1h", meta={"a": "b"}, num_uses=9)
    s.step("post", "POST", RENEW, {"token": token})
    s.step("look-up", "POST", LOOK, {"token": token})
    s.step("put with an increment", "PUT", RENEW, {"token": token, "increment": "2h"})
    s.step("look-up after it", "POST", LOOK, {"token": token})
    s.step("no body", "POST", RENEW)
    s.step("unknown field", "POST", RENEW, {"token": token, "zzz": 1})
    s.step("query is not read", "POST", f"{RENEW}?token={token}", {})
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", RENEW, {"token": garbage})
    s.step("token in the path", "POST", f"{RENEW}/{token}", {})
    s.step("root", "POST", RENEW, {"token": s.root})
    s.step("child of root", "POST", RENEW, {"token": s.child("root")})
    s.step("root with a ttl", "POST", RENEW, {"token": s.child("root", ttl="1h")})
    s.quiet("POST", "auth/token/revoke", {"token": token})
    s.step("of the dead", "POST", RENEW, {"token": token})


@scenario
def by_accessor(s):
    token = s.child("default", ttl="1h", num_uses=4)
    accessor = accessor_of(s, token)
    s.step("post", "POST", ACCESSOR, {"accessor": accessor})
    s.step("put with an increment", "PUT", ACCESSOR, {"accessor": accessor, "increment": 90})
    s.step("no body", "POST", ACCESSOR)
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", ACCESSOR, {"accessor": garbage})
    s.step("bad increment", "POST", ACCESSOR, {"accessor": accessor, "increment": "x"})
    s.step("root", "POST", ACCESSOR, {"accessor": accessor_of(s, s.root)})
    s.step("not renewable", "POST", ACCESSOR, {"accessor": accessor_of(s, s.child("default", renewable=False))})
    s.quiet("POST", "auth/token/revoke", {"token": token})
    s.step("of the dead", "POST", ACCESSOR, {"accessor": accessor})


@scenario
def increments(s):
    for kind, settings in {"plain": {}, "ttl": {"ttl": "1h"}, "explicit": {"ttl": "1h", "explicit_max_ttl": "2h"}, "periodic": {"period": "1h"},
                           "periodic and explicit": {"period": "1h", "explicit_max_ttl": "90m"},
                           "long period": {"period": "2000h"}, "not renewable": {"renewable": False},
                           "root with a ttl": {"policies": ["root"], "ttl": "1h"}}.items():
        token = s.child("default", **settings)
        for increment in ("2h", "10m", 0, "5000h", "", None):
            s.step(f"{kind}, {increment!r}", "POST", RENEW, {"token": token, "increment": increment},
                   view=lambda body: body.get("errors") or {"lease_duration": body["auth"]["lease_duration"], "warnings": body["warnings"]})
        s.step(f"{kind}, look-up", "POST", LOOK, {"token": token}, view=lambda body: body["data"])
    token = s.child("default", ttl="1h")
    for increment in (-5, "-5s", "abc", 1.5, True, [1], {}, "1.7", "9999999999999h", 9223372036854775807, 99999999999999999999, " 1h "):
        s.step(f"refused {increment!r}", "POST", RENEW, {"token": token, "increment": increment})
        s.step(f"refused {increment!r} for the unknown", "POST", RENEW, {"token": UNKNOWN, "increment": increment})


@scenario
def by_self(s):
    token = s.child("default", ttl="1h")
    s.step("another token in the body", "POST", SELF, {"token": UNKNOWN}, token=token)
    s.step("a number as token", "POST", SELF, {"token": 5}, token=token)
    s.step("a null as token", "POST", SELF, {"token": None}, token=token)
    s.step("an array as token", "POST", SELF, {"token": []}, token=token)
    s.step("not renewable", "POST", SELF, token=s.child("default", renewable=False))
    s.step("periodic", "POST", SELF, token=s.child("default", period="1h"))
    s.step("orphan", "POST", SELF, token=s.child("default", no_parent=True))
    one = s.child("default", num_uses=1)
    s.step("last use", "POST", SELF, token=one)
    s.step("dead after it", "GET", "auth/token/lookup-self", token=one)
    s.step("child of root", "POST", SELF, token=s.child("root"))


@scenario
def methods_and_rights(s):
    victim = s.child("default", ttl="1h")
    accessor = accessor_of(s, victim)
    for path in (RENEW, SELF, ACCESSOR):
        for method in ("GET", "LIST", "DELETE", "HEAD"):
            s.step(f"{method} {path}", method, path)
        s.step(f"slash {path}", "POST", path + "/", {})
        s.step(f"nobody {path}", "POST", path, {}, token=None)
    result = lambda body: body.get("errors") or body["auth"]["policies"]
    for who, rights in {"none": "", "update": '"update"', "create": '"create"', "sudo": '"sudo"', "deny": '"deny", "update"'}.items():
        token = s.holder(f'path "auth/token/*" {{ capabilities = [{rights}] }}', ttl="1h")
        s.step(f"{who}: token", "POST", RENEW, {"token": victim}, token=token, view=result)
        s.step(f"{who}: bad token", "POST", RENEW, {"token": []}, token=token, view=result)
        s.step(f"{who}: unknown", "POST", RENEW, {"token": UNKNOWN}, token=token, view=result)
        s.step(f"{who}: accessor", "POST", ACCESSOR, {"accessor": accessor}, token=token, view=result)
        s.step(f"{who}: unknown accessor", "POST", ACCESSOR, {"accessor": "x"}, token=token, view=result)
        s.step(f"{who}: self", "POST", SELF, token=token, view=result)


@scenario
def logins_by_others(s):
    m = s.userpass()
    s.user(m, "ada", token_ttl="1h", token_policies="dev")
    token = s.login(m, "ada")
    s.step("by token", "POST", RENEW, {"token": token, "increment": "2h"})
    s.step("by accessor", "POST", ACCESSOR, {"accessor": accessor_of(s, token)})
    s.quiet("POST", f"auth/{m}/users/ada", {"token_policies": "other"})
    s.step("policies changed", "POST", RENEW, {"token": token})
    s.step("policies changed, by accessor", "POST", ACCESSOR, {"accessor": accessor_of(s, token)})
    s.quiet("DELETE", f"auth/{m}/users/ada")
    s.step("user deleted", "POST", RENEW, {"token": token})
    s.step("user deleted, by accessor", "POST", ACCESSOR, {"accessor": accessor_of(s, token)})
