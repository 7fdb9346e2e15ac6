"""Leases of logins and tokens: look up, list, renew, revoke, and revoke by prefix."""
from side import scenario
from scenarios.token_lookup import GARBAGE

LOOKUP, RENEW, REVOKE, PREFIX, FORCE = "sys/leases/lookup", "sys/leases/renew", "sys/leases/revoke", "sys/leases/revoke-prefix", "sys/leases/revoke-force"
SELF = "auth/token/lookup-self"


def leases_of(s, path):
    return (s.quiet("LIST", f"{LOOKUP}/{path}").get("data", "keys") or [])


def logged_in(s, *names, **settings):
    m = s.userpass()
    for name in names:
        s.user(m, name, token_ttl="1h", **settings)
    return m, {name: s.login(m, name) for name in names}


def alive(s, step, **tokens):
    for name, token in tokens.items():
        s.step(f"{step}, {name}", "GET", SELF, token=token, view=lambda body: body.get("errors") or "alive")


@scenario
def listing(s):
    m, tokens = logged_in(s, "ada", "bob")
    s.login(m, "ada")
    mask = lambda body: {**body, "data": {"keys": [key if key.endswith("/") else "lease" for key in body["data"]["keys"]]}} if body.get("data") else body
    for path in (f"auth/{m}/login/ada", f"auth/{m}/login/ada/", f"auth/{m}/login", f"auth/{m}", f"auth/{m}/login/eve", "auth/nope", f"auth/{m}/login/ad"):
        s.step(f"LIST {path.replace(m, 'm')}", "LIST", f"{LOOKUP}/{path}", view=mask)
    s.step("by get", "GET", f"{LOOKUP}/auth/{m}/login/ada?list=true", view=mask)
    s.step("read of a prefix", "GET", f"{LOOKUP}/auth/{m}/login/ada")
    s.step("all", "LIST", LOOKUP, view=lambda body: "auth/" in body["data"]["keys"])
    s.step("all with a slash", "LIST", LOOKUP + "/", view=lambda body: "auth/" in body["data"]["keys"])
    s.step("auth", "LIST", LOOKUP + "/auth", view=lambda body: {"mount": f"{m}/" in body["data"]["keys"], "token": "token/" in body["data"]["keys"]})
    s.step("tokens", "LIST", LOOKUP + "/auth/token", view=lambda body: "create/" in body["data"]["keys"])
    s.step("limit", "LIST", f"{LOOKUP}/auth/{m}/login/ada?limit=1", view=mask)
    s.step("after", "LIST", f"{LOOKUP}/auth/{m}/login?after=ada/", view=mask)
    s.step("scan", "SCAN", f"{LOOKUP}/auth/{m}/login/ada")
    s.step("an upper case login", "POST", f"auth/{m}/login/ADA", {"password": "correct horse"}, token=None)
    s.step("LIST of it", "LIST", f"{LOOKUP}/auth/{m}/login/ADA", view=mask)
    s.step("LIST of the lower case", "LIST", f"{LOOKUP}/auth/{m}/login/ada", view=mask)
    s.step("leases", "LIST", "sys/leases", view=lambda body: sorted(body.get("data") or body))
    s.step("leases read", "GET", "sys/leases")
    for query in ("?type=irrevocable", "?type=x", "?type=irrevocable&limit=x"):
        s.step(f"leases {query}", "GET", f"sys/leases{query}")
    s.step("count", "GET", "sys/leases/count?type=irrevocable")
    s.step("count without a type", "GET", "sys/leases/count")
    alive(s, "still", **tokens)


@scenario
def lookups(s):
    m, tokens = logged_in(s, "ada")
    path = f"auth/{m}/login/ada"
    lease = f"{path}/{leases_of(s, path)[0]}"
    s.step("post", "POST", LOOKUP, {"lease_id": lease})
    s.step("put", "PUT", LOOKUP, {"lease_id": lease})
    s.step("in the path", "POST", f"{LOOKUP}/{lease}", {})
    s.step("get in the path", "GET", f"{LOOKUP}/{lease}")
    s.step("by default", "POST", LOOKUP, {"lease_id": lease}, token=tokens["ada"])
    s.step("in the query", "GET", f"{LOOKUP}?lease_id={lease}")
    s.quiet("POST", "auth/token/renew-self", token=tokens["ada"])
    s.step("after a renewal", "POST", LOOKUP, {"lease_id": lease})
    s.step("no body", "POST", LOOKUP)
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", LOOKUP, {"lease_id": garbage})
    for name, id_ in {"path alone": path, "another hash": f"{path}/h" + "0" * 64, "slash at the end": lease + "/", "upper case": lease.upper(),
                      "leading slash": "/" + lease}.items():
        s.step(f"unknown, {name}", "POST", LOOKUP, {"lease_id": id_})
    for method in ("GET", "DELETE", "HEAD"):
        s.step(method, method, LOOKUP)
    child = s.child("default", ttl="1h")
    s.quiet("POST", "auth/token/revoke-self", token=tokens["ada"])
    s.step("of the dead", "POST", LOOKUP, {"lease_id": lease})
    s.step("none left", "LIST", f"{LOOKUP}/{path}")
    s.step("the child lives", "GET", SELF, token=child, view=lambda body: "alive")


