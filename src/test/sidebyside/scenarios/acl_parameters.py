"""Rules about parameters, wrapping times, pages and listed keys, and rules that expire."""
from side import scenario

NOWHERE = "nowhere/x"
WRITE = 'path "nowhere/x" { policy = "write"\n'


def holder(s, *inner):
    """A token whose rule for `nowhere/x` is the old `write` with this addition, one for each policy."""
    return s.child(*[s.policy(f"p{place}", f"{WRITE} {text} }}") for place, text in enumerate(inner)])


def tried(s, name, token, *bodies, method="POST"):
    """Writes of these bodies to a path where nothing is: 404 when the rule lets them through, 403 when it does not."""
    for body in bodies:
        s.step(f"{name}: {body}", method, NOWHERE, body, token=token, view=verdict)


def verdict(body):
    return "allowed" if body["errors"][0].startswith("no handler") else body["errors"]


@scenario
def vectors(s):
    tried(s, "allowed and denied", holder(s, 'allowed_parameters = { steve = [] }\n denied_parameters = { steve = [] }'), {"steve": 1}, {}, None, {"other": 1})
    tried(s, "both everything", holder(s, 'allowed_parameters = { "*" = [] }\n denied_parameters = { "*" = [] }'), {"one": 1}, {}, None)
    tried(s, "everything but one", holder(s, 'allowed_parameters = { "*" = [] }\n denied_parameters = { foo = [] }'), {"one": 1}, {"foo": 1}, {"FOO": 1},
          {"one": 1, "foo": 1})
    tried(s, "one, and everything is denied", holder(s, 'allowed_parameters = { pear = [] }\n denied_parameters = { "*" = [] }'), {"pear": 1}, {"apple": 1}, {})
    tried(s, "both empty", holder(s, "allowed_parameters = { }\n denied_parameters = { }"), {"four": 1}, {})
    tried(s, "required", holder(s, 'required_parameters = ["foo"]'), {"cold": 1}, {"cold": 1, "foo": 1}, {"foo": None}, {"foo": ""}, {"Foo": 1}, {}, None)
    tried(s, "required upper case", holder(s, 'required_parameters = ["Foo"]'), {"foo": 1}, {"Foo": 1}, {"FOO": 1})
    tried(s, "denied glob", holder(s, 'denied_parameters = { deny = ["bad*"] }'), {"deny": "bad"}, {"deny": "bad glob"}, {"deny": "good"}, {"deny": None},
          {"deny": "BAD"}, {"Deny": "bad"}, {"deny": ["bad"]}, {"deny": "a bad"}, {"other": "bad"})
    tried(s, "cases", holder(s, 'allowed_parameters = { ALLOW = ["good"] }\n denied_parameters = { dEny = ["bad"] }'), {"aLLow": "good"}, {"aLLow": "bad"},
          {"deny": "good"}, {"Neither": "x"}, {"allow": None}, {"allow": "good", "deny": "bad"})
    tried(s, "globs", holder(s, 'allowed_parameters = { m = ["good", "*good3", "*in*", "st*"] }'), {"m": "glob good3"}, {"m": "glob good"}, {"m": "good3"},
          {"m": "a in b"}, {"m": "star"}, {"m": "sst"}, {"m": ""}, {"m": "GOOD"}, {"m": "*good3"})
    tried(s, "booleans", holder(s, "allowed_parameters = { bool = [false] }"), {"bool": False}, {"bool": True}, {"bool": "false"}, {"bool": 0}, {"bool": None})
    tried(s, "everything and some", holder(s, 'allowed_parameters = { "*" = [], foo = [], bar = [false] }'), {"anything": True, "foo": True, "bar": False},
          {"bar": True}, {"foo": [1]}, {"any": {"a": 1}})
    tried(s, "blocks",
          s.holder('path "nowhere/x" { capabilities = ["update"]\n required_parameters = ["foo"] }\npath "nowhere/x" { capabilities = ["read"]\n required_parameters = ["bar"] }'), {"foo": 1}, {"bar": 1}, {"foo": 1, "bar": 1})


