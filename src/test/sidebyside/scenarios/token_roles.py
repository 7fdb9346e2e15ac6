"""Token roles: writing, reading and listing them, and the tokens they give."""
from side import scenario

ROLES = "auth/token/roles"


def role(s, stem="role", **fields):
    """A unique role that goes at the end."""
    name = s.unique(stem)
    s.made.append(f"{ROLES}/{name}")
    s.quiet("POST", f"{ROLES}/{name}", fields)
    return name


def made(s, step, role, body=None, token="root"):
    """A token of a role and, if there is one, what it is."""
    answer = s.step(step, "POST", f"auth/token/create/{role}", body if body is not None else {}, token=token)
    if answer.client_token:
        s.step(f"{step}, look-up", "POST", "auth/token/lookup", {"token": answer.client_token}, view=lambda body: body.get("data"))
    return answer.client_token


@scenario
def story(s):
    name = s.unique("role")
    path = f"{ROLES}/{name}"
    s.step("not there", "GET", path)
    s.step("delete what is not there", "DELETE", path)
    s.step("create with nothing", "POST", path)
    s.step("read", "GET", path, ordered=False)
    s.step("change", "POST", path, {"allowed_policies": "dev, Ops", "orphan": True, "renewable": False, "token_period": "1h", "token_explicit_max_ttl": 7200,
                                    "path_suffix": "some-thing"})
    s.step("read what changed", "GET", path, ordered=False)
    s.step("put changes one field", "PUT", path, {"token_num_uses": 3})
    s.step("the rest stood", "GET", path, ordered=False)
    s.step("list", "LIST", ROLES, view=lambda body: name in body["data"]["keys"])
    s.step("list by get", "GET", ROLES + "?list=true", view=lambda body: name in body["data"]["keys"])
    s.step("delete", "DELETE", path)
    s.step("gone", "GET", path)
    s.step("none left", "LIST", ROLES)


@scenario
def names_and_methods(s):
    for method in ("POST", "PUT", "DELETE", "GET", "SCAN", "HEAD"):
        s.step(f"{method} of roles", method, ROLES)
    s.step("write of roles with a slash", "POST", ROLES + "/", {})
    s.step("read of roles with a slash", "GET", ROLES + "/")
    for name in ("Upper", "a.b-c_d", "x" * 100, ".a", "a.", "-a", "a-", "a@b", "a/b", "a%20b", "%C3%A9", "_"):
        s.step(f"write {name}", "POST", f"{ROLES}/{name}", {})
        s.step(f"read {name}", "GET", f"{ROLES}/{name}", ordered=False, view=lambda body: (body.get("data") or {}).get("name", body))
        s.step(f"token of {name}", "POST", f"auth/token/create/{name}", {"policies": ["default"]})
    s.step("read upper", "GET", f"{ROLES}/upper")
    s.step("list of all", "LIST", ROLES, view=lambda body: body["data"])
    for query in ("?limit=1", "?limit=-1", "?limit=x", "?after=a.b-c_d", "?after=a.b-c_d&limit=1", "?zzz=1"):
        s.step(f"list {query}", "LIST", ROLES + query)
    for name in ("Upper", "a.b-c_d", "x" * 100, "-a", "a-", "_"):
        s.quiet("DELETE", f"{ROLES}/{name}")
    s.step("name in the body", "POST", f"{ROLES}/named", {"role_name": "other", "name": "x"})
    s.step("it is not read", "GET", f"{ROLES}/other")
    s.step("HEAD of a role", "HEAD", f"{ROLES}/named")
    s.step("LIST of a role", "LIST", f"{ROLES}/named")
    s.step("PATCH of a role", "PATCH", f"{ROLES}/named", {}, headers=[("Content-Type", "application/merge-patch+json")])
    s.step("write with a slash", "POST", f"{ROLES}/named/", {})
    s.step("read with a slash", "GET", f"{ROLES}/named/")
    s.step("delete with a slash", "DELETE", f"{ROLES}/named/")
    s.quiet("DELETE", f"{ROLES}/named")


