"""Namespaces: create, read, list, scan, change, delete, and who may."""
from side import scenario

NAMESPACES = "sys/namespaces"
MERGE = [("Content-Type", "application/merge-patch+json")]


def listed(*names):
    """Cuts a list of namespaces to these keys, in order: the reference gives them in any."""
    def view(body):
        if not body.get("data"):
            return body
        keys = sorted(key for key in body["data"]["keys"] if key.startswith(names))
        return {**body, "data": {"keys": keys, "key_info": {key: body["data"]["key_info"][key] for key in keys}}}

    return view


@scenario
def story(s):
    n = s.claim("team")
    path = f"{NAMESPACES}/{n}"
    s.step("not there", "GET", path)
    s.step("delete what is not there", "DELETE", path)
    first = s.step("create with no body", "PUT", path)
    s.step("again with null", "PUT", path, "null")
    s.step("again with nothing", "PUT", path, {})
    second = s.step("again by post", "POST", path, {"custom_metadata": {"owner": "ada", "": "", "b": "ü"}})
    s.step("read", "GET", path)
    s.step("it is the same",
           "GET",
           path,
           view=lambda body: [first.json["data"][key] == body["data"][key] == second.json["data"][key] for key in ("id", "uuid", "path")])
    s.step("read with a slash", "GET", path + "/")
    s.step("list", "LIST", NAMESPACES, view=listed(n))
    s.step("list with a slash", "LIST", NAMESPACES + "/", view=listed(n))
    s.step("list by get", "GET", NAMESPACES + "?list=true", view=listed(n))
    s.step("list by get, slash", "GET", NAMESPACES + "/?list=1", view=listed(n))
    s.step("scan", "SCAN", NAMESPACES, view=listed(n))
    s.step("scan by get", "GET", NAMESPACES + "?scan=true", view=listed(n))
    t = s.within(n)
    s.step("metadata cleared", "POST", path)
    s.step("metadata again", "POST", path, {"custom_metadata": {"a": "1", "c": "2"}})
    s.step("metadata null clears", "POST", path, {"custom_metadata": None})
    for method, at in (("GET", NAMESPACES), ("GET", NAMESPACES + "/"), ("POST", NAMESPACES), ("PUT", NAMESPACES + "/"), ("DELETE", NAMESPACES), ("PATCH",
                                                                                                                                                 NAMESPACES),
                       ("HEAD", NAMESPACES), ("LIST", path), ("SCAN", path), ("HEAD", path), ("POST", path + "/"), ("DELETE", path + "/x"), ("OPTIONS", path)):
        s.step(f"{method} {at.replace(n, 'team')}", method, at)
    t.step("nothing below: list", "LIST", NAMESPACES)
    t.step("nothing below: scan", "SCAN", NAMESPACES)
    t.step("nothing below: list, unknown parameter", "LIST", NAMESPACES + "?zzz=1")
    t.step("itself by name", "GET", f"{NAMESPACES}/{n}")
    s.step("delete", "DELETE", path)
    s.until(404, "GET", path, "root")
    s.step("gone", "GET", path)
    s.step("delete again", "DELETE", path)
    s.step("in it", "GET", "sys/mounts", headers=[("X-Vault-Namespace", n)])
    third = s.step("created anew", "POST", path)
    s.step("it is another",
           "GET",
           path,
           view=lambda body: [first.json["data"][key] == body["data"][key] == third.json["data"][key] for key in ("id", "uuid", "path")])


