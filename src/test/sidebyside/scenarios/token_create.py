"""Making tokens: who may make which, every field, every refusal, and what the new token is."""
from side import scenario

CREATE, ORPHAN, SELF = "auth/token/create", "auth/token/create-orphan", "auth/token/lookup-self"
CREATOR = 'path "auth/token/create" { capabilities = ["update"] }\npath "auth/token/create-orphan" { capabilities = ["update"] }\n'
SUDO = 'path "auth/token/create" { capabilities = ["update", "sudo"] }\npath "auth/token/create-orphan" { capabilities = ["update", "sudo"] }\n'
LOOK = f'path "{SELF}" {{ capabilities = ["read"] }}\n'


def made(s, name, body, path=CREATE, token="root", **more):
    """A creation and, if it succeeds, what the new token is."""
    answer = s.step(name, "POST", path, body, token=token, **more)
    if answer.client_token:
        s.step(f"{name}, look-up", "POST", "auth/token/lookup", {"token": answer.client_token}, view=lambda body: body.get("data"))
    return answer.client_token


@scenario
def by_root(s):
    for name, body in {
        "no body": None, "nothing": {}, "null": "null", "an array": [], "a number": 5, "a text": '"x"', "no json": "{", "unknown field": {"zzz": 1},
        "policies": {"policies": ["default"]}, "policies in a text": {"policies": "default"}, "unknown policies": {"policies": ["nope", "never"]},
        "a comma is no separator": {"policies": ["a,b"]}, "a comma in a text": {"policies": "a,b"},
        "odd policies": {"policies": [" Zed ", "alpha", "", "ZED", "root "]},
        "upper case": {"policies": ["ALPHA", "default"]}, "blank policy": {"policies": [" "]}, "empty policy": {"policies": [""]},
        "no policies": {"policies": []},
        "policies null": {"policies": None}, "policies a number": {"policies": 5}, "policies an object": {"policies": {"a": 1}},
        "policies with numbers": {"policies": [1, True]}, "policies with null": {"policies": [None]}, "policies with arrays": {"policies": [["a"]]},
        "root and others": {"policies": ["root", "a"]}, "response wrapping policy": {"policies": ["response-wrapping"]},
        "no default": {"policies": ["a", "default"], "no_default_policy": True},
        "only default, without it": {"policies": ["default"], "no_default_policy": True},
        "root without default": {"no_default_policy": True}, "no default text": {"no_default_policy": "true"}, "no default bad": {"no_default_policy": "yes"},
    }.items():
        made(s, name, body)


@scenario
def meta_and_names(s):
    for name, body in {
        "meta": {"meta": {"user": "ada", "team": "ops"}}, "meta empty": {"meta": {}}, "meta null": {"meta": None}, "meta number": {"meta": {"a": 1, "b": True}},
        "meta with null": {"meta": {"a": None}}, "meta with an object": {"meta": {"a": {"b": "c"}}}, "meta an array": {"meta": ["a=b", "c=d"]},
        "meta a text": {"meta": "a=b"},
        "meta bad text": {"meta": "x"}, "meta a number": {"meta": 5}, "metadata": {"metadata": {"a": "b"}},
        "display name": {"display_name": "ada"}, "odd display name": {"display_name": "a b/c_d.e-"}, "display name of dashes": {"display_name": "--"},
        "display name not ascii": {"display_name": "\u00e9\u2603"}, "display name empty": {"display_name": ""}, "display name number": {"display_name": 5},
        "display name null": {"display_name": None}, "display name array": {"display_name": ["a"]}, "long display name": {"display_name": "x" * 300},
    }.items():
        made(s, name, {"policies": ["default"], **body})