@scenario
def fields(s):
    path = f"{ROLES}/{role(s)}"
    for name, body in {
        "nothing": {}, "null": "null", "unknown": {"zzz": 1}, "policies": {"allowed_policies": "a,B, c ,,a", "disallowed_policies": ["x", "Y"]},
        "policies array": {"allowed_policies": ["b,c", "a"]},
        "policies null": {"allowed_policies": None}, "policies empty": {"disallowed_policies": ""},
        "globs": {"allowed_policies_glob": "dev-*,Ops*", "disallowed_policies_glob": ["*-prod"]},
        "globs empty": {"allowed_policies_glob": [], "disallowed_policies_glob": ""}, "root among them": {"allowed_policies": "root,x"},
        "number": {"allowed_policies": 5},
        "object": {"allowed_policies": {}}, "aliases": {"allowed_entity_aliases": "Ada,bob*"}, "aliases empty": {"allowed_entity_aliases": ""},
        "aliases null": {"allowed_entity_aliases": None},
        "orphan": {"orphan": True}, "orphan text": {"orphan": "false"}, "orphan null": {"orphan": None}, "orphan bad": {"orphan": "x"},
        "not renewable": {"renewable": False},
        "renewable null": {"renewable": None}, "renewable": {"renewable": True}, "suffix": {"path_suffix": "a.b-c"}, "suffix empty": {"path_suffix": ""},
        "suffix null": {"path_suffix": None},
        "suffix slash": {"path_suffix": "a/b"}, "suffix parent": {"path_suffix": "../x"}, "suffix short": {"path_suffix": "ab"},
        "suffix one": {"path_suffix": "a"},
        "suffix blank": {"path_suffix": "a b c"}, "suffix at the end": {"path_suffix": "abc-"}, "suffix part": {"path_suffix": "abc/"},
        "suffix number": {"path_suffix": 12345},
        "period": {"token_period": "1h"}, "period old": {"period": "2h"}, "period both": {"token_period": "3h", "period": "4h"},
        "period zero": {"token_period": 0}, "period old zero": {"period": 0},
        "period null": {"token_period": None}, "period negative": {"token_period": -1}, "period bad": {"token_period": "x"}, "period old bad": {"period": "x"},
        "explicit": {"token_explicit_max_ttl": "1h"}, "explicit old": {"explicit_max_ttl": "2h"},
        "explicit both": {"token_explicit_max_ttl": "3h", "explicit_max_ttl": "4h"},
        "explicit above the maximum": {"token_explicit_max_ttl": "2000h"}, "explicit old above the maximum": {"explicit_max_ttl": "2000h"},
        "explicit zero": {"token_explicit_max_ttl": 0, "explicit_max_ttl": 0},
        "explicit negative": {"token_explicit_max_ttl": "-1h"}, "explicit bad": {"explicit_max_ttl": []},
        "addresses": {"token_bound_cidrs": "127.0.0.1/32, 10.0.0.0/8"}, "addresses old": {"bound_cidrs": ["::1"]},
        "addresses both": {"token_bound_cidrs": "127.0.0.1", "bound_cidrs": "10.0.0.1"},
        "addresses bad": {"token_bound_cidrs": "x"}, "addresses old bad": {"bound_cidrs": "x"}, "addresses empty": {"token_bound_cidrs": ""},
        "addresses old empty": {"bound_cidrs": []},
        "uses": {"token_num_uses": 5}, "uses negative": {"token_num_uses": -1}, "uses bad": {"token_num_uses": "x"}, "uses zero": {"token_num_uses": 0},
        "no default": {"token_no_default_policy": True}, "no default off": {"token_no_default_policy": False}, "strict": {"token_strictly_bind_ip": True},
        "strict off": {"token_strictly_bind_ip": False},
        "ttl is no field": {"token_ttl": "1h"}, "max ttl is no field": {"token_max_ttl": "1h"}, "policies are no field": {"token_policies": "x"},
        "service": {"token_type": "service"}, "default-service": {"token_type": "default-service"}, "default": {"token_type": "default"},
        "type empty": {"token_type": ""}, "type null": {"token_type": None},
        "type bad": {"token_type": "x"}, "type upper case": {"token_type": "Service"}, "type array": {"token_type": []},
        "batch": {"token_type": "batch"}, "batch not orphan": {"token_type": "batch", "renewable": False},
        "batch orphan": {"token_type": "batch", "orphan": True},
        "batch right": {"token_type": "batch", "orphan": True, "renewable": False}, "batch with uses": {"token_num_uses": 2},
        "batch with a period": {"token_period": 60},
        "batch with an explicit maximum": {"token_explicit_max_ttl": 60},
        "back to the default": {"token_type": "default-service", "token_num_uses": 0, "token_period": 0},
    }.items():
        if s.step(name, "POST", path, body).status < 300:
            s.step(f"{name}, read", "GET", path, ordered=False, view=lambda body: body.get("data"))


