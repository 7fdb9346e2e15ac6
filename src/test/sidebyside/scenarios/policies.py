"""Policies: writing, reading, listing and deleting them, under both names of the endpoint."""
import base64

from side import scenario

ACL, OLD, DETAILED = "sys/policies/acl", "sys/policy", "sys/policies/detailed/acl"
TEXT = 'path "secret/*" { capabilities = ["read"] }'
MERGE = [("Content-Type", "application/merge-patch+json")]


def named(s, stem="policy"):
    """A unique name whose policy goes at the end."""
    name = s.unique(stem)
    s.made.append(f"{ACL}/{name}")
    return name


@scenario
def story(s):
    name = named(s)
    path = f"{ACL}/{name}"
    there = lambda body: name in body["data"]["keys"]
    s.step("not there", "GET", path)
    s.step("delete what is not there", "DELETE", path)
    s.step("create", "POST", path, {"policy": TEXT})
    s.step("read", "GET", path, ordered=False)
    s.step("read by the old name", "GET", f"{OLD}/{name}", ordered=False)
    s.step("change", "PUT", path, {"policy": TEXT + "\n"})
    s.step("read the second version", "GET", path, ordered=False)
    s.step("listed", "LIST", ACL, view=there)
    s.step("change by the old name", "POST", f"{OLD}/{name}", {"policy": TEXT})
    s.step("change by the old name and field", "POST", f"{OLD}/{name}", {"rules": TEXT})
    s.step("read the fourth version", "GET", path, ordered=False)
    s.step("delete", "DELETE", path)
    s.step("gone", "GET", path)
    s.step("gone by the old name", "GET", f"{OLD}/{name}")
    s.step("created by the old name", "PUT", f"{OLD}/{name}", {"policy": TEXT})
    s.step("read anew", "GET", path, ordered=False)
    s.step("deleted by the old name", "DELETE", f"{OLD}/{name}")


@scenario
def built_in(s):
    for name in ("default", "root", "response-wrapping"):
        s.step(f"read {name}", "GET", f"{ACL}/{name}", ordered=False, view=stable)
        s.step(f"read {name} by the old name", "GET", f"{OLD}/{name}", ordered=False, view=stable)
        s.step(f"delete {name}", "DELETE", f"{ACL}/{name}")
        s.step(f"delete {name} by the old name", "DELETE", f"{OLD}/{name}")
        s.step(f"delete {name.upper()}", "DELETE", f"{ACL}/{name.upper()}")
    for name in ("root", "response-wrapping", "ROOT", " root "):
        name = name.replace(" ", "%20")
        s.step(f"write {name}", "POST", f"{ACL}/{name}", {"policy": TEXT})
        s.step(f"write {name} by the old name", "POST", f"{OLD}/{name}", {"policy": TEXT})
        s.step(f"write nothing to {name}", "POST", f"{ACL}/{name}", {})
        s.step(f"patch {name}", "PATCH", f"{ACL}/{name}", {"policy": TEXT}, headers=MERGE)
    text = s.quiet("GET", f"{ACL}/default").get("data", "policy")
    s.step("write default", "POST", f"{ACL}/default", {"policy": text + TEXT})
    s.step("read it", "GET", f"{ACL}/default", view=lambda body: {"as written": body["data"]["policy"] == text + TEXT})
    s.step("write default back", "POST", f"{ACL}/default", {"policy": text})


def stable(body):
    """Without the number of writes, which other runs add to."""
    cut = lambda fields: {key: value for key, value in fields.items() if key not in ("version", "data")}
    return {**cut(body), "data": cut(body["data"])} if isinstance(body, dict) and body.get("data") else body