@scenario
def times(s):
    for name, body in {
        "ttl": {"ttl": "1h"}, "ttl number": {"ttl": 90}, "ttl text number": {"ttl": "90"}, "ttl days": {"ttl": "1d"}, "ttl fraction": {"ttl": "1.5h"},
        "ttl milliseconds": {"ttl": "90500ms"}, "ttl zero": {"ttl": 0}, "ttl zero seconds": {"ttl": "0s"},
        "ttl empty": {"ttl": ""}, "ttl null": {"ttl": None}, "ttl above the maximum": {"ttl": "2000h"}, "ttl huge": {"ttl": "9999999999999h"},
        "ttl huge number": {"ttl": 99999999999999999999}, "ttl large number": {"ttl": 9223372036854775807},
        "ttl negative": {"ttl": "-5s"}, "ttl negative number": {"ttl": -5}, "ttl bad": {"ttl": "abc"}, "ttl a fraction number": {"ttl": 1.5},
        "ttl array": {"ttl": ["1h"]}, "ttl object": {"ttl": {}}, "ttl blank": {"ttl": " "}, "ttl with blanks": {"ttl": " 1h "},
        "ttl without a unit": {"ttl": "1.7"},
        "lease": {"lease": "1h"}, "lease and ttl": {"lease": "1h", "ttl": "2h"}, "lease bad": {"lease": "x"}, "lease negative": {"lease": "-1h"},
        "lease bad beside a ttl": {"lease": "x", "ttl": "2h"},
        "explicit": {"explicit_max_ttl": "1h"}, "explicit below the ttl": {"ttl": "2h", "explicit_max_ttl": "1h"},
        "explicit above the ttl": {"ttl": "1h", "explicit_max_ttl": "2h"},
        "explicit above the maximum": {"explicit_max_ttl": "2000h"}, "explicit zero": {"explicit_max_ttl": "0s"},
        "explicit negative": {"explicit_max_ttl": "-1s"},
        "explicit bad": {"explicit_max_ttl": "x"}, "explicit number": {"explicit_max_ttl": 60}, "explicit array": {"explicit_max_ttl": []},
        "period": {"period": "1h"}, "period and ttl": {"period": "1h", "ttl": "2h"}, "period above the maximum": {"period": "2000h"},
        "period zero": {"period": "0"},
        "period negative": {"period": "-1h"}, "period bad": {"period": "x"}, "period number": {"period": 60}, "period null": {"period": None},
        "period and explicit": {"period": "1h", "explicit_max_ttl": "30m"}, "period below explicit": {"period": "30m", "explicit_max_ttl": "1h"},
        "two that are bad": {"explicit_max_ttl": "x", "period": "y", "ttl": "z"},
        "two that are negative": {"explicit_max_ttl": "-1s", "period": "-1s", "ttl": "-1s"},
    }.items():
        made(s, name, {"policies": ["default"], **body})
    s.step("less than a second", "POST", CREATE, {"policies": ["default"], "ttl": "500ms"})
    s.step("true is one second", "POST", CREATE, {"policies": ["default"], "ttl": True})


@scenario
def of_root_policy(s):
    for name, body in {
        "ttl": {"ttl": "1h"}, "ttl not renewable": {"ttl": "1h", "renewable": False}, "explicit": {"explicit_max_ttl": "1h"}, "period": {"period": "1h"},
        "not renewable": {"renewable": False},
        "uses": {"num_uses": 3}, "orphan": {"no_parent": True}, "meta": {"meta": {"a": "b"}}, "name": {"display_name": "x"},
    }.items():
        made(s, name, body)
    expiring = s.child("root", ttl="1h")
    made(s, "child of an expiring root", {}, token=expiring)
    made(s, "child of an expiring root with a ttl", {"ttl": "30m"}, token=expiring)
    made(s, "child of an expiring root with an explicit maximum", {"explicit_max_ttl": "30m"}, token=expiring)
    made(s, "child of an expiring root that lives longer", {"ttl": "30h"}, token=expiring)
    made(s, "plain child of an expiring root", {"policies": ["default"]}, token=expiring)
    made(s, "orphan of an expiring root", {"no_parent": True}, token=expiring)


