"""Looking tokens up, by themselves, by others and by accessor; the list of accessors."""
from side import scenario

LOOKUP, SELF, ACCESSOR, ACCESSORS = "auth/token/lookup", "auth/token/lookup-self", "auth/token/lookup-accessor", "auth/token/accessors"
UNKNOWN = "s.000000000000000000000000"
GARBAGE = {"number": 5, "null": None, "array": [], "array of texts": ["x"], "object": {}, "true": True, "empty": "", "blank": " ", "word": "nonsense",
           "unknown": UNKNOWN,
           "unknown of a namespace": UNKNOWN + ".abcdef", "dot": ".", "only a prefix": "s.", "batch prefix": "b.x", "vault prefix": "hvs.x",
           "long": "s." + "x" * 5000, "null character": "a\u0000b"}


def accessor_of(s, token):
    return s.quiet("POST", LOOKUP, {"token": token}).get("data", "accessor")


@scenario
def by_token(s):
    token = s.child("default", "dev", ttl="1h", meta={"a": "b"}, display_name="x", num_uses=9)
    s.step("post", "POST", LOOKUP, {"token": token})
    s.step("put", "PUT", LOOKUP, {"token": token})
    s.step("get", "GET", f"{LOOKUP}?token={token}")
    s.step("get with two", "GET", f"{LOOKUP}?token={token}&token={UNKNOWN}")
    s.step("get with a body", "GET", LOOKUP, {"token": token}, view=lambda body: body["data"]["policies"])
    s.step("post with a query", "POST", f"{LOOKUP}?token={token}", view=lambda body: body["data"]["policies"])
    s.step("unknown field", "POST", LOOKUP, {"token": token, "zzz": 1})
    s.step("no body is the caller", "POST", LOOKUP, token=s.holder('path "auth/token/lookup" { capabilities = ["update"] }'))
    s.step("nothing is the caller", "POST", LOOKUP, {}, token=s.holder('path "auth/token/lookup" { capabilities = ["update"] }'))
    s.step("get is the caller", "GET", LOOKUP, token=s.holder('path "auth/token/lookup" { capabilities = ["read"] }'))
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", LOOKUP, {"token": garbage}, view=lambda body: body.get("errors") or body["data"]["policies"])
    for name, body in {"no json": "{", "array": [], "null": "null", "text": '"x"'}.items():
        s.step(f"body, {name}", "POST", LOOKUP, body, view=lambda body: body.get("errors") or body["data"]["policies"])
    s.step("revoked", "POST", "auth/token/revoke", {"token": token})
    s.step("of the dead", "POST", LOOKUP, {"token": token})
    s.step("token in the path", "GET", f"{LOOKUP}/{UNKNOWN}")
    s.step("token in the path, post", "POST", f"{LOOKUP}/{UNKNOWN}", {})


@scenario
def methods(s):
    for path in (LOOKUP, SELF, ACCESSOR):
        for method in ("LIST", "DELETE", "HEAD", "SCAN"):
            s.step(f"{method} {path}", method, path)
        s.step(f"PATCH {path}", "PATCH", path, {}, headers=[("Content-Type", "application/merge-patch+json")])
        s.step(f"slash {path}", "GET", path + "/")
        s.step(f"nobody {path}", "GET", path, token=None)
        s.step(f"nobody, post {path}", "POST", path, {}, token=None)
    s.step("get by accessor", "GET", ACCESSOR + "?accessor=x")


@scenario
def by_accessor(s):
    token = s.child("default", ttl="1h")
    accessor = accessor_of(s, token)
    s.step("post", "POST", ACCESSOR, {"accessor": accessor})
    s.step("put", "PUT", ACCESSOR, {"accessor": accessor})
    s.step("no body", "POST", ACCESSOR)
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", ACCESSOR, {"accessor": garbage})
    s.step("the token is no accessor", "POST", ACCESSOR, {"accessor": token})
    s.step("the accessor is no token", "POST", LOOKUP, {"token": accessor})
    s.step("it is no credential", "GET", SELF, token=accessor)
    s.quiet("POST", "auth/token/revoke", {"token": token})
    s.step("of the dead", "POST", ACCESSOR, {"accessor": accessor})
    s.step("upper case", "POST", ACCESSOR, {"accessor": accessor.swapcase()})