@scenario
def names(s):
    stem = named(s)
    for name in ("{}", "{}.Upper", "{}.a.b-c_d", "{}%20blank", "{}/deeper", "{}/deeper/still", "{}@x", "{}%C3%A9", "{}%25", "{}:x", "{}+x", "{}*", ".{}", "-{}",
                 "{}.", "{}-", "{}%3Fx", "{}%22", "%20{}%20"):
        shown, path = name.replace("{}", "N"), name.replace("{}", stem)
        s.step(f"write {shown}", "POST", f"{ACL}/{path}", {"policy": TEXT})
        s.step(f"read {shown}", "GET", f"{ACL}/{path}", ordered=False, view=lambda body: (body.get("data") or {}).get("name", body))
    ours = lambda body: [key for key in body["data"]["keys"] if stem in key]
    s.step("list", "LIST", ACL, view=ours)
    s.step("list of those below", "LIST", f"{ACL}/{stem}", view=ours)
    s.step("list of those below, slash", "LIST", f"{ACL}/{stem}/", view=ours)
    s.step("list of those further below", "LIST", f"{ACL}/{stem}/deeper", view=ours)
    s.step("list of none", "LIST", f"{ACL}/{stem}/nope")
    s.step("old list", "LIST", OLD, view=ours)
    s.step("old list of those below", "LIST", f"{OLD}/{stem}", ordered=False)
    s.step("detailed", "LIST", DETAILED, view=lambda body: {"keys": ours(body), "info": sorted(body["data"]["key_info"][stem]),
                                                            "root": sorted(body["data"]["key_info"]["root"])})
    s.step("detailed of those below", "LIST", f"{DETAILED}/{stem}", view=lambda body: body["data"], ordered=False)
    s.step("upper case reads lower", "GET", f"{ACL}/{stem}.UPPER", ordered=False)
    for key in s.quiet("LIST", ACL).get("data", "keys"):
        if stem in key:
            s.quiet("DELETE",
                    f"{ACL}/{key.replace('%', '%25').replace('?', '%3F').replace(' ', '%20').replace(chr(34), '%22')}".encode().decode("latin-1").replace("\u00c3\u00a9", "%C3%A9"))
    s.step("none left", "LIST", ACL, view=ours)


@scenario
def lists_and_methods(s):
    ends = lambda body: {"last": body["data"]["keys"][-1], "default": "default" in body["data"]["keys"], "hidden": "response-wrapping" in body["data"]["keys"],
                         "sorted": body["data"]["keys"][:-1] == sorted(body["data"]["keys"][:-1]), "keys": sorted(body["data"]),
                         "top": sorted(body)} if body.get("data") else body
    for path in (ACL, OLD):
        s.step(f"LIST {path}", "LIST", path, view=ends)
        s.step(f"GET {path}", "GET", path, view=ends)
        s.step(f"GET {path} with a slash", "GET", path + "/", view=ends)
        s.step(f"GET {path} as a list", "GET", path + "?list=true", view=ends)
        s.step(f"LIST {path} with a limit", "LIST", path + "?limit=1&after=default", view=lambda body: body["warnings"])
        for method in ("POST", "PUT", "DELETE", "HEAD", "SCAN"):
            s.step(f"{method} {path}", method, path)
        s.step(f"PUT {path} with a slash", "PUT", path + "/", {"policy": TEXT})
        s.step(f"HEAD {path}/default", "HEAD", path + "/default")
        s.step(f"SCAN {path}/default", "SCAN", path + "/default")
        s.step(f"GET {path}/default with a slash", "GET", path + "/default/", ordered=False, view=stable)
        s.step(f"POST {path}/x with a slash", "POST", path + "/x/", {"policy": TEXT})
    for path in ("sys/policies", "sys/policies/", "sys/policies/rgp", "sys/policies/rgp/x", "sys/policies/egp/x", "sys/policies/nope", DETAILED + "/default"):
        for method in ("GET", "LIST", "DELETE"):
            s.step(f"{method} {path}", method, path, view=lambda body: body.get("errors") or "found")
    s.step("nobody lists", "LIST", ACL, token=None)
    s.step("nobody reads", "GET", f"{ACL}/default", token=None)