@scenario
def nesting(s):
    t = s.tenant("team", owner="ada")
    app = t.claim("app")
    t.step("create below", "PUT", f"{NAMESPACES}/{app}", {"custom_metadata": {"kind": "app"}})
    inner = t.within(f"{t.namespace}/{app}")
    deep = inner.claim("deep")
    inner.step("create deeper", "POST", f"{NAMESPACES}/{deep}")
    beside = t.claim("beside")
    t.step("create beside", "POST", f"{NAMESPACES}/{beside}")
    s.step("create by path", "POST", f"{t.namespace}/{app}/{NAMESPACES}/{deep}", {"custom_metadata": {"by": "path"}})
    for where, side in {"root": s, "team": t, "app": inner, "deep": t.within(f"{inner.namespace}/{deep}")}.items():
        names = (t.namespace, app, deep, beside)
        side.step(f"{where}: list", "LIST", NAMESPACES, view=listed(*names))
        side.step(f"{where}: scan", "SCAN", NAMESPACES, view=listed(*names))
        for name in names:
            side.step(f"{where}: read {s.names[name]}", "GET", f"{NAMESPACES}/{name}")
    s.step("by two segments", "PUT", f"{NAMESPACES}/{t.namespace}/{app}")
    s.step("by two segments, encoded", "PUT", f"{NAMESPACES}/{t.namespace}%2F{app}")
    s.step("read two segments", "GET", f"{NAMESPACES}/{t.namespace}/{app}")
    s.step("delete two segments", "DELETE", f"{NAMESPACES}/{t.namespace}/{app}")
    s.step("parents are not made", "PUT", f"/v1/nope/{NAMESPACES}/x")
    s.step("delete with children", "DELETE", f"{NAMESPACES}/{t.namespace}")
    t.step("delete with a child", "DELETE", f"{NAMESPACES}/{app}")
    inner.step("delete the deepest", "DELETE", f"{NAMESPACES}/{deep}")
    inner.until(404, "GET", f"{NAMESPACES}/{deep}", "root")
    t.step("delete what had a child", "DELETE", f"{NAMESPACES}/{app}")
    t.until(404, "GET", f"{NAMESPACES}/{app}", "root")
    t.step("one is left", "LIST", NAMESPACES)


@scenario
def case_counts(s):
    n = s.claim("team")
    upper = n.upper()
    s.names[upper] = "TEAM"
    s.claimed.append(upper)
    s.step("lower", "PUT", f"{NAMESPACES}/{n}", {"custom_metadata": {"case": "lower"}})
    s.step("upper is not there", "GET", f"{NAMESPACES}/{upper}")
    s.step("upper is no place", "GET", "sys/mounts", headers=[("X-Vault-Namespace", upper)])
    s.step("upper", "PUT", f"{NAMESPACES}/{upper}", {"custom_metadata": {"case": "upper"}})
    s.step("lower stands", "GET", f"{NAMESPACES}/{n}")
    s.within(n).quiet("POST", "sys/auth/people", {"type": "userpass"})
    for name in (n, upper):
        s.within(name).step(f"mounts of {s.names[name]}", "GET", "sys/auth", view=lambda body: sorted(body["data"]))


@scenario
def metadata(s):
    t = s.claim("team")
    path = f"{NAMESPACES}/{t}"
    for name, value in {
            "number": {"a": 1}, "boolean": {"a": True}, "nested": {"a": {}}, "list": {"a": []}, "null inside": {"a": None}, "good and bad": {"a": "1", "b": 2},
            "a list": [], "a list of pairs": ["a=b"], "a list of objects": [{"a": "b"}], "a text": "a=b", "an empty text": "", "a number of nothing": 5,
            "true": True
    }.items():
        s.step(f"create: {name}", "POST", path, {"custom_metadata": value})
        s.step(f"create: {name}, read", "GET", path)
    s.step("create", "POST", path, {"custom_metadata": {"b": "2", "a": "1", "": "empty", "É": "ü", "x y": "line\nend", "n": "\u0000"}})
    s.step("read", "GET", path)
    s.step("form", "POST", path, "custom_metadata=a", headers=[("Content-Type", "application/x-www-form-urlencoded")])
    s.step("unknown field", "POST", path, {"custom_metadata": {"a": "1"}, "zzz": 1, "aaa": 2})
    s.step("path in the body", "POST", path, {"path": "evil", "custom_metadata": {"a": "1"}})
    s.step("path and unknown", "POST", path, {"path": 5, "zzz": 1})
    s.step("id in the body", "POST", path, {"id": "abcde", "uuid": "x", "tainted": True, "locked": True})
    s.step("half of a body", "POST", path, '{"custom_metadata":')
    s.step("a list as body", "POST", path, [])
    s.step("two bodies", "POST", path, '{"custom_metadata":{"a":"1"}}{}')
    s.step("in the query", "POST", path + "?custom_metadata=x")
    s.step("499 pairs",
           "POST",
           path, {"custom_metadata": {f"k{n}": "v" for n in range(499)}},
           view=lambda body: body.get("errors") or len(body["data"]["custom_metadata"]))
    s.step("64 pairs", "POST", path, {"custom_metadata": {f"k{n}": "v" for n in range(64)}}, view=lambda body: len(body["data"]["custom_metadata"]))