@scenario
def flags_and_uses(s):
    for name, body in {
        "renewable": {"renewable": True}, "not renewable": {"renewable": False}, "renewable text": {"renewable": "false"}, "renewable number": {"renewable": 0},
        "renewable bad": {"renewable": "yes"}, "renewable null": {"renewable": None}, "renewable empty": {"renewable": ""},
        "renewable array": {"renewable": []},
        "orphan": {"no_parent": True}, "not orphan": {"no_parent": False}, "orphan text": {"no_parent": "true"}, "orphan bad": {"no_parent": "x"},
        "orphan null": {"no_parent": None},
        "uses": {"num_uses": 5}, "uses text": {"num_uses": "5"}, "uses zero": {"num_uses": 0}, "uses negative": {"num_uses": -1},
        "uses fraction": {"num_uses": 1.5},
        "uses bad": {"num_uses": "x"}, "uses empty": {"num_uses": ""}, "uses null": {"num_uses": None}, "uses huge": {"num_uses": 99999999999999999999},
        "uses large": {"num_uses": 2147483648}, "uses true": {"num_uses": True}, "uses array": {"num_uses": [1]},
        "service": {"type": "service"}, "type empty": {"type": ""}, "type null": {"type": None}, "type upper case": {"type": "Service"},
        "type default": {"type": "default"},
        "type default service": {"type": "default-service"}, "type bad": {"type": "x"}, "type number": {"type": 5}, "type array": {"type": ["service"]},
        "alias": {"entity_alias": "ada"}, "alias empty": {"entity_alias": ""}, "alias number": {"entity_alias": 5}, "alias array": {"entity_alias": []},
    }.items():
        made(s, name, {"policies": ["default"], **body})
    made(s, "as the command line sends it", {"ttl": "0s", "explicit_max_ttl": "0s", "period": "0s", "display_name": "", "num_uses": 0, "renewable": True,
                                             "type": "service",
                                             "entity_alias": ""})
    made(s, "query is not read", None, path=CREATE + "?ttl=60&policies=default")
    s.step("form", "POST", CREATE, "policies=default&ttl=60", headers=[("Content-Type", "application/x-www-form-urlencoded")])


@scenario
def batch_comes_later(s):
    s.step("batch", "POST", CREATE, {"type": "batch", "policies": ["default"]},
           view=lambda body: {"auth": sorted(body.get("auth") or {}), "errors": body.get("errors")})
    s.step("batch with uses", "POST", CREATE, {"type": "batch", "num_uses": 1})
    s.step("wrapped", "POST", CREATE, {"policies": ["default"]}, headers=[("X-Vault-Wrap-TTL", "60")], view=lambda body: sorted(body))


@scenario
def other_methods(s):
    for method in ("GET", "LIST", "DELETE", "HEAD", "SCAN"):
        for path in (CREATE, ORPHAN, "auth/token/create/nope"):
            s.step(f"{method} {path}", method, path)
    s.step("PUT", "PUT", CREATE, {"policies": ["default"]})
    s.step("PUT orphan", "PUT", ORPHAN, {"policies": ["default"]})
    for path in (CREATE, ORPHAN):
        s.step(f"PATCH {path}", "PATCH", path, {}, headers=[("Content-Type", "application/merge-patch+json")])
        s.step(f"{path} with a slash", "POST", path + "/", {})
        s.step(f"{path}, nobody", "POST", path, {}, token=None)
        s.step(f"{path}, unknown", "POST", path, {}, token="s.000000000000000000000000")
    s.step("unknown role", "POST", "auth/token/create/nope", {})
    s.step("unknown role with a slash", "POST", "auth/token/create/nope/deeper", {})


