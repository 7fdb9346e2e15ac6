"""What the user interface asks for: the mounts it may see, and what a token's policies come to."""
from side import scenario

MOUNTS, ACL, NAMESPACES = "sys/internal/ui/mounts", "sys/internal/ui/resultant-acl", "sys/internal/ui/namespaces"
BAD = "s.000000000000000000000000"


@scenario
def mounts(s):
    hidden = s.userpass("hidden")
    shown = s.fresh("shown")
    s.quiet("POST", f"sys/auth/{shown}", {"type": "userpass", "description": "for all", "config": {"listing_visibility": "unauth"}})
    paths = (f"{hidden}/", f"{shown}/", "token/", "sys/", "identity/")

    def ours(body):
        if not body.get("data"):
            return body
        return {**body, "data": {kind: {path: value for path, value in found.items() if path in paths} for kind, found in body["data"].items()}}

    s.step("no token", "GET", MOUNTS, token=None, ordered=False, view=ours)
    s.step("bad token", "GET", MOUNTS, token=BAD)
    s.step("empty token", "GET", MOUNTS, token="", ordered=False, view=ours)
    s.step("root", "GET", MOUNTS, ordered=False, view=lambda body: {**ours(body), "data": {**ours(body)["data"], "secret": sorted(ours(body)["data"]["secret"])}})
    s.step("with a slash", "GET", MOUNTS + "/", token=None)
    for who, text in {"nothing": "# nothing", "one": f'path "auth/{hidden}/users/ada" {{ capabilities = ["read"] }}',
                      "a login": f'path "auth/{hidden}/login/*" {{ capabilities = ["update"] }}',
                      "denied": f'path "auth/{hidden}/*" {{ capabilities = ["deny"] }}',
                      "a part": f'path "auth/{hidden[:4]}*" {{ capabilities = ["list"] }}', "plus": 'path "auth/+/users" { capabilities = ["list"] }',
                      "everything": 'path "*" { capabilities = ["sudo"] }', "none": f'path "auth/{hidden}/x" {{ }}',
                      "all of auth": 'path "auth/*" { capabilities = ["list"] }',
                      "the mount's own record": f'path "sys/auth/{hidden}" {{ capabilities = ["read", "sudo"] }}'}.items():
        token = s.holder(text)
        s.step(f"{who}", "GET", MOUNTS, token=token, ordered=False, view=lambda body: sorted(ours(body)["data"]["auth"]) if body.get("data") else body)
        s.step(f"{who}, of the hidden", "GET", f"{MOUNTS}/auth/{hidden}", token=token, ordered=False,
               view=lambda body: body.get("errors") or body["data"]["path"])
        s.step(f"{who}, of the shown", "GET", f"{MOUNTS}/auth/{shown}", token=token, ordered=False,
               view=lambda body: body.get("errors") or body["data"]["path"])
    for path in (f"auth/{hidden}", f"auth/{hidden}/", f"auth/{hidden}/users/ada", "auth/token", "auth/nope", "nope", "", "auth", "auth/"):
        s.step(f"one: {path.replace(hidden, 'hidden')}", "GET", f"{MOUNTS}/{path}", ordered=False)
        s.step(f"one: {path.replace(hidden, 'hidden')}, nobody", "GET", f"{MOUNTS}/{path}", token=None)
    s.step("one, bad token", "GET", f"{MOUNTS}/auth/{hidden}", token=BAD)
    s.step("the shown, nobody", "GET", f"{MOUNTS}/auth/{shown}", token=None)
    for method in ("POST", "DELETE", "LIST", "HEAD"):
        s.step(method, method, MOUNTS)
        s.step(f"{method}, nobody", method, MOUNTS, token=None)
        s.step(f"{method} of one, nobody", method, f"{MOUNTS}/auth/{hidden}", token=None)


def in_order(value, key=None):
    """With the listed values of parameters in order: where several policies list some, theirs comes from the order of the policies."""
    if isinstance(value, dict):
        return {name: in_order(child, name) for name, child in value.items()}
    return sorted(value, key=str) if isinstance(value, list) and key != "capabilities" else value


@scenario
def resultant_acl(s):
    ask = f'path "{ACL}" {{ capabilities = ["read"] }}\n'
    s.step("root", "GET", ACL)
    s.step("default", "GET", ACL, token=s.child("default"), ordered=False)
    s.step("nothing", "GET", ACL, token=s.holder("# nothing"))
    s.step("nobody", "GET", ACL, token=None)
    s.step("bad token", "GET", ACL, token=BAD)
    for name, texts in {
        "itself alone": [ask],
        "kinds": [ask + 'path "a" { capabilities = ["scan", "patch", "update", "sudo", "read", "list", "delete", "create"] }\npath "b/*" { capabilities = ["read"] }\npath "c/+/d" { capabilities = ["read"] }\npath "*" { capabilities = ["list"] }\npath "none" { }\npath "denied" { capabilities = ["deny", "read"] }\npath "e/+" { capabilities = ["read"] }'],
        "parameters": [ask + 'path "a" { capabilities = ["update"]\n allowed_parameters = { B = ["c", 1, true], d = [] }\n denied_parameters = { "*" = [] }\n required_parameters = ["x", "Y"]\n min_wrapping_ttl = "1m"\n max_wrapping_ttl = 120\n pagination_limit = 5 }'],
        "two policies": [ask + 'path "a" { capabilities = ["update"]\n allowed_parameters = { b = ["c"] }\n min_wrapping_ttl = "2m" }',
                         'path "a" { capabilities = ["read"]\n allowed_parameters = { b = ["d"] }\n min_wrapping_ttl = "1m" }\npath "/a/b" { capabilities = ["list"] }'],
        "legacy": [ask + 'path "a" { policy = "write" }'],
    }.items():
        s.step(name, "GET", ACL, token=s.child(*[s.policy(f"p{place}", text) for place, text in enumerate(texts)]), ordered=False, view=in_order)
    for method in ("POST", "DELETE", "LIST", "HEAD"):
        s.step(method, method, ACL)
    s.step("with a slash", "GET", ACL + "/")
    s.step("unknown parameter", "GET", ACL + "?x=1", token=s.child("default"), view=lambda body: body["warnings"])


@scenario
def namespaces(s):
    s.step("nobody", "GET", NAMESPACES, token=None)
    s.step("bad token", "GET", NAMESPACES, token=BAD)
    s.step("default", "GET", NAMESPACES, token=s.child("default"))
    s.step("root", "GET", NAMESPACES)
    for method in ("POST", "LIST", "DELETE"):
        s.step(method, method, NAMESPACES)