@scenario
def policies_of_tokens(s):
    caller = s.child(s.policy("caller", 'path "auth/token/create/*" { capabilities = ["update"] }'), "default")
    bodies = {"nothing": {}, "allowed": {"policies": ["dev"]}, "two": {"policies": ["dev", "ops"]}, "other": {"policies": ["other"]},
              "default": {"policies": ["default"]}, "root": {"policies": ["root"]},
              "empty": {"policies": [""]}, "no default": {"policies": ["dev"], "no_default_policy": True}, "only without default": {"no_default_policy": True},
              "upper case": {"policies": ["DEV"]}}
    for kind, fields in {
        "plain": {}, "allowed": {"allowed_policies": "dev,ops"}, "allowed glob": {"allowed_policies_glob": "d*"},
        "both": {"allowed_policies": "ops", "allowed_policies_glob": "de*,x*"},
        "disallowed": {"disallowed_policies": "dev"}, "disallowed glob": {"disallowed_policies_glob": "d*"},
        "default is disallowed": {"disallowed_policies": "default"},
        "allowed and disallowed": {"allowed_policies": "dev,ops", "disallowed_policies": "dev"},
        "lean": {"allowed_policies": "dev", "token_no_default_policy": True},
        "lean and plain": {"token_no_default_policy": True}, "root": {"allowed_policies": "root"}, "root glob": {"allowed_policies_glob": "*"},
    }.items():
        name = role(s, **fields)
        for step, body in bodies.items():
            s.step(f"{kind}, {step}", "POST", f"auth/token/create/{name}", body, token=caller, view=outcome)
            s.step(f"{kind}, {step}, by root", "POST", f"auth/token/create/{name}", body, view=outcome)


def outcome(body):
    return {"policies": body["auth"]["policies"], "warnings": body["warnings"]} if body.get("auth") else body


@scenario
def tokens(s):
    for kind, fields in {
        "plain": {}, "orphan": {"orphan": True}, "fixed": {"renewable": False}, "suffix": {"path_suffix": "some-thing"}, "period": {"token_period": "1h"},
        "old period": {"period": "1h"},
        "explicit": {"token_explicit_max_ttl": "1h"}, "period and explicit": {"token_period": "2h", "token_explicit_max_ttl": "1h"},
        "long explicit": {"token_explicit_max_ttl": "2000h"},
        "long period": {"token_period": "2000h"}, "uses": {"token_num_uses": 3}, "here": {"token_bound_cidrs": "127.0.0.0/8,::1"},
        "elsewhere": {"token_bound_cidrs": "10.0.0.0/8"},
        "strict": {"token_strictly_bind_ip": True}, "service": {"token_type": "service"},
    }.items():
        name = role(s, **fields)
        token = made(s, f"{kind}", name, {"policies": ["default"]})
        s.step(f"{kind}, by itself", "GET", "auth/token/lookup-self", token=token, view=lambda body: body.get("errors") or body["data"]["path"])
        s.step(f"{kind}, renewed", "POST", "auth/token/renew", {"token": token})
        made(s, f"{kind}, root", name)


@scenario
def call_and_role(s):
    name = role(s, token_period="1h", token_explicit_max_ttl="3h", token_num_uses=5)
    for step, body in {
        "shorter period": {"period": "30m"}, "longer period": {"period": "2h"}, "same period": {"period": "1h"}, "shorter explicit": {"explicit_max_ttl": "2h"},
        "longer explicit": {"explicit_max_ttl": "4h"},
        "same explicit": {"explicit_max_ttl": "3h"}, "fewer uses": {"num_uses": 2}, "more uses": {"num_uses": 9}, "ttl": {"ttl": "10m"},
        "not renewable": {"renewable": False}, "orphan is not read": {"no_parent": True},
        "batch": {"type": "batch"}, "service": {"type": "service"}, "id": {"id": s.unique("own")}, "alias": {"entity_alias": "ada"},
        "both": {"period": "30m", "explicit_max_ttl": "2h"},
        "role in the body": {"role_name": "other"},
    }.items():
        made(s, step, name, {"policies": ["default"], **body})
    fixed = role(s, renewable=False)
    made(s, "renewable against the role", fixed, {"policies": ["default"], "renewable": True})
    service = role(s, token_type="service")
    s.step("batch against the role", "POST", f"auth/token/create/{service}", {"policies": ["default"], "type": "batch"},
           view=lambda body: (body.get("auth") or {}).get("token_type", body))
    caller = s.holder('path "auth/token/create/*" { capabilities = ["update"] }')
    for step, body in {"period": {"period": "30m"}, "id": {"id": "x"}, "orphan": {"no_parent": True}, "nothing": {},
                       "role first": {"type": "x", "num_uses": -1}}.items():
        s.step(f"without sudo, {step}", "POST", f"auth/token/create/{name}", body, token=caller)
    s.step("without sudo, unknown role", "POST", "auth/token/create/nope", {"num_uses": -1}, token=caller)
    limited = s.holder('path "auth/token/create/*" { capabilities = ["update"] }', num_uses=3)
    s.step("limited parent, unknown role", "POST", "auth/token/create/nope", {}, token=limited)
    s.step("limited parent", "POST", f"auth/token/create/{name}", {}, token=limited)