@scenario
def renewals(s):
    m, tokens = logged_in(s, "ada")
    path = f"auth/{m}/login/ada"
    lease = f"{path}/{leases_of(s, path)[0]}"
    s.step("post", "POST", RENEW, {"lease_id": lease})
    s.step("put with an increment", "PUT", RENEW, {"lease_id": lease, "increment": "2h"})
    s.step("in the path", "POST", f"{RENEW}/{lease}", {})
    s.step("old path", "POST", "sys/renew", {"lease_id": lease})
    s.step("old path with the id", "POST", f"sys/renew/{lease}", {})
    s.step("by default", "POST", RENEW, {"lease_id": lease}, token=tokens["ada"])
    s.step("no body", "POST", RENEW)
    s.step("the token", "GET", SELF, token=tokens["ada"], view=lambda body: {key: body["data"].get(key) for key in ("ttl", "last_renewal")})
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", RENEW, {"lease_id": garbage})
    s.step("bad increment", "POST", RENEW, {"lease_id": lease, "increment": "x"})
    s.step("negative increment", "POST", RENEW, {"lease_id": lease, "increment": -5})
    for method in ("GET", "LIST", "DELETE"):
        s.step(method, method, RENEW)


@scenario
def revocations(s):
    m, tokens = logged_in(s, "ada", "bob")
    for name, by in {"ada": "post", "bob": "path"}.items():
        path = f"auth/{m}/login/{name}"
        lease = f"{path}/{leases_of(s, path)[0]}"
        if by == "post":
            s.step("post", "POST", REVOKE, {"lease_id": lease})
        else:
            s.step("in the path, synchronous", "PUT", f"{REVOKE}/{lease}", {"sync": True})
        s.until(403, "GET", SELF, tokens[name])
        s.step(f"{by}: dead", "GET", SELF, token=tokens[name])
        s.step(f"{by}: again", "POST", REVOKE, {"lease_id": lease})
        s.step(f"{by}: look-up", "POST", LOOKUP, {"lease_id": lease})
    token = s.login(m, "ada")
    path = f"auth/{m}/login/ada"
    lease = f"{path}/{leases_of(s, path)[0]}"
    s.step("synchronous", "POST", REVOKE, {"lease_id": lease, "sync": True})
    s.step("synchronous: dead", "GET", SELF, token=token)
    token = s.login(m, "ada")
    lease = f"{path}/{leases_of(s, path)[0]}"
    s.step("old path", "POST", "sys/revoke", {"lease_id": lease, "sync": True})
    s.step("old path: alive", "GET", SELF, token=token)
    s.step("old path with the id", "POST", f"sys/revoke/{lease}", {"sync": True})
    s.step("by default", "POST", REVOKE, {"lease_id": lease}, token=s.child("default"))
    s.step("no body", "POST", REVOKE)
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", REVOKE, {"lease_id": garbage})
    s.step("bad sync", "POST", REVOKE, {"lease_id": lease, "sync": "x"})
    for method in ("GET", "LIST", "DELETE"):
        s.step(method, method, REVOKE)


@scenario
def by_prefix(s):
    m, tokens = logged_in(s, "ada", "adam", "bob")
    second = s.login(m, "ada")
    s.step("of ada", "POST", f"{PREFIX}/auth/{m}/login/ada", {"sync": True})
    alive(s, "after ada", second=second, **tokens)
    s.step("ada logs in again", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)
    s.step("of ada again", "PUT", f"{PREFIX}/auth/{m}/login/ada")
    s.step("of nobody", "POST", f"{PREFIX}/auth/{m}/login/nobody", {"sync": True})
    s.step("of a part of a name", "POST", f"{PREFIX}/auth/{m}/login/bo", {"sync": True})
    alive(s, "after a part", bob=tokens["bob"])
    s.step("with a slash", "POST", f"{PREFIX}/auth/{m}/login/bob/", {"sync": True})
    alive(s, "after a slash", bob=tokens["bob"])
    s.step("bad sync", "POST", f"{PREFIX}/auth/{m}/login/bob", {"sync": "x"})
    s.step("sync null", "POST", f"{PREFIX}/auth/{m}/login/nobody", {"sync": None})
    bob = s.login(m, "bob")
    s.step("of the logins", "POST", f"{PREFIX}/auth/{m}/login", {"sync": True})
    alive(s, "after the logins", bob=bob)
    bob = s.login(m, "bob")
    s.step("of the mount", "POST", f"{PREFIX}/auth/{m}", {"sync": True})
    alive(s, "after the mount", bob=bob)
    bob = s.login(m, "bob")
    s.step("without a body", "POST", f"{PREFIX}/auth/{m}/login/bob")
    alive(s, "without a body", bob=bob)
    bob = s.login(m, "bob")
    s.step("by force", "POST", f"{FORCE}/auth/{m}/login/bob")
    s.until(403, "GET", SELF, bob)
    bob = s.login(m, "bob")
    s.step("old path", "POST", f"sys/revoke-prefix/auth/{m}/login/bob", {"sync": True})
    alive(s, "after the old path", bob=bob)
    bob = s.login(m, "bob")
    s.step("old path by force", "POST", f"sys/revoke-force/auth/{m}/login/bob")
    s.step("not waiting", "POST", f"{PREFIX}/auth/{m}/login/bob", {"sync": False})
    s.until(403, "GET", SELF, bob)
    for method in ("GET", "LIST", "DELETE", "HEAD"):
        s.step(method, method, f"{PREFIX}/auth/{m}/login/ada")
    s.step("no prefix", "POST", PREFIX)
    s.step("no prefix, slash", "POST", PREFIX + "/")