@scenario
def patch(s):
    t = s.tenant("team", a="1", b="2")
    path = f"{NAMESPACES}/{t.namespace}"
    for name, body in {
            "set and remove": {"custom_metadata": {"c": "3", "b": None}}, "remove what is not there": {"custom_metadata": {"zzz": None}}, "nothing": {},
            "null": "null", "no body": None, "no field": {"zzz": 1}, "an empty object": {"custom_metadata": {}}, "a list": {"custom_metadata": []},
            "a text": {"custom_metadata": "x"}, "a list of texts": {"custom_metadata": ["a=b"]}, "a number inside": {"custom_metadata": {"a": 5}},
            "a boolean inside": {"custom_metadata": {"a": True}}, "an object inside": {"custom_metadata": {"a": {}}
                                                                                       }, "a list inside": {"custom_metadata": {"a": []}},
            "good and bad": {"custom_metadata": {"d": "4", "e": 5}}, "path in the body": {"path": "evil",
                                                                                          "custom_metadata": {"p": "q"}}, "id in the body": {"id": "x"},
            "an empty value": {"custom_metadata": {"a": ""}}, "all removed": {"custom_metadata": None}, "set again": {"custom_metadata": {"n": "1"}}
    }.items():
        s.step(name, "PATCH", path, body, headers=MERGE)
        s.step(f"{name}, read", "GET", path, view=lambda body: body["data"]["custom_metadata"])
    for name, kind in {
            "json": "application/json", "with a charset": "application/merge-patch+json; charset=utf-8", "json patch": "application/json-patch+json",
            "upper case": "Application/Merge-Patch+JSON", "form": "application/x-www-form-urlencoded", "nonsense": "x", "empty": "",
            "bad parameter": "application/merge-patch+json; x"
    }.items():
        s.step(f"type: {name}", "PATCH", path, {"custom_metadata": {"t": name}}, headers=[("Content-Type", kind)])
    s.step("no type", "PATCH", path, {"custom_metadata": {"t": "none"}})
    s.step("no type, no namespace", "PATCH", f"{NAMESPACES}/never-there", {})
    s.step("not there", "PATCH", f"{NAMESPACES}/never-there", {"custom_metadata": {"a": "b"}}, headers=MERGE)
    s.step("not there, nothing", "PATCH", f"{NAMESPACES}/never-there", {}, headers=MERGE)
    s.step("not there, bad", "PATCH", f"{NAMESPACES}/never-there", {"custom_metadata": {"a": 5}}, headers=MERGE)
    for name in ("root", "sys", "a%2Fb", "a+b"):
        s.step(f"name {name}", "PATCH", f"{NAMESPACES}/{name}", {"custom_metadata": {"a": "b"}}, headers=MERGE)
    s.step("half of a body", "PATCH", path, '{"custom_metadata":', headers=MERGE)
    s.step("with a slash", "PATCH", path + "/", {}, headers=MERGE)


@scenario
def names(s):
    for name in ("root", "sys", "audit", "auth", "cubbyhole", "identity"):
        for method in ("PUT", "GET", "DELETE"):
            s.step(f"{method} {name}", method, f"{NAMESPACES}/{name}")
    t = s.tenant()
    t.step("root, in a namespace", "PUT", f"{NAMESPACES}/root")
    t.step("auth, in a namespace", "PUT", f"{NAMESPACES}/auth")
    for name in ("foo%20bar", "a+b", "a*b", "%20", "a%20", "%20a", "+", "*", "a%09b", "%E2%80%80x", "a%E2%80%8Bb", "a%0A", "a%7F", "a%C2%A0b", "a%CC%88b",
                 "%2E", "%2E%2E", "a%2Fb", "a%2F", "%2Fa"):
        for method in ("PUT", "GET", "DELETE"):
            t.step(f"{method} {name}", method, f"{NAMESPACES}/{name}")
    for name in (".", "..", "", "a//b"):
        t.step(f"PUT {name or 'nothing'}", "PUT", f"{NAMESPACES}/{name}")
    for name in ("comsys", "sysx", "1_cubbyhole", "api-lock", "api-lockx", "Root", "SYS", "%E5%A4%A7", "%F0%9F%92%AA", "%25", "team_1.1", "..x", "-x", "_",
                 "default", "a%22b", "a%5Cb", "%7B", "%3Fx", "%23", "a%3Ab", "a;b", "x" * 128, "token", "mounts", "1", "a.", "a%27"):
        t.step(f"create {name[:20]}", "PUT", f"{NAMESPACES}/{name}")
        t.step(f"read {name[:20]}", "GET", f"{NAMESPACES}/{name}", view=lambda body: body.get("data", body).get("path", body))
        t.step(f"use {name[:20]}", "GET", f"/v1/{name}/sys/auth", view=lambda body: body.get("errors") or sorted(body["data"]))
    t.step("list", "LIST", NAMESPACES, view=lambda body: sorted(body["data"]["keys"]))
    for key in t.quiet("LIST", NAMESPACES).json["data"]["keys"]:
        t.remove(key.rstrip("/"))
    t.step("none left", "LIST", NAMESPACES)