@scenario
def fields(s):
    for path in (ACL, OLD):
        target = f"{path}/{named(s)}"
        for name, body in {
            "no body": None, "nothing": {}, "null": "null", "an array": [], "no json": "{", "empty": {"policy": ""}, "policy null": {"policy": None},
            "number": {"policy": 5}, "true": {"policy": True},
            "array": {"policy": [TEXT]}, "object": {"policy": {"path": {}}}, "rules": {"rules": TEXT}, "both": {"policy": TEXT, "rules": "x"},
            "rules and an empty policy": {"policy": "", "rules": TEXT},
            "unknown": {"policy": TEXT, "zzz": 1}, "blanks": {"policy": "   \n"}, "comment": {"policy": "# nothing"},
            "name in the body": {"policy": TEXT, "name": "other"},
            "base64": {"policy": base64.b64encode(TEXT.encode()).decode()}, "base64 of nonsense": {"policy": base64.b64encode(b"nonsense {").decode()},
            "base64 in the url alphabet": {"policy": "cGF0aA__"},
            "base64 without padding": {"policy": base64.b64encode(TEXT.encode()).decode().rstrip("=") + "x"},
            "base64 of base64": {"policy": base64.b64encode(base64.b64encode(b"# x, y")).decode()},
            "json": {"policy": '{"path":{"a":{"capabilities":["read"]}}}'}, "blanks around": {"policy": f"\n  {TEXT}  \n"},
            "cas null": {"policy": TEXT, "cas": None}, "cas bad": {"policy": TEXT, "cas": "x"}, "cas array": {"policy": TEXT, "cas": []},
            "ttl bad": {"policy": TEXT, "ttl": "x"},
            "ttl negative": {"policy": TEXT, "ttl": -1}, "ttl zero": {"policy": TEXT, "ttl": 0}, "expiration bad": {"policy": TEXT, "expiration": "x"},
            "expiration null": {"policy": TEXT, "expiration": None},
            "expiration past": {"policy": TEXT, "expiration": "2001-01-01T00:00:00Z"}, "expiration number": {"policy": TEXT, "expiration": 5},
            "expiration and ttl": {"policy": TEXT, "expiration": "2101-01-01T00:00:00Z", "ttl": "1h"},
            "expiration of a day": {"policy": TEXT, "expiration": "2101-01-01"},
            "flags": {"policy": TEXT, "allow_wildcards_in_identity_templates": True, "allow_slashes_in_identity_templates": "true"},
            "flags bad": {"policy": TEXT, "allow_slashes_in_identity_templates": "x"},
        }.items():
            if s.step(f"{name}, {path}", "POST", target, body).status < 300:
                s.step(f"{name}, {path}, read", "GET", target, ordered=False, view=lambda body: body.get("data") or body)
        s.step(f"bad field and bad text, {path}", "POST", target, {"policy": "nonsense {", "cas": "x"})
        s.step(f"form, {path}", "POST", target, "policy=%23x", headers=[("Content-Type", "application/x-www-form-urlencoded")])
        s.step(f"100 kB, {path}", "POST", target, {"policy": "".join(f'path "p{n:05}" {{ capabilities = ["read"] }}\n' for n in range(2500))})


@scenario
def check_and_set(s):
    path = f"{ACL}/{named(s)}"
    look = lambda body: {key: body["data"].get(key) for key in ("version", "cas_required")} if body.get("data") else body
    for name, body in {
        "of a missing policy": {"cas": 1}, "creates with zero": {"cas": 0}, "zero again": {"cas": 0}, "minus one": {"cas": -1}, "wrong": {"cas": 5},
        "right": {"cas": 1}, "text": {"cas": "2"},
        "without": {}, "required from now on": {"cas_required": True}, "required, with it": {"cas_required": True, "cas": 4}, "missing": {},
        "null is missing": {"cas": None}, "given": {"cas": 5},
        "no longer, without": {"cas_required": False}, "no longer": {"cas_required": False, "cas": 6}, "without again": {}, "minus two": {"cas": -2},
        "huge": {"cas": 99999999999},
    }.items():
        s.step(name, "POST", path, {"policy": TEXT, **body})
        s.step(f"{name}, read", "GET", path, ordered=False, view=look)
    s.step("delete needs none", "DELETE", path)
    s.step("minus one creates", "POST", path, {"policy": TEXT, "cas": -1, "cas_required": True})
    s.step("minus one creates, read", "GET", path, ordered=False, view=look)
    s.step("by the old name", "POST", path.replace(ACL, OLD), {"policy": TEXT})
    s.step("by the old name with it", "POST", path.replace(ACL, OLD), {"policy": TEXT, "cas": 1})
    s.step("bad text and bad cas", "POST", path, {"policy": "nonsense {", "cas": 9})


@scenario
def patches(s):
    path = f"{ACL}/{named(s)}"
    s.step("not there", "PATCH", path, {"policy": TEXT}, headers=MERGE)
    s.step("not there, nothing", "PATCH", path, {}, headers=MERGE)
    s.step("not there, bad text", "PATCH", path, {"policy": "x {"}, headers=MERGE)
    s.quiet("POST", path, {"policy": TEXT})
    for name, body in {"nothing": {}, "text": {"policy": "# x"}, "empty text": {"policy": ""}, "null text": {"policy": None}, "bad text": {"policy": "x {"},
                       "base64": {"policy": "IyBhYmM="}, "cas": {"cas": 1}, "cas right": {"cas": 3},
                       "required": {"cas_required": True}, "required with": {"cas_required": True, "cas": 5},
                       "flags": {"cas": 5, "allow_slashes_in_identity_templates": True}, "expiration": {"cas": 6, "expiration": "2101-01-01T00:00:00Z"},
                       "expiration null": {"cas": 7, "expiration": None}, "unknown": {"cas": 8, "zzz": 1},
                       "ttl and expiration": {"ttl": "1h", "expiration": "2101-01-01T00:00:00Z"}}.items():
        s.step(name, "PATCH", path, body, headers=MERGE)
        s.step(f"{name}, read", "GET", path, ordered=False, view=lambda body: body.get("data") or body)
    s.step("by the old name", "PATCH", path.replace(ACL, OLD), {"policy": TEXT}, headers=MERGE)
    s.step("without a type", "PATCH", path, {"policy": TEXT})
    s.step("as json", "PATCH", path, {"policy": TEXT}, headers=[("Content-Type", "application/json")])


