"""Which rule of a token's policies decides on which path."""
from side import scenario


def rule(path, *capabilities):
    return f'path "{path}" {{ capabilities = [{", ".join(chr(34) + c + chr(34) for c in capabilities)}] }}\n'


def granted(s, name, paths, *texts):
    """What a token with these policy texts may do on each path, as its maker is told."""
    token = s.child(*[s.policy(f"p{place}", text) for place, text in enumerate(texts)])
    s.step(name, "POST", "sys/capabilities", {"token": token, "paths": paths}, ordered=False, view=lambda body: body["data"])
    return token


def tried(s, name, token, method, *targets):
    """Requests to paths where nothing is: 404 when the policies let them through, 403 when they do not."""
    for target in targets:
        s.step(f"{name}: {method} {target}", method, target, token=token)


@scenario
def vectors(s):
    granted(s, "plus inside", ["test/a/segment", "test/a/b/segment", "test//segment", "test/segment"], rule("test/+/segment", "read"))
    granted(s, "plus at the front", ["test/segment/at/front", "test/segment/at/frond", "segment/at/front", "a/b/segment/at/front"],
            rule("+/segment/at/front", "read"))
    granted(s, "plus at the end", ["test/segment/at/end/foo", "test/segment/at/end/foo/", "test/segment/at/end/v2/foo/", "test/segment/at/end",
                                   "test/segment/at/end/"],
            rule("test/segment/at/end/+", "read") + rule("test/segment/at/end/v2/+/", "read"))
    granted(s, "plus and star", ["test/segment/wildcard/at/end", "test/segment/wildcard/at/end/", "test/segment/wildcard/at/foo/", "test/segment/wildcard/at",
                                 "test/segment/wildcard/at/"], rule("test/+/wildcard/+/*", "read"))
    granted(s, "star against plus", ["1/2/3", "1/2/3/4", "1/2/3/4/5", "1/2/", "1/2"],
            rule("1/2/*", "create") + rule("1/2/+", "read") + rule("1/2/+/+", "update"))
    granted(s, "exact", ["foo/bar", "foo/bar/", "foo/ba", "foo/barn"], rule("foo/bar", "read", "create", "sudo"))
    granted(s, "legacy", ["prod/foo", "prod/aws/foo", "prod/"], 'path "prod/*" { policy = "read" }\npath "prod/aws/*" { policy = "deny" }')
    granted(s, "deny of the same path", ["stage/aws/policy/foo", "foo/bar"], rule("stage/aws/policy/*", "sudo", "update") + rule("foo/bar", "read"),
            rule("stage/aws/policy/*", "deny", "update", "read") + rule("foo/bar", "deny"))
    granted(s, "deny of the wider", ["kv/x", "kv/y"], rule("kv/*", "deny") + rule("kv/x", "read"))
    granted(s, "deny with the later wildcard", ["foo/a/bar/x", "foo/b/bar/x"], rule("foo/a/*", "deny") + rule("foo/+/bar/*", "read"))
    granted(s, "fewer plus", ["secret/data/x"], rule("*", "update") + rule("+/data/*", "deny"))
    granted(s, "child namespaces", ["ns1/sys/policies/acl/", "ns1/sys/policies/acl"], rule("+/sys/policies/acl", "list"))
    granted(s, "nothing at all", ["foo/bar", "", "a"][:1], "# nothing")


@scenario
def specificity(s):
    for name, loser, winner, path in (
        ("star over plus star", "+/*", "*", "foo/bar/bar/baz"), ("later plus", "+/*", "foo/+/*", "foo/bar/bar/baz"),
        ("no star", "foo/+/+/*", "foo/+/bar/baz", "foo/bar/bar/baz"), ("fewer plus", "foo/+/+/baz", "foo/+/bar/baz", "foo/bar/bar/baz"),
        ("first wildcard", "foo/+/(ar/baz", "foo/(ar/+/baz", "foo/(ar/(ar/baz"), ("no star at the end", "foo/bar/+/baz*", "foo/bar/+/baz", "foo/bar/bar/baz"),
        ("longer", "foo/bar/+/b*", "foo/bar/+/ba*", "foo/bar/bar/baz"),
        ("longer prefix", "foo/*", "foo/b*", "foo/bar"), ("exact over prefix", "foo/ba*", "foo/bar", "foo/bar"),
        ("exact over plus", "foo/+", "foo/bar", "foo/bar"), ("plus over prefix", "foo/*", "foo/+", "foo/bar"),
        ("prefix over plus", "+/bar", "foo/*", "foo/bar"),
        ("prefix over earlier plus star", "+/bar*", "f*", "foo/bar"), ("plus star against prefix", "foo/+/*", "foo/*", "foo/bar/baz"),
        ("alphabet", "foo/+/aa", "foo/+/ab", "foo/x/ab"), ("empty prefix", "*", "foo/bar", "foo/bar"),
        ("prefix of the same length", "foo/bar*", "foo/bar", "foo/bar"), ("star and exact prefix", "foo/b*", "foo/bar*", "foo/bar"),
        ("plus twice", "+/+", "foo/+", "foo/bar"), ("plus at the end against the front", "+/bar", "foo/+", "foo/bar"),
    ):
        for order, texts in {"": (loser, winner), ", swapped": (winner, loser)}.items():
            capabilities = {loser: "list", winner: "read"}
            granted(s, name + order, [path], "".join(rule(p, capabilities[p]) for p in texts))
            granted(s, f"{name}{order}, of two policies", [path], *[rule(p, capabilities[p]) for p in texts])