@scenario
def aliases(s):
    name = role(s, allowed_entity_aliases="ada,b*")
    for alias in ("ada", "Ada", "bob", "eve", "", " "):
        s.step(f"alias {alias!r}", "POST", f"auth/token/create/{name}", {"policies": ["default"], "entity_alias": alias})
    s.step("alias of a number", "POST", f"auth/token/create/{name}", {"policies": ["default"], "entity_alias": 5})


@scenario
def renewals(s):
    name = role(s, token_period="1h")
    token = s.expect(200, s.quiet("POST", f"auth/token/create/{name}", {"policies": ["default"]})).client_token
    path = f"{ROLES}/{name}"
    look = lambda body: {key: body["data"].get(key) for key in ("ttl", "period", "explicit_max_ttl", "role", "creation_ttl", "renewable", "bound_cidrs",
                                                                "num_uses", "orphan")}
    s.step("with the period", "POST", "auth/token/renew-self", token=token)
    for step, fields in {"a longer period": {"token_period": "2h"}, "no period": {"token_period": 0}, "an explicit maximum": {"token_explicit_max_ttl": "30m"},
                         "not renewable": {"renewable": False, "token_explicit_max_ttl": 0}, "bound elsewhere": {"token_bound_cidrs": "10.0.0.0/8"},
                         "fewer uses": {"token_num_uses": 2}}.items():
        s.quiet("POST", path, fields)
        s.step(step, "POST", "auth/token/renew-self", {"increment": "3h"}, token=token)
        s.step(f"{step}, look-up", "GET", "auth/token/lookup-self", token=token, view=look)
    s.quiet("DELETE", path)
    s.step("role deleted", "POST", "auth/token/renew-self", token=token)
    s.step("role deleted, by root", "POST", "auth/token/renew", {"token": token})
    s.step("role deleted, by accessor", "POST", "auth/token/renew-accessor",
           {"accessor": s.quiet("GET", "auth/token/lookup-self", token=token).get("data", "accessor")})
    s.step("it still works", "GET", "auth/token/lookup-self", token=token, view=look)
    s.quiet("POST", path, {"token_period": "10m"})
    s.step("role made again", "POST", "auth/token/renew-self", token=token)


@scenario
def rights(s):
    name = role(s, allowed_policies="dev")
    path = f"{ROLES}/{name}"
    other = s.unique("other")
    s.made.append(f"{ROLES}/{other}")
    for who, rights in {"create": '"create"', "update": '"update"', "read": '"read"', "delete": '"delete"', "list": '"list"', "none": "", "patch": '"patch"',
                        "scan": '"scan"'}.items():
        token = s.holder(f'path "auth/token/roles" {{ capabilities = [{rights}] }}\npath "auth/token/roles/*" {{ capabilities = [{rights}] }}')
        s.step(f"{who}: update", "POST", path, {"orphan": False}, token=token)
        s.step(f"{who}: create", "POST", f"{ROLES}/{other}", {}, token=token)
        s.quiet("DELETE", f"{ROLES}/{other}")
        s.step(f"{who}: read", "GET", path, token=token, ordered=False)
        s.step(f"{who}: read of none", "GET", f"{ROLES}/{other}", token=token)
        s.step(f"{who}: list", "LIST", ROLES, token=token, view=lambda body: body.get("errors") or "keys")
        s.step(f"{who}: delete of none", "DELETE", f"{ROLES}/{other}", token=token)
        s.step(f"{who}: bad field", "POST", path, {"token_period": "x"}, token=token)
        s.step(f"{who}: head", "HEAD", path, token=token)
        s.step(f"{who}: scan", "SCAN", ROLES, token=token)
        s.step(f"{who}: patch", "PATCH", path, {}, token=token, headers=[("Content-Type", "application/merge-patch+json")])
    for who in (None, "s.000000000000000000000000"):
        s.step(f"{who}: read", "GET", path, token=who)
        s.step(f"{who}: write", "POST", path, {}, token=who)