@scenario
def beside_mounts(s):
    t = s.tenant()
    t.step("auth mount of that name", "POST", "sys/auth/ns9", {"type": "userpass"})
    t.step("a namespace of that name", "PUT", f"{NAMESPACES}/ns9")
    t.step("an auth mount of a namespace's name", "POST", "sys/auth/ns9/x", {"type": "userpass"})
    inside = t.within(f"{t.namespace}/ns9")
    inside.step("its own mount", "POST", "sys/auth/ns9", {"type": "userpass"})
    t.step("mounts above", "GET", "sys/auth", view=lambda body: sorted(body["data"]))
    inside.step("mounts inside", "GET", "sys/auth", view=lambda body: sorted(body["data"]))
    t.step("secrets at it", "POST", "sys/mounts/ns9", {"type": "nope"})
    t.step("secrets below it", "POST", "sys/mounts/ns9/x", {"type": "nope"})
    t.step("delete", "DELETE", f"{NAMESPACES}/ns9")
    t.until(404, "GET", f"{NAMESPACES}/ns9", "root")
    t.step("the mount above stands", "GET", "sys/auth", view=lambda body: sorted(body["data"]))


@scenario
def rights(s):
    t = s.tenant()
    t.quiet("POST", f"{NAMESPACES}/app")
    every = {
        "list": ("LIST", NAMESPACES, None, ()), "scan": ("SCAN", NAMESPACES, None, ()), "read": ("GET", f"{NAMESPACES}/app", None, ()),
        "read nothing": ("GET", f"{NAMESPACES}/nope", None, ()), "write": ("PUT", f"{NAMESPACES}/app", {}, ()),
        "patch": ("PATCH", f"{NAMESPACES}/app", {}, MERGE), "patch, no type": ("PATCH", f"{NAMESPACES}/app", {}, ()),
        "delete nothing": ("DELETE", f"{NAMESPACES}/nope", None, ()), "bad name": ("PUT", f"{NAMESPACES}/root", {}, ()),
        "read the list": ("GET", NAMESPACES, None, ()), "bad metadata": ("PUT", f"{NAMESPACES}/app", {"custom_metadata": "x"}, ())
    }
    held = {
        capability: t.holder(f'path "{NAMESPACES}" {{ capabilities = ["{capability}"] }}\npath "{NAMESPACES}/*" {{ capabilities = ["{capability}"] }}')
        for capability in ("create", "read", "update", "patch", "delete", "list", "scan", "sudo")
    }
    held["list, no slash"] = t.holder(f'path "{NAMESPACES}" {{ capabilities = ["list", "scan"] }}')
    held["list, slash"] = t.holder(f'path "{NAMESPACES}/" {{ capabilities = ["list", "scan"] }}')
    held |= {"default": t.child("default"), "nobody": None, "unknown": "s.000000000000000000000000"}
    for who, token in held.items():
        for what, (method, path, body, headers) in every.items():
            t.step(f"{who}: {what}", method, path, body, token=token, headers=headers)
    above = s.holder(
        f'path "{t.namespace}/{NAMESPACES}/*" {{ capabilities = ["read", "list", "update"] }}\npath "+/{NAMESPACES}" {{ capabilities = ["scan"] }}')
    for where, side, prefix in (("header", t, ""), ("path", s, f"{t.namespace}/")):
        for what, (method, path, body, headers) in every.items():
            side.step(f"from above by {where}: {what}", method, prefix + path, body, token=above, headers=headers)
    s.step("from above: not the root", "GET", f"{NAMESPACES}/{t.namespace}", token=above)
    s.step("from below: not the root", "GET", f"{NAMESPACES}/{t.namespace}", token=held["read"])