@scenario
def without_sudo(s):
    web = s.policy("web", "# nothing")
    creator = s.policy("creator", CREATOR + LOOK)
    parent = s.child(creator, web, "default")
    for name, body in {
        "nothing": {}, "inherits": {"policies": []}, "subset": {"policies": [web]}, "default alone": {"policies": ["default"]},
        "subset without default": {"policies": [web], "no_default_policy": True},
        "inherits without default": {"no_default_policy": True}, "upper case subset": {"policies": [web.upper()]}, "others": {"policies": ["other"]},
        "one other": {"policies": [web, "other"]},
        "root": {"policies": ["root"]}, "response wrapping policy": {"policies": ["response-wrapping"]}, "empty policy": {"policies": [""]},
        "orphan": {"no_parent": True}, "period": {"period": "1h"}, "period zero": {"period": "0s"}, "id": {"id": "x"}, "id empty": {"id": ""},
        "ttl": {"ttl": "1h"},
        "explicit": {"explicit_max_ttl": "1h"}, "uses": {"num_uses": 3}, "meta": {"meta": {"a": "b"}}, "alias": {"entity_alias": "x"},
        "order: type before uses": {"type": "x", "num_uses": -1}, "order: uses before alias": {"num_uses": -1, "entity_alias": "x"},
        "order: alias before id": {"entity_alias": "x", "id": "x"},
        "order: id before policies": {"id": "x", "policies": ["other"]}, "order: policies before orphan": {"policies": ["other"], "no_parent": True},
        "order: orphan before times": {"no_parent": True, "ttl": "x"}, "order: explicit before period": {"explicit_max_ttl": "x", "period": "1h"},
        "order: period before ttl": {"period": "1h", "ttl": "x"}, "order: bad period before the right": {"period": "x", "ttl": "y"},
        "order: fields first": {"num_uses": "x", "type": "x"},
        "order: batch before uses": {"type": "batch", "num_uses": -1},
    }.items():
        made(s, name, body, token=parent)
    made(s, "create-orphan", {"policies": [web]}, path=ORPHAN, token=parent)
    made(s, "create-orphan, nothing", {}, path=ORPHAN, token=parent)
    made(s, "create-orphan, others", {"policies": ["other"]}, path=ORPHAN, token=parent)
    made(s, "create-orphan, not orphan", {"no_parent": False}, path=ORPHAN, token=parent)
    made(s, "create-orphan, orphan", {"no_parent": True}, path=ORPHAN, token=parent)
    made(s, "create-orphan, period", {"period": "1h"}, path=ORPHAN, token=parent)
    made(s, "create-orphan, id", {"id": "x"}, path=ORPHAN, token=parent)
    lean = s.child(creator, web)
    made(s, "parent without default, nothing", {}, token=lean)
    made(s, "parent without default, subset", {"policies": [web]}, token=lean)
    made(s, "parent without default, default", {"policies": ["default"]}, token=lean)
    made(s, "parent without default, default and more", {"policies": ["default", web]}, token=lean)


@scenario
def with_sudo(s):
    boss = s.child(s.policy("boss", SUDO), "default")
    custom = s.unique("custom")
    for name, body in {
        "nothing": {}, "others": {"policies": ["other"]}, "without default": {"policies": ["other"], "no_default_policy": True}, "root": {"policies": ["root"]},
        "root and others": {"policies": ["root", "x"]},
        "orphan": {"no_parent": True}, "period": {"period": "1h"}, "id": {"id": custom}, "response wrapping policy": {"policies": ["response-wrapping"]},
    }.items():
        made(s, name, body, token=boss)
    made(s, "create-orphan", {"policies": ["other"]}, path=ORPHAN, token=boss)
    lean = s.child(s.policy("boss", SUDO), s.policy("other", "# nothing"))
    made(s, "parent without default, nothing", {}, token=lean)
    made(s, "parent without default, others", {"policies": ["other"]}, token=lean)
    only = s.holder('path "auth/token/create" { capabilities = ["sudo"] }')
    s.step("sudo alone", "POST", CREATE, {}, token=only)
    other = s.holder('path "auth/token/create" { capabilities = ["create", "sudo"] }')
    s.step("create is not update", "POST", CREATE, {}, token=other)
    half = s.holder('path "auth/token/create" { capabilities = ["update"] }\npath "auth/token/create-orphan" { capabilities = ["update", "sudo"] }')
    s.step("sudo of the other path", "POST", CREATE, {"no_parent": True}, token=half)
    made(s, "sudo of this path", {"policies": ["other"], "period": "1h"}, path=ORPHAN, token=half)