@scenario
def by_self(s):
    look = s.holder(f'path "{SELF}" {{ capabilities = ["read", "update"] }}')
    s.step("get", "GET", SELF, token=look)
    s.step("post", "POST", SELF, token=look)
    s.step("post with another token", "POST", SELF, {"token": s.root}, token=look)
    s.step("get with another token", "GET", f"{SELF}?token={UNKNOWN}", token=look)
    s.step("post with a number", "POST", SELF, {"token": 5}, token=look)
    s.step("by default", "POST", SELF, token=s.child("default"))
    limited = s.child("default", num_uses=3)
    for use in ("first", "second", "last", "none left"):
        s.step(f"uses, {use}", "GET", SELF, token=limited)
    s.until(403, "POST", LOOKUP, "root", {"token": limited})
    s.step("looked up by others", "POST", LOOKUP, {"token": limited})
    other = s.child("default", num_uses=2)
    for turn in ("once", "twice"):
        s.step(f"others take no use, {turn}", "POST", LOOKUP, {"token": other})


@scenario
def rights(s):
    victim = s.child("default")
    accessor = accessor_of(s, victim)
    for who, rights in {"none": "", "read": '"read"', "update": '"update"', "create": '"create"', "sudo": '"sudo"', "list": '"list"',
                        "list and sudo": '"list", "sudo"', "deny": '"deny"'}.items():
        token = s.holder(f'path "auth/token/*" {{ capabilities = [{rights}] }}')
        result = lambda body: body.get("errors") or body["data"].get("policies", "keys")
        s.step(f"{who}: post", "POST", LOOKUP, {"token": victim}, token=token, view=result)
        s.step(f"{who}: get", "GET", f"{LOOKUP}?token={victim}", token=token, view=result)
        s.step(f"{who}: unknown", "POST", LOOKUP, {"token": UNKNOWN}, token=token, view=result)
        s.step(f"{who}: bad token", "POST", LOOKUP, {"token": []}, token=token, view=result)
        s.step(f"{who}: accessor", "POST", ACCESSOR, {"accessor": accessor}, token=token, view=result)
        s.step(f"{who}: bad accessor", "POST", ACCESSOR, {"accessor": []}, token=token, view=result)
        s.step(f"{who}: self", "GET", SELF, token=token, view=result)
        s.step(f"{who}: accessors", "LIST", ACCESSORS, token=token, view=result)


@scenario
def accessors(s):
    token = s.child("default")
    accessor = accessor_of(s, token)
    s.names[accessor] = "its accessor"
    there = lambda body: {"there": accessor in body["data"]["keys"], "data": sorted(body["data"])} if body.get("data") else body
    s.step("list", "LIST", ACCESSORS, view=there)
    s.step("list by get", "GET", ACCESSORS + "?list=true", view=there)
    s.step("list with a slash", "LIST", ACCESSORS + "/", view=there)
    s.step("get", "GET", ACCESSORS)
    s.step("get with a slash", "GET", ACCESSORS + "/")
    for method in ("POST", "DELETE", "HEAD", "SCAN"):
        s.step(method, method, ACCESSORS)
    s.step("deeper", "LIST", ACCESSORS + "/x")
    s.step("limit", "LIST", ACCESSORS + "?limit=1", view=lambda body: body["warnings"])
    s.step("get of one", "GET", f"{ACCESSORS}/{accessor}")
    s.quiet("POST", "auth/token/revoke", {"token": token})
    s.step("gone", "LIST", ACCESSORS, view=there)
    exact = s.holder('path "auth/token/accessors" { capabilities = ["list", "sudo"] }')
    s.step("rule without the slash", "LIST", ACCESSORS, token=exact, view=lambda body: sorted(body.get("data") or body))
    slash = s.holder('path "auth/token/accessors/" { capabilities = ["list", "sudo"] }')
    s.step("rule with the slash", "LIST", ACCESSORS, token=slash, view=lambda body: sorted(body.get("data") or body))
    weak = s.holder('path "auth/token/accessors" { capabilities = ["list"] }\npath "auth/token/accessors/" { capabilities = ["list"] }')
    s.step("without sudo", "LIST", ACCESSORS, token=weak)
    s.step("without sudo, get", "GET", ACCESSORS, token=s.holder('path "auth/token/accessors" { capabilities = ["read"] }'))
    s.step("with sudo, get", "GET", ACCESSORS, token=s.holder('path "auth/token/accessors" { capabilities = ["read", "sudo"] }'))
    s.step("nobody", "LIST", ACCESSORS, token=None)


@scenario
def tidy(s):
    for method in ("GET", "LIST", "DELETE", "HEAD"):
        s.step(method, method, "auth/token/tidy")
    s.step("without rights", "POST", "auth/token/tidy", token=s.child("default"))
    s.step("without sudo", "POST", "auth/token/tidy", token=s.holder('path "auth/token/tidy" { capabilities = ["update"] }'),
           view=lambda body: "started or running")
    s.step("nobody", "POST", "auth/token/tidy", token=None)
    s.step("slash", "POST", "auth/token/tidy/")
