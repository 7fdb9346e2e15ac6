"""What is refused and what is served while a namespace is locked, and what its tokens may do elsewhere."""
from side import scenario
from .api_lock import API, BAD, seen
from .remount import ended

ALL = 'path "*" { capabilities = ["create", "read", "update", "patch", "delete", "list", "scan", "sudo"] }'
NOTHING_SPECIAL = (
    ("GET", "sys/auth"), ("GET", "sys/mounts"), ("POST", "sys/auth/x"), ("DELETE", "sys/auth/people"), ("GET", "sys/auth/people/tune"), ("LIST", "sys/policies/acl"),
    ("GET", "sys/policy/default"), ("POST", "sys/policies/acl/x"), ("GET", "sys/namespaces?list=true"), ("LIST", "sys/namespaces"), ("PUT", "sys/namespaces/x"),
    ("POST", "sys/capabilities-self"), ("POST", "sys/leases/lookup"), ("GET", "sys/locked-users"), ("POST", "sys/remount"), ("GET", "auth/token/lookup-self"),
    ("POST", "auth/token/create"), ("POST", "auth/token/renew-self"), ("POST", "auth/token/revoke-self"), ("LIST", "auth/people/users"),
    ("POST", "auth/people/users/ada"), ("GET", "auth/people/users/ada"), ("POST", "auth/people/login/ada"), ("GET", "auth/people/login/ada"),
    ("GET", "sys/internal/ui/mounts"), ("GET", "sys/internal/ui/mounts/auth/people"), ("GET", "sys/internal/ui/namespaces"),
    ("GET", "sys/internal/ui/resultant-acl"), ("GET", "sys/internal/specs/openapi"), ("POST", "sys/wrapping/unwrap"), ("GET", "cubbyhole/x"), ("GET", "identity/entity/id"),
    ("GET", "nope"), ("GET", "nope/x"), ("POST", "auth/nope/login/x"), ("POST", "sys/nope"), ("GET", "sys/audit"), ("GET", "sys/host-info"), ("POST", "sys/seal"), ("GET", "sys/metrics"),
    ("GET", "sys/auth?help=1"), ("GET", f"{API}/unlock?list=true"), ("PUT", f"{API}/lock"), ("PUT", f"{API}/unlock/x"), ("PUT", f"{API}/unlock/"),
    ("FOO", "sys/auth"), ("HEAD", "sys/auth"), ("SCAN", "sys/namespaces"), ("PATCH", "sys/namespaces/x"),
)


def locked_tenant(s):
    """A locked namespace with the mount `people`, its user `ada` and her token; and a child of it."""
    t = s.tenant("a")
    t.expect(204, t.quiet("POST", "sys/auth/people", {"type": "userpass"}))
    t.user("people", "ada", token_policies=t.policy("policy", ALL))
    t.made.clear()
    child, token = t.tenant("child"), t.login("people", "ada")
    s.expect(200, s.quiet("PUT", f"{API}/lock/{t.namespace}"))
    return t, child, token


@scenario
def refused(s):
    t, child, token = locked_tenant(s)
    for method, path in NOTHING_SPECIAL:
        name = f"{method} {path}"
        t.step(name, method, path, token=token, view=seen)
        t.step(f"{name}, nobody", method, path, token=None, view=seen)
        child.step(f"{name}, in the child", method, path, token="root", view=seen)
        s.step(f"{name}, by path", method, f"{t.namespace}/{path}", token=BAD, view=seen)


@scenario
def texts(s):
    t, child, token = locked_tenant(s)
    for who, bearer in {"root": "root", "its own": token, "nobody": None, "bad": BAD, "of the root": s.child("default")}.items():
        t.step(who, "GET", "sys/auth", token=bearer)
        child.step(f"{who}, in the child", "GET", "sys/auth", token=bearer)
        s.step(f"{who}, by path", "GET", f"{child.namespace}/sys/auth", token=bearer)
    for spelling in (f"/{t.namespace}", f"{t.namespace}/", f"{t.namespace}//", f"./{t.namespace}", f"{t.namespace}/../{t.namespace}"):
        s.step(f"spelt {spelling.replace(t.namespace, 'a')}", "GET", "sys/auth", headers=[("X-Vault-Namespace", spelling)])
    s.step("nothing below it", "GET", "sys/auth", headers=[("X-Vault-Namespace", f"{t.namespace}/nope")])
    s.step("nothing below it, by path", "GET", f"{t.namespace}/nope/sys/auth")
    s.step("the root", "GET", "sys/auth", headers=[("X-Vault-Namespace", f"{t.namespace}/..")], view=seen)
    s.step("the name alone", "GET", t.namespace, view=seen)
    s.step("the name and a slash", "GET", f"{t.namespace}/", view=seen)
    t.step("no JSON", "POST", "sys/auth/x", "{")
    t.step("a list where none is", "GET", "sys/auth?list=maybe")