@scenario
def values(s):
    token = holder(s, 'allowed_parameters = { n = [5, 1.5], t = ["5"], l = [["a", "b"]], o = [{ a = "b" }], e = [""], s = ["*"] }')
    tried(s, "allowed", token, {"n": 5}, {"n": "5"}, {"n": 1.5}, {"t": "5"}, {"t": 5}, {"l": ["a", "b"]}, {"l": ["b", "a"]}, {"l": ["a"]}, {"l": "a"},
          {"o": {"a": "b"}}, {"o": {"a": "c"}}, {"e": ""}, {"e": None}, {"e": "x"}, {"s": "anything"}, {"s": 5}, {"s": ""})
    token = holder(s, 'denied_parameters = { n = [5], l = ["a"], w = [["a"]], e = [""], s = ["*"] }')
    tried(s, "denied", token, {"n": 5}, {"n": "5"}, {"n": 6}, {"l": "a"}, {"l": ["a"]}, {"l": ["b"]}, {"w": ["a"]}, {"w": ["a", "b"]}, {"e": ""}, {"e": None},
          {"s": "x"}, {"s": 5}, {"s": None})
    tried(s, "array as body", token, [], "null", '{"a":1}{"l":"a"}', '{"l":"b","l":"a"}', '{"l":"a","l":"b"}')


@scenario
def operations(s):
    token = s.holder('path "nowhere/x" { capabilities = ["read", "update", "delete", "list", "patch", "scan"]\n denied_parameters = { bad = [] }\n }')
    for method in ("GET", "DELETE", "LIST", "SCAN"):
        for query in ("", "?bad=1", "?good=1", "?BAD=1", "?bad", "?bad="):
            s.step(f"{method} {query}", method, NOWHERE + query, token=token, view=verdict)
    s.step("POST with a query", "POST", NOWHERE + "?bad=1", {}, token=token, view=verdict)
    s.step("POST with a form", "POST", NOWHERE, "bad=1", token=token, view=verdict, headers=[("Content-Type", "application/x-www-form-urlencoded")])
    s.step("PATCH", "PATCH", NOWHERE, {"bad": 1}, token=token, view=verdict, headers=[("Content-Type", "application/merge-patch+json")])
    s.step("PATCH of something else", "PATCH", NOWHERE, {"good": 1}, token=token, view=verdict, headers=[("Content-Type", "application/merge-patch+json")])
    s.step("GET as a list", "GET", NOWHERE + "?list=true&bad=1", token=token, view=verdict)
    s.step("HELP", "GET", NOWHERE + "?help=1&bad=1", token=token)
    token = s.holder('path "nowhere/x" { capabilities = ["read", "delete", "list"]\n required_parameters = ["foo"] }')
    for method in ("GET", "DELETE", "LIST"):
        for query in ("", "?foo=1", "?foo=", "?FOO=1"):
            s.step(f"required, {method} {query}", method, NOWHERE + query, token=token, view=verdict)
    token = s.holder('path "nowhere/x" { capabilities = ["read"]\n allowed_parameters = { foo = ["1"] } }')
    for query in ("", "?foo=1", "?foo=2", "?foo=1&foo=2", "?foo=1&bar=1", "?list=false", "?list=false&foo=1"):
        s.step(f"allowed, GET {query}", "GET", NOWHERE + query, token=token, view=verdict)


@scenario
def merging(s):
    for name, inner, bodies in (
        ("values are joined", ('allowed_parameters = { a = ["1"] }', 'allowed_parameters = { a = ["2"] }'), ({"a": "1"}, {"a": "2"}, {"a": "3"})),
        ("an empty list is everything", ('allowed_parameters = { a = ["1"] }', "allowed_parameters = { a = [] }"), ({"a": "1"}, {"a": "3"})),
        ("an empty list is everything, swapped", ("allowed_parameters = { a = [] }", 'allowed_parameters = { a = ["1"] }'), ({"a": "1"}, {"a": "3"})),
        ("keys are joined", ("allowed_parameters = { a = [] }", "allowed_parameters = { b = [] }"), ({"a": 1, "b": 1}, {"c": 1})),
        ("a rule without them does not lift them", ("allowed_parameters = { a = [] }", ""), ({"a": 1}, {"c": 1})),
        ("a rule without them does not lift them, swapped", ("", "allowed_parameters = { a = [] }"), ({"a": 1}, {"c": 1})),
        ("denied values are joined", ('denied_parameters = { a = ["1"] }', 'denied_parameters = { a = ["2"], b = [] }'),
         ({"a": "1"}, {"a": "2"}, {"a": "3"}, {"b": 1})),
        ("denied empty list is everything", ('denied_parameters = { a = ["1"] }', "denied_parameters = { a = [] }"), ({"a": "3"},)),
        ("star comes in", ("allowed_parameters = { a = [] }", 'allowed_parameters = { "*" = [] }'), ({"a": 1}, {"c": 1})),
        ("required are joined", ('required_parameters = ["a"]', 'required_parameters = ["b"]'), ({"a": 1}, {"a": 1, "b": 1})),
        ("allowed here, denied there", ("allowed_parameters = { a = [] }", "denied_parameters = { a = [] }"), ({"a": 1}, {"b": 1}, {})),
        ("deny wipes them", ("allowed_parameters = { a = [] }", 'capabilities = ["deny"]'), ({"a": 1}, {})),
        ("least and most exclude each other", ('min_wrapping_ttl = "5m"', 'max_wrapping_ttl = "1m"'), ({}, {"a": 1})),
    ):
        tried(s, name, holder(s, *inner), *bodies)
    tried(s, "an exact rule hides those of the wider",
          s.holder('path "nowhere/*" { capabilities = ["update"]\n required_parameters = ["a"] }\npath "nowhere/x" { capabilities = ["update"] }'), {"b": 1})