@scenario
def odd_paths(s):
    for name, path, asked in (
        ("star inside", "a*b", ["a*b", "axb", "ab"]), ("star inside and at the end", "a*b*", ["a*b", "a*bc", "axbc"]),
        ("two stars", "a**", ["a*", "a*b", "ab", "a"]), ("star segment", "a/*/b", ["a/*/b", "a/x/b"]), ("star alone", "*", ["a", "a/b", "sys/x"]),
        ("plus alone", "+", ["a", "a/", "a/b"]), ("literal plus", "a+b", ["a+b", "axb"]), ("plus that ends a segment", "a/b+", ["a/b+", "a/bx"]),
        ("plus that begins a segment", "a/+x", ["a/+x", "a/yx", "a/yyx"]), ("plus that begins the path", "+x/a", ["+x/a", "bx/a"]),
        ("plus with a begun segment", "a/+x/+", ["a/+x/b", "a/bx/b", "a/+x/b/c"]), ("leading slash", "/a", ["a", "/a"]),
        ("two leading slashes", "//a", ["a", "/a", "//a"]), ("slash at the end", "a/", ["a", "a/", "a/b"]),
        ("slash and star", "a/*", ["a", "a/", "a/b", "a/b/c"]),
        ("part and star", "foo/ba*", ["foo/ba", "foo/bar", "foo/bar/baz", "foo/b", "foo/ba/"]),
        ("plus and part and star", "foo/+/ba*", ["foo/x/ba", "foo/x/bar", "foo/x/bar/baz", "foo/x/b", "foo//bar", "foo/x/y/bar"]),
        ("plus and slash", "a/+/", ["a/b", "a/b/", "a/b/c"]),
        ("double slash", "a//b", ["a//b", "a/b"]), ("upper case", "A/b", ["A/b", "a/b"]), ("escaped", "a%20b", ["a%20b", "a b"]),
        ("blank", "a b", ["a b", "a%20b"]), ("not ascii", "\u00e9/*", ["\u00e9/a", "e/a"]), ("dots", "a/../b", ["a/../b", "b"]),
        ("question mark", "a?b", ["a?b", "a"]),
        ("all plus", "+/+/+", ["a/b/c", "a/b", "a//c", "//"]), ("plus and star at the root", "+/*", ["a", "a/", "a/b", "a/b/c"]),
        ("version", "v1/a", ["a", "v1/a"]), ("star after plus segment", "a/+/*", ["a/b", "a/b/", "a/b/c", "a//c"]), ("empty", "", ["a", "/"]),
    ):
        granted(s, name, asked, rule(path, "read"))


@scenario
def merging(s):
    granted(s, "union", ["a", "b/x"], rule("a", "read") + rule("b/*", "read"), rule("a", "list", "update") + rule("b/*", "create"))
    granted(s, "deny in one", ["a", "b/x", "c/x/y"], rule("a", "read") + rule("b/*", "read") + rule("c/+/y", "read"),
            rule("a", "deny") + rule("b/*", "deny") + rule("c/+/y", "deny"))
    granted(s, "deny in the first", ["a"], rule("a", "deny"), rule("a", "read"))
    granted(s, "empty rule does not take away", ["a"], rule("a"), rule("a", "read"))
    granted(s, "empty rule shadows", ["a/b", "a/c"], rule("a/*", "read") + rule("a/b"))
    granted(s, "slash in front is the same path", ["a"], rule("/a", "read"), rule("a", "list"))
    granted(s, "deny by a slash in front", ["a"], rule("/a", "deny"), rule("a", "list"))
    granted(s, "other text of the same set", ["a/b"], rule("a/+", "read"), rule("a/*", "deny"))
    granted(s, "default too", ["auth/token/lookup-self", "sys/capabilities-self"], rule("auth/token/lookup-self", "update"),
            rule("sys/capabilities-self", "deny"))
    token = s.child("default", s.policy("p0", rule("auth/token/lookup-self", "deny")))
    s.step("a deny takes away what default gives", "GET", "auth/token/lookup-self", token=token)
    token = s.child("default", s.policy("p0", rule("auth/token/*", "deny")))
    s.step("a wide deny does not", "GET", "auth/token/lookup-self", token=token, view=lambda body: "found")