@scenario
def custom_ids(s):
    own = s.unique("own")
    made(s, "a word", {"id": own, "policies": ["default"]})
    s.step("it works", "GET", SELF, token=own)
    s.step("the same again", "POST", CREATE, {"id": own})
    s.quiet("POST", "auth/token/revoke", {"token": own})
    s.step("dead", "GET", SELF, token=own)
    made(s, "again after it died", {"id": own, "policies": ["default"]})
    for name, id_ in {
        "service prefix": "s.x", "batch prefix": "b.x", "recovery prefix": "r.x", "vault prefix": "hvs.x", "vault batch prefix": "hvb.x", "dot": "a.b",
        "dot at the end": "a.",
        "the prefix alone": "s.", "a letter and a dot": "x.y", "upper case prefix": "S.x", "blank inside": f"{own} b", "blank around": f" {own}c ",
        "blank alone": " ", "number": 5, "true": True,
        "array": ["x"], "object": {}, "null": None, "slash": f"{own}/d", "long": own + "x" * 300, "not ascii": f"{own}\u00e9", "percent": f"{own}%41",
        "line end": f"{own}\n", "quote": f"{own}\"'",
    }.items():
        s.quiet("POST", "auth/token/revoke", {"token": made(s, name, {"id": id_, "policies": ["default"], "ttl": "1m"})})
    s.step("upper case is another", "GET", SELF, token=own.upper())
    s.step("revoked by accessor of a custom token", "POST", "auth/token/revoke", {"token": own})
    s.step("a custom token that died", "GET", SELF, token=own)
    made(s, "custom and a bad policy", {"id": s.unique("own"), "policies": ["response-wrapping"]})
    made(s, "custom root", {"id": s.unique("own")})


@scenario
def by_limited_parents(s):
    creator = s.policy("creator", CREATOR + LOOK)
    limited = s.child(creator, num_uses=5)
    s.step("limited parent", "POST", CREATE, {}, token=limited)
    s.step("limited parent, orphan", "POST", ORPHAN, {}, token=limited)
    s.step("limited parent, bad field", "POST", CREATE, {"num_uses": "x"}, token=limited)
    s.step("uses went on it", "GET", SELF, token=limited)
    short = s.child(creator, ttl="1h")
    made(s, "a child may live longer", {"ttl": "5h"}, token=short)
    made(s, "a child without a ttl", {}, token=short)
    capped = s.child(creator, explicit_max_ttl="1h")
    made(s, "a child of a capped", {"ttl": "5h"}, token=capped)
    periodic = s.child(creator, period="1h")
    made(s, "a child of a periodic", {}, token=periodic)
    fixed = s.child(creator, renewable=False)
    made(s, "a child of one that is not renewable", {}, token=fixed)
    named = s.child(creator, display_name="x", meta={"a": "b"})
    made(s, "a child of a named", {}, token=named)


@scenario
def entities_and_addresses(s):
    creator = s.policy("creator", CREATOR + LOOK)
    m = s.userpass()
    s.user(m, "ada", token_policies=creator, token_bound_cidrs="127.0.0.0/8,::1")
    parent = s.login(m, "ada")
    same = lambda body: {"entity of the login": body["data"]["entity_id"] == entity, "any": bool(body["data"]["entity_id"]),
                         "bound_cidrs": body["data"].get("bound_cidrs"), "orphan": body["data"]["orphan"]}
    entity = s.quiet("GET", SELF, token=parent).get("data", "entity_id")
    made(s, "child", {}, token=parent)
    s.step("its entity", "GET", SELF, token=s.child(creator, parent=parent), view=same)
    orphan = made(s, "orphan", {}, path=ORPHAN, token=parent)
    s.step("the orphan's entity", "GET", SELF, token=orphan, view=same)
    s.step("another login", "GET", SELF, token=s.login(m, "ada"), view=same)
    s.user(m, "bob", token_policies=creator)
    s.step("another user", "GET", SELF, token=s.login(m, "bob"), view=same)
    s.quiet("DELETE", f"auth/{m}/users/ada")
    s.user(m, "ada", token_policies=creator)
    s.step("the same name made again", "GET", SELF, token=s.login(m, "ada"), view=same)
    s.step("a strange case", "GET", SELF, token=s.login(m, "ADA"), view=same)
    other = s.userpass("others")
    s.user(other, "ada", token_policies=creator)
    s.step("the same name elsewhere", "GET", SELF, token=s.login(other, "ada"), view=same)
    far = s.userpass("far")
    s.step("bound elsewhere", "POST", f"auth/{far}/users/ada", {"password": "x", "token_bound_cidrs": "10.0.0.0/8"})