@scenario
def expiry(s):
    name = s.policy("policy", "# nothing")
    path = f"{ACL}/{name}"
    token = s.child(name, "default")
    read = 'path "sys/policies/acl/default" { capabilities = ["read"] }'
    s.step("with an hour", "POST", path, {"policy": read, "ttl": "1h"})
    s.step("with an hour, read", "GET", path, ordered=False, view=lambda body: sorted(body["data"]))
    s.step("it grants", "GET", f"{ACL}/default", token=token, view=lambda body: "read")
    s.step("an expiration", "POST", path, {"policy": read, "expiration": "2101-01-01T00:00:00+01:00"})
    s.step("an expiration, read", "GET", path, ordered=False, view=lambda body: body["data"]["expiration"])
    s.step("none any more", "POST", path, {"policy": read})
    s.step("none any more, read", "GET", path, ordered=False)
    s.step("with a second", "POST", path, {"policy": read, "ttl": 2})
    s.step("it grants for a second", "GET", f"{ACL}/default", token=token, view=lambda body: "read")
    s.until(403, "GET", f"{ACL}/default", token)
    s.step("expired", "GET", f"{ACL}/default", token=token)
    s.step("expired, read", "GET", path)
    s.step("expired, listed", "LIST", ACL, view=lambda body: name in body["data"]["keys"])
    s.step("the token stays", "GET", "auth/token/lookup-self", token=token, view=lambda body: body["data"]["policies"])
    s.step("made again", "POST", path, {"policy": read})
    s.step("made again, read", "GET", path, ordered=False)
    s.step("it grants again", "GET", f"{ACL}/default", token=token, view=lambda body: "read")


@scenario
def rights(s):
    name = s.policy("policy", TEXT)
    for path in (ACL, OLD):
        for who, rights in {"none": "", "create": '"create"', "update": '"update"', "read": '"read"', "delete": '"delete"', "list": '"list"',
                            "patch": '"patch"', "scan": '"scan"'}.items():
            token = s.holder(f'path "{path}" {{ capabilities = [{rights}] }}\npath "{path}/*" {{ capabilities = [{rights}] }}')
            result = lambda body: body.get("errors") or ("data" if body.get("data") else "no data")
            s.step(f"{who}: write, {path}", "POST", f"{path}/{name}", {"policy": TEXT}, token=token)
            s.step(f"{who}: bad field, {path}", "POST", f"{path}/{name}", {"policy": TEXT, "cas": "x"}, token=token)
            s.step(f"{who}: write of another, {path}", "POST", f"{path}/{named(s, 'another')}", {"policy": TEXT}, token=token)
            s.step(f"{who}: read, {path}", "GET", f"{path}/{name}", token=token, view=result)
            s.step(f"{who}: read of none, {path}", "GET", f"{path}/nope", token=token)
            s.step(f"{who}: list, {path}", "LIST", path, token=token, view=result)
            s.step(f"{who}: list by get, {path}", "GET", path, token=token, view=result)
            s.step(f"{who}: list below, {path}", "LIST", f"{path}/{name}", token=token, view=result)
            s.step(f"{who}: patch, {path}", "PATCH", f"{path}/{name}", {}, token=token, headers=MERGE)
            s.step(f"{who}: scan, {path}", "SCAN", path, token=token, view=result)
            s.step(f"{who}: delete of default, {path}", "DELETE", f"{path}/default", token=token)


@scenario
def change_binds_at_once(s):
    name = s.policy("policy", 'path "sys/policies/acl/default" { capabilities = ["read"] }')
    token = s.child(name)
    for turn, (text, what) in enumerate((("# nothing", "nothing"), ('path "sys/*" { capabilities = ["read"] }', "more"),
                                         ('path "sys/policies/acl/default" { capabilities = ["deny"] }', "deny"))):
        s.step(f"before {what}", "GET", f"{ACL}/default", token=token, view=lambda body: body.get("errors") or "read")
        s.quiet("POST", f"{ACL}/{name}", {"policy": text})
    s.step("denied", "GET", f"{ACL}/default", token=token, view=lambda body: body.get("errors") or "read")
    s.quiet("DELETE", f"{ACL}/{name}")
    s.step("deleted", "GET", f"{ACL}/default", token=token, view=lambda body: body.get("errors") or "read")
    s.step("deleted, its own look-up", "GET", "auth/token/lookup-self", token=token)