@scenario
def lists(s):
    token = s.holder(rule("foo/metadata/*", "list", "scan") + rule("foo/metadata/private/*", "deny") + rule("foo/metadata/private/granted/*", "list", "scan"))
    for method in ("LIST", "SCAN"):
        tried(s, "tree", token, method, "foo", "foo/metadata", "foo/metadata/test", "foo/metadata/private", "foo/metadata/private/internal",
              "foo/metadata/private/granted", "foo/metadata/private/granted/test")
    token = s.holder(rule("foo/metadata/*", "list", "scan") + rule("foo/metadata/+/private/*", "deny"))
    tried(s, "plus", token, "LIST", "foo/metadata/a/private/x", "foo/metadata/a/private", "foo/metadata/a")
    token = s.holder(rule("foo", "deny") + rule("foo/*", "list"))
    tried(s, "deny without the slash", token, "LIST", "foo", "foo/", "foo/a")
    token = s.holder(rule("foo/", "deny") + rule("foo*", "list"))
    tried(s, "deny with the slash", token, "LIST", "foo", "foo/a", "food")
    token = s.holder(rule("a", "list") + rule("b/", "list") + rule("c/+", "list") + rule("d/+/", "list") + rule("e*", "list") + rule("+/f", "list"))
    tried(s, "forms", token, "LIST", "a", "a/", "b", "b/", "c", "c/x", "c/x/", "d/x", "d/x/y", "e", "e/x", "x/f", "f")
    tried(s, "forms", token, "GET", "a?list=true", "a/?list=true", "a?list=false", "a?list=", "a?list=x", "a?scan=true", "a?list=true&scan=true", "a?list=1",
          "a?list=T")
    tried(s, "only list", token, "GET", "a", "b/", "e/x")
    tried(s, "only list", token, "SCAN", "a", "e/x")
    token = s.holder(rule("a", "scan") + rule("e/*", "scan"))
    tried(s, "only scan", token, "LIST", "a", "e/x")
    tried(s, "only scan", token, "SCAN", "a", "e/x")
    token = s.holder(rule("x", "read"))
    tried(s, "a read rule is no list rule", token, "GET", "x/", "x")
    tried(s, "a read rule is no list rule", token, "LIST", "x")


@scenario
def operations(s):
    for capability in ("create", "read", "update", "delete", "list", "patch", "scan", "sudo", "deny"):
        token = s.holder(rule("nowhere/x", capability))
        for method in ("GET", "POST", "PUT", "DELETE", "LIST", "SCAN", "HEAD"):
            tried(s, capability, token, method, "nowhere/x")
        s.step(f"{capability}: PATCH", "PATCH", "nowhere/x", {}, token=token, headers=[("Content-Type", "application/merge-patch+json")])
        s.step(f"{capability}: HELP", "GET", "nowhere/x?help=1", token=token, view=lambda body: body.get("errors") or "help")
        s.step(f"{capability}: OPTIONS", "OPTIONS", "nowhere/x", token=token)
        s.step(f"{capability}: FOO", "FOO", "nowhere/x", token=token)


@scenario
def as_it_arrives(s):
    token = s.holder(rule("nowhere/a b", "read") + rule("nowhere/x", "read", "update") + rule("nowhere/\u00e9", "read") + rule("nowhere/a+b",
                                                                                                                               "read") + rule("nowhere/q?x",
                                                                                                                                              "read"))
    tried(s, "escaped", token, "GET", "nowhere/a%20b", "nowhere/a+b", "nowhere/%78", "nowhere%2fx", "nowhere/%C3%A9", "nowhere/x%2f", "nowhere/x/", "nowhere/X",
          "Nowhere/x", "nowhere//x", "nowhere/./x", "nowhere/y/../x", "nowhere/x?a=b", "nowhere/x;a=b",
          "nowhere/q%3Fx", "nowhere/x%00", "nowhere/y/%2e%2e/x", "nowhere/..%2fnowhere/x", "nowhere/x%23", "nowhere/%2578")
    tried(s, "escaped", token, "POST", "nowhere/x", "nowhere/x/", "nowhere/%78")
    tried(s, "version", token, "GET", "/v1/nowhere/x", "/v1//nowhere/x", "/v2/nowhere/x", "/V1/nowhere/x")