@scenario
def wrapping(s):
    for name, inner in {"least": 'min_wrapping_ttl = "5m"', "most": "max_wrapping_ttl = 400", "both": 'min_wrapping_ttl = "300"\n max_wrapping_ttl = "400s"',
                        "zero": "min_wrapping_ttl = 0"}.items():
        token = holder(s, inner)
        for method in ("GET", "POST", "DELETE", "LIST"):
            s.step(f"{name}: {method}", method, NOWHERE, token=token, view=verdict)
        s.step(f"{name}: zero asked", "GET", NOWHERE, token=token, headers=[("X-Vault-Wrap-TTL", "0")], view=verdict)
    default = s.child("default", s.policy("p0", 'path "auth/token/lookup-self" { capabilities = ["read"]\n min_wrapping_ttl = "1s" }'))
    s.step("default does not lift it", "GET", "auth/token/lookup-self", token=default)


@scenario
def real_endpoints(s):
    m = s.userpass()
    s.user(m, "ada")
    users = f"auth/{m}/users/ada"
    token = s.holder(f'path "{users}" {{ capabilities = ["create", "update", "read", "delete"]\n allowed_parameters = {{ token_ttl = ["1h", "2h"], token_policies = ["dev*"] }} }}')
    for body in ({"token_ttl": "1h"}, {"token_ttl": "3h"}, {"token_ttl": 3600}, {"token_policies": "dev-a"}, {"token_policies": ["dev-a"]},
                 {"token_policies": "dev-a,root"}, {"password": "x"}, {"TOKEN_TTL": "1h"}, {"username": "eve"}, {"token_ttl": "1h", "zzz": 1}, {},
                 {"token_ttl": None}):
        s.step(f"allowed: {body}", "POST", users, body, token=token)
    s.step("read without parameters", "GET", users, token=token, view=lambda body: "read")
    s.step("read with one", "GET", users + "?token_ttl=1h", token=token, view=lambda body: body.get("errors") or body["warnings"])
    s.step("read with another", "GET", users + "?x=1", token=token)
    s.step("delete with one", "DELETE", users + "?x=1", token=token)
    token = s.holder('path "auth/token/create" { capabilities = ["update"]\n required_parameters = ["ttl"]\n denied_parameters = { policies = [], no_parent = [true] } }')
    for body in ({"ttl": "1h"}, {}, {"ttl": ""}, {"TTL": "1h"}, {"ttl": "1h", "policies": []}, {"ttl": "1h", "no_parent": True},
                 {"ttl": "1h", "no_parent": False}, {"ttl": "1h", "no_parent": "true"}):
        s.step(f"creation: {body}", "POST", "auth/token/create", body, token=token, view=lambda body: body.get("errors") or "made")
    token = s.holder('path "sys/policies/acl/*" { capabilities = ["update"]\n denied_parameters = { policy = ["*deny*"] } }')
    name = s.policy("policy", "# nothing")
    for body in ({"policy": "# x"}, {"policy": 'path "x" { capabilities = ["deny"] }'}, {"Policy": "deny"}):
        s.step(f"policy: {body}", "POST", f"sys/policies/acl/{name}", body, token=token)
    token = s.holder('path "sys/capabilities-self" { capabilities = ["update"]\n allowed_parameters = { paths = [["a", "b"], "c"] } }')
    for body in ({"paths": ["a", "b"]}, {"paths": ["a"]}, {"paths": "c"}, {"paths": ["c"]}, {"path": "c"}):
        s.step(f"capabilities: {body}", "POST", "sys/capabilities-self", body, token=token, ordered=False, view=lambda body: body.get("errors") or body["data"])