@scenario
def what_falls_with_them(s):
    m = s.userpass()
    creator = s.policy("policy", 'path "auth/token/*" { capabilities = ["update", "sudo"] }')
    s.user(m, "ada", token_policies=creator, token_ttl="1h")
    login = s.login(m, "ada")
    child = s.child("default", parent=login)
    orphan = s.child("default", parent=login, no_parent=True)
    s.step("revoke", "POST", f"{PREFIX}/auth/{m}/login/ada", {"sync": True})
    alive(s, "after it", login=login, child=child, orphan=orphan)
    name = s.unique("role")
    s.made.append(f"auth/token/roles/{name}")
    s.quiet("POST", f"auth/token/roles/{name}", {"path_suffix": "some-thing"})
    tokens = {n: s.quiet("POST", f"auth/token/create/{name}", {"policies": ["default"]}).client_token for n in ("one", "two")}
    s.step("leases of the role", "LIST", f"{LOOKUP}/auth/token/create/{name}", view=lambda body: body.get("data") or body)
    s.step("of the role and its suffix", "POST", f"{PREFIX}/auth/token/create/{name}/some-thing", {"sync": True})
    alive(s, "after the role", **tokens)


@scenario
def of_tokens(s):
    token = s.child("default", ttl="1h")
    accessor = s.quiet("GET", SELF, token=token).get("data", "accessor")
    own = s.unique("own")
    s.quiet("POST", "auth/token/create-orphan", {"id": own, "policies": ["default"]})
    s.step("root tokens have none", "LIST", f"{LOOKUP}/auth/token/root")
    s.step("orphans", "LIST", f"{LOOKUP}/auth/token/create-orphan", view=lambda body: "keys")
    s.step("an accessor is no lease", "POST", LOOKUP, {"lease_id": accessor})
    s.step("a token is no lease", "POST", LOOKUP, {"lease_id": token})
    s.step("its path alone", "POST", LOOKUP, {"lease_id": "auth/token/create"})


@scenario
def rights(s):
    m, tokens = logged_in(s, "ada")
    path = f"auth/{m}/login/ada"
    lease = f"{path}/{leases_of(s, path)[0]}"
    for who, rights in {"none": "", "update": '"update"', "list": '"list"', "read": '"read"', "sudo": '"sudo"', "update and list": '"update", "list"',
                        "default": None, "nobody": None}.items():
        token = {"default": s.child("default"), "nobody": None}[who] if rights is None else s.holder(f'path "sys/*" {{ capabilities = [{rights}] }}')
        s.step(f"{who}: look-up", "POST", LOOKUP, {"lease_id": lease}, token=token)
        s.step(f"{who}: look-up of nothing", "POST", LOOKUP, {"lease_id": []}, token=token)
        s.step(f"{who}: list", "LIST", f"{LOOKUP}/{path}", token=token)
        s.step(f"{who}: renew", "POST", RENEW, {"lease_id": lease}, token=token)
        s.step(f"{who}: revoke of nothing", "POST", REVOKE, {"lease_id": "x"}, token=token)
        s.step(f"{who}: by prefix", "POST", f"{PREFIX}/auth/{m}/login/eve", token=token)
        s.step(f"{who}: by force", "POST", f"{FORCE}/auth/{m}/login/eve", token=token)
        s.step(f"{who}: old prefix", "POST", f"sys/revoke-prefix/auth/{m}/login/eve", token=token)
        s.step(f"{who}: leases", "GET", "sys/leases?type=irrevocable", token=token)
        s.step(f"{who}: count", "GET", "sys/leases/count?type=irrevocable", token=token)
    full = s.holder(f'path "{PREFIX}/auth/{m}/login/ada" {{ capabilities = ["update", "sudo"] }}\npath "{LOOKUP}/auth/*" {{ capabilities = ["list", "sudo"] }}')
    s.step("full: list", "LIST", f"{LOOKUP}/{path}", token=full, view=lambda body: len(body["data"]["keys"]))
    s.step("full: other user", "POST", f"{PREFIX}/auth/{m}/login/eve", token=full)
    s.step("full: by prefix", "POST", f"{PREFIX}/auth/{m}/login/ada", {"sync": True}, token=full)
    alive(s, "full: after it", ada=tokens["ada"])
    s.step("tidy", "POST", "sys/leases/tidy", token=full)