@scenario
def logins(s):
    t, child, _ = locked_tenant(s)
    for name, body in {"right": "correct horse", "wrong": "x", "empty": ""}.items():
        for user in ("ada", "nobody", "a@b"):
            t.step(f"{name}, {user}", "POST", f"auth/people/login/{user}", {"password": body}, token=None)
    for place in range(6):
        t.quiet("POST", "auth/people/login/ada", {"password": "x"}, token=None)
    t.step("no JSON", "POST", "auth/people/login/ada", "{", token=None)
    t.step("wrapped", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None, headers=[("X-Vault-Wrap-TTL", "60")])
    s.step("by path", "POST", f"{t.namespace}/auth/people/login/ada", {"password": "correct horse"}, token=None)
    s.quiet("PUT", f"{API}/unlock/{t.namespace}")
    t.step("none was counted", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None, view=seen)


@scenario
def exempt(s):
    t, child, token = locked_tenant(s)
    for side, place in ((t, "a"), (child, "the child")):
        for method, path in (("GET", "sys/health"), ("HEAD", "sys/health"), ("GET", "sys/seal-status"), ("GET", "sys/leader"), ("GET", "sys/init")):
            side.step(f"{method} {path} in {place}", method, path, token=None, view=seen)
            s.step(f"{method} {path} in {place}, by path", method, f"{side.namespace}/{path}", token=None, view=seen)
    for method in ("GET", "HEAD", "DELETE", "PATCH", "LIST", "SCAN", "OPTIONS", "FOO"):
        t.step(f"{method} unlock", method, f"{API}/unlock")
    for who, bearer in {"nobody": None, "bad": BAD, "its own": token}.items():
        t.step(f"unlock, {who}", "PUT", f"{API}/unlock", {"unlock_key": "x"}, token=bearer)
        s.step(f"unlock, {who}, by path", "PUT", f"{t.namespace}/{API}/unlock", {"unlock_key": "x"}, token=bearer)
        child.step(f"unlock, {who}, in the child", "PUT", f"{API}/unlock", {"unlock_key": "x"}, token=bearer)
    t.step("unlock, no JSON", "PUT", f"{API}/unlock", "{")
    t.step("unlock, with a slash", "PUT", f"{API}/unlock/", {"unlock_key": "x"})
    t.step("unlock the child", "PUT", f"{API}/unlock/child", {"unlock_key": "x"})
    t.step("help", "GET", f"{API}/unlock?help=1", view=seen)
    t.step("OPTIONS", "OPTIONS", "sys/auth")
    t.step("OPTIONS, nobody", "OPTIONS", "sys/auth", token=None)
    s.step("OPTIONS, by path", "OPTIONS", f"{t.namespace}/sys/auth")


@scenario
def its_tokens_elsewhere(s):
    t, child, token = locked_tenant(s)
    other = s.tenant("other")
    for side, place in ((s, "the root"), (other, "another")):
        for method, path, body in (
            ("GET", "auth/token/lookup-self", None), ("POST", "auth/token/lookup-self", {}), ("POST", "auth/token/renew-self", {}), ("POST", "auth/token/lookup", {"token": token}),
            ("POST", "auth/token/renew", {"token": token}), ("POST", "auth/token/create", {}), ("POST", "sys/capabilities-self", {"path": "x"}), ("GET", "sys/auth", None),
            ("GET", "sys/internal/ui/mounts", None), ("GET", "sys/internal/ui/namespaces", None), ("GET", "sys/internal/ui/resultant-acl", None),
            ("GET", "sys/health", None), ("GET", "sys/seal-status", None), ("GET", "cubbyhole/x", None), ("GET", "nope", None), ("POST", "sys/wrapping/lookup", {"token": token})
        ):
            side.step(f"{method} {path} in {place}", method, path, body, token=token, view=seen)
    s.step("login elsewhere with it", "POST", f"{other.namespace}/auth/nope/login/ada", {"password": "x"}, token=token)
    s.step("revoke itself inside", "POST", f"{t.namespace}/auth/token/revoke-self", token=token)
    s.step("revoke itself", "POST", "auth/token/revoke-self", token=token)
    s.quiet("PUT", f"{API}/unlock/{t.namespace}")
    t.step("it is gone", "GET", "auth/token/lookup-self", token=token)