@scenario
def pages(s):
    m = s.userpass()
    for name in ("ada", "bob", "eve", "joe", "sam"):
        s.user(m, name)
    users = f"auth/{m}/users"
    limits = ("", "?limit=1", "?limit=2", "?limit=3", "?limit=0", "?limit=-1", "?limit=max", "?limit=MAX", "?limit=abc", "?limit=", "?limit=1.5",
              "?limit=2&after=bob", "?after=bob", "?limit=3&limit=1", "?limit=1&limit=3", "?limit=99999999999999999999", "?limit=+2", "?limit=02")
    cut = lambda body: body["data"] if body.get("data") else body
    for name, texts in {"two": ['pagination_limit = 2'], "two and four": ["pagination_limit = 2", "pagination_limit = 4"], "none": [""],
                        "zero": ["pagination_limit = 0"], "negative": ["pagination_limit = -1"],
                        "required": ['pagination_limit = 2\n required_parameters = ["limit"]'],
                        "only allowed after": ["pagination_limit = 2\n allowed_parameters = { after = [] }"]}.items():
        token = s.child(*[s.policy(f"p{place}", f'path "{users}/" {{ capabilities = ["list", "scan"]\n {text} }}') for place, text in enumerate(texts)])
        for query in limits if name in ("two", "none") else limits[:8]:
            s.step(f"{name}: {query}", "LIST", users + query, token=token, view=cut)
        s.step(f"{name}: by get", "GET", users + "?list=true", token=token, view=cut)
        s.step(f"{name}: scan", "SCAN", users, token=token, view=cut)
    for query in limits:
        s.step(f"root: {query}", "LIST", users + query, view=cut)


@scenario
def listed_keys(s):
    m = s.userpass()
    for name in ("ada", "bob", "eve"):
        s.user(m, name)
    users = f"auth/{m}/users"
    keys = "\n".join(f'path "{users}/{name}" {{ capabilities = [{rights}] }}' for name,
                     rights in {"ada": '"read"', "bob": '"update"', "eve": '"deny", "read"'}.items())
    for name, template, more in (("path and key", "{{ .path }}{{ .key }}", keys), ("fixed", f"{users}/{{{{ .key }}}}", keys),
                                 ("nothing allowed", "nowhere/{{ .key }}", keys),
                                 ("everything", f"{users}/{{{{ .key }}}}", f'path "{users}/*" {{ capabilities = ["read"] }}')):
        token = s.holder(f'path "{users}/" {{ capabilities = ["list"]\n list_scan_response_keys_filter_path = "{template}" }}\n{more}')
        s.step(name, "LIST", users, token=token)
        s.step(f"{name}, a page", "LIST", users + "?limit=1", token=token)
    token = s.holder('path "sys/policies/acl/" { capabilities = ["list"]\n list_scan_response_keys_filter_path = "sys/policies/acl/{{ .key }}" }\npath "sys/policies/acl/default" { capabilities = ["read"] }')
    s.step("policies", "LIST", "sys/policies/acl", token=token)
    token = s.holder('path "sys/policies/acl" { capabilities = ["list"]\n list_scan_response_keys_filter_path = "{{ .path }}{{ .key }}" }\npath "sys/policies/acl/default" { capabilities = ["read"] }')
    s.step("policies, without the slash", "LIST", "sys/policies/acl", token=token)
    token = s.holder('path "sys/policy" { capabilities = ["list", "read"]\n list_scan_response_keys_filter_path = "sys/policy/{{ .key }}" }\npath "sys/policy/default" { capabilities = ["read"] }')
    s.step("old policies", "LIST", "sys/policy", token=token, view=lambda body: body.get("errors") or "default" in body["data"]["keys"])


@scenario
def rules_that_expire(s):
    token = s.holder('path "nowhere/x" { capabilities = ["read"]\n expiration = "2101-01-01T00:00:00Z" }\npath "nowhere/y" { capabilities = ["read"]\n expiration = "2001-01-01T00:00:00Z" }\npath "nowhere/*" { capabilities = ["list"] }')
    for path in ("nowhere/x", "nowhere/y"):
        s.step(f"read of {path}", "GET", path, token=token)
        s.step(f"list of {path}", "LIST", path, token=token)
    s.step("what it may", "POST", "sys/capabilities", {"token": token, "paths": ["nowhere/x", "nowhere/y"]}, ordered=False)
    token = s.child(s.policy("p0", 'path "nowhere/x" { capabilities = ["deny"]\n expiration = "2001-01-01T00:00:00Z" }'),
                    s.policy("p1", 'path "nowhere/x" { capabilities = ["read"] }'))
    s.step("a deny that expired", "GET", "nowhere/x", token=token)