@scenario
def what_is_new(s):
    t = s.tenant()
    inner = t.tenant("app")
    for where, side in (("team", t), ("app", inner)):
        side.step(f"{where}: auth", "GET", "sys/auth", ordered=False)
        side.step(f"{where}: mounts", "GET", "sys/mounts", ordered=False)
        side.step(f"{where}: token", "GET", "sys/auth/token", ordered=False)
        side.step(f"{where}: token by mounts", "GET", "sys/mounts/auth/token", ordered=False)
        side.step(f"{where}: tuning of token", "GET", "sys/auth/token/tune", ordered=False)
        side.step(f"{where}: sys", "GET", "sys/mounts/sys", ordered=False)
        side.step(f"{where}: for the page", "GET", "sys/internal/ui/mounts", ordered=False)
        side.step(f"{where}: for the page, nobody", "GET", "sys/internal/ui/mounts", token=None)
        side.step(f"{where}: one for the page", "GET", "sys/internal/ui/mounts/auth/token", ordered=False)
        for path in ("sys/policies/acl", "sys/policy", "sys/policies/acl?detailed=true", "auth/token/roles", "auth/token/accessors", "sys/leases/lookup",
                     "sys/leases/lookup/auth", "sys/locked-users"):
            side.step(f"{where}: list {path}", "LIST" if path != "sys/locked-users" else "GET", path, ordered=False)
        for name in ("default", "response-wrapping", "root"):
            side.step(f"{where}: policy {name}", "GET", f"sys/policies/acl/{name}")
            side.step(f"{where}: delete {name}", "DELETE", f"sys/policies/acl/{name}")
        side.step(f"{where}: write root", "POST", "sys/policies/acl/root", {"policy": "# x"})
        side.step(f"{where}: enable token", "POST", "sys/auth/token", {"type": "token"})
        side.step(f"{where}: enable ns_token", "POST", "sys/auth/x", {"type": "ns_token"})
        side.step(f"{where}: disable token", "DELETE", "sys/auth/token")
        side.step(f"{where}: unmount sys", "DELETE", "sys/mounts/sys")
        side.step(f"{where}: leases", "GET", "sys/leases?type=irrevocable")


@scenario
def for_the_page(s):
    listing = "sys/internal/ui/namespaces"
    t, other = s.tenant(), s.tenant("other")
    inner = t.tenant("app")
    beside = t.tenant("beside")
    app = inner.namespace.rsplit("/", 1)[1]
    ours = tuple(side.namespace.rsplit("/", 1)[-1] for side in (t, other, inner, beside))

    def view(body):
        return {**body, "data": {"keys": sorted(key for key in body["data"]["keys"] if key.startswith(ours))}} if body.get("data") else body

    for who, token in {
            "root": "root", "nobody": None, "unknown": "s.000000000000000000000000", "default": s.child("default"), "nothing": s.holder("# nothing"),
            "one": s.holder(f'path "{t.namespace}/sys/auth" {{ capabilities = ["read"] }}'),
            "a grandchild": s.holder(f'path "{t.namespace}/{app}/x" {{ capabilities = ["read"] }}'),
            "a part": s.holder(f'path "{t.namespace[:6]}*" {{ capabilities = ["read"] }}'),
            "denied": s.holder(f'path "{t.namespace}/*" {{ capabilities = ["deny"] }}'), "plus": s.holder('path "+/sys/auth" { capabilities = ["read"] }'),
            "record": s.holder(f'path "sys/namespaces/{t.namespace}" {{ capabilities = ["read"] }}'),
            "everything": s.holder('path "*" { capabilities = ["read"] }')
    }.items():
        s.step(f"{who}: in the root", "GET", listing, token=token, view=view)
        t.step(f"{who}: in the team", "GET", listing, token=token, view=view)
    for who, token in {
            "default of team": t.child("default"), "one of team": t.holder(f'path "{app}/sys/auth" {{ capabilities = ["read"] }}'),
            "of other": other.child("default")
    }.items():
        for where, side in (("root", s), ("team", t), ("app", inner), ("other", other)):
            side.step(f"{who}: in {where}", "GET", listing, token=token, view=view)
    s.step("by path", "GET", f"{t.namespace}/{listing}", view=view)