@scenario
def by_an_administrator_outside(s):
    t = s.tenant("a")
    t.expect(204, t.quiet("POST", "sys/auth/people", {"type": "userpass"}))
    t.user("people", "ada", token_policies="default")
    first, second = t.login("people", "ada"), t.child("default", ttl="1h")
    tokens = {"of a login": first, "of a token": second}
    accessors = {who: t.quiet("POST", "auth/token/lookup", {"token": token}).get("data", "accessor") for who, token in tokens.items()}
    for state in ("free", "locked"):
        for who, token in tokens.items():
            for call in ("auth/token/lookup", "auth/token/renew", "sys/capabilities"):
                s.step(f"{state}, {call}, {who}", "POST", call, {"token": token, **({"path": "x"} if call.startswith("sys") else {})}, view=seen)
            for call in ("auth/token/lookup-accessor", "auth/token/renew-accessor", "sys/capabilities-accessor"):
                s.step(f"{state}, {call}, {who}", "POST", call, {"accessor": accessors[who], **({"path": "x"} if call.startswith("sys") else {})})
        s.quiet("PUT", f"{API}/lock/{t.namespace}")
    s.step("revoke", "POST", "auth/token/revoke", {"token": first})
    s.step("revoke the other's accessor", "POST", "auth/token/revoke-accessor", {"accessor": accessors["of a token"]})
    s.step("revoke the other", "POST", "auth/token/revoke", {"token": second})
    s.quiet("PUT", f"{API}/unlock/{t.namespace}")
    for who, token in tokens.items():
        t.step(f"{who} is gone", "GET", "auth/token/lookup-self", token=token)


@scenario
def time_goes_on(s):
    t = s.tenant("a")
    short = t.child("default", ttl="1s")
    s.quiet("PUT", f"{API}/lock/{t.namespace}")
    s.until(403, "POST", "auth/token/lookup", "root", {"token": short})
    s.quiet("PUT", f"{API}/unlock/{t.namespace}")
    t.step("it ran out", "GET", "auth/token/lookup-self", token=short)


@scenario
def users_stay_locked(s):
    t, _, _ = locked_tenant(s)
    s.quiet("PUT", f"{API}/unlock/{t.namespace}")
    t.quiet("POST", "sys/auth/people/tune", {"user_lockout_config": {"lockout_threshold": "1"}})
    t.quiet("POST", "auth/people/login/ada", {"password": "x"}, token=None)
    s.quiet("PUT", f"{API}/lock/{t.namespace}")
    t.step("both", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None)
    s.step("listed from the root", "GET", "sys/locked-users", view=lambda body: [row for row in body["data"]["by_namespace"] if row["namespace_path"] == f"{t.namespace}/"])
    t.step("listed inside", "GET", "sys/locked-users")
    s.quiet("PUT", f"{API}/unlock/{t.namespace}")
    t.step("the user's", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None)


@scenario
def moves(s):
    t, _, _ = locked_tenant(s)
    answer = s.step("inside of it, from the root", "POST", "sys/remount", {"from": f"{t.namespace}/auth/people", "to": f"{t.namespace}/auth/moved"})
    if answer.status == 200:
        s.step("the end of it", "GET", f"sys/remount/status/{ended(s, answer)}", view=lambda body: body["data"]["migration_info"])
    s.quiet("PUT", f"{API}/unlock/{t.namespace}")
    t.step("it is there", "GET", "sys/auth/moved/tune", ordered=False)
