"""The end of a namespace, and what comes after it."""
from side import scenario

NAMESPACES, SELF = "sys/namespaces", "auth/token/lookup-self"


def full(t):
    """Fills a namespace; a login token of it, the accessor and the lease of that, a token made in it."""
    t.quiet("POST", "sys/auth/people", {"type": "userpass"})
    t.quiet("POST", "sys/policies/acl/dev", {"policy": 'path "*" { capabilities = ["read", "list", "update", "sudo"] }'})
    t.quiet("POST", "auth/token/roles/ours", {"allowed_policies": ["dev"]})
    for user in ("ada", "bob"):
        t.user("people", user, token_policies="dev")
    login = t.login("people", "ada")
    accessor = t.quiet("GET", SELF, token=login).get("data", "accessor")
    lease = "auth/people/login/ada/" + t.quiet("LIST", "sys/leases/lookup/auth/people/login/ada").json["data"]["keys"][0]
    return login, accessor, lease, t.child("dev")


@scenario
def afterwards(s):
    t = s.tenant("team", owner="ada")
    name = t.namespace
    login, accessor, lease, token = full(t)
    s.step("delete", "DELETE", f"{NAMESPACES}/{name}")
    s.until(404, "GET", f"{NAMESPACES}/{name}", "root")
    t.step("by header", "GET", "sys/auth")
    t.step("by header, nobody", "GET", "sys/auth", token=None)
    t.step("login by header", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None)
    s.step("login by path", "POST", f"{name}/auth/people/login/ada", {"password": "correct horse"}, token=None)
    s.step("by path", "GET", f"{name}/sys/auth")
    t.step("its token by header", "GET", SELF, token=login)
    for what, id_ in {"login": login, "token": token}.items():
        s.step(f"{what}: itself", "GET", SELF, token=id_)
        s.step(f"{what}: renews itself", "POST", "auth/token/renew-self", token=id_)
        s.step(f"{what}: revokes itself", "POST", "auth/token/revoke-self", token=id_)
        s.step(f"{what}: look-up", "POST", "auth/token/lookup", {"token": id_})
        s.step(f"{what}: renew", "POST", "auth/token/renew", {"token": id_})
        s.step(f"{what}: revoke", "POST", "auth/token/revoke", {"token": id_})
        s.step(f"{what}: capabilities", "POST", "sys/capabilities", {"token": id_, "paths": ["x"]})
    for call in ("auth/token/lookup-accessor", "auth/token/renew-accessor", "auth/token/revoke-accessor", "sys/capabilities-accessor"):
        s.step(call, "POST", call, {"accessor": accessor, "paths": ["x"]})
    for call in ("lookup", "renew", "revoke"):
        s.step(f"lease: {call}", "POST", f"sys/leases/{call}", {"lease_id": lease})
    s.step("patch", "PATCH", f"{NAMESPACES}/{name}", {}, headers=[("Content-Type", "application/merge-patch+json")])
    s.step("delete again", "DELETE", f"{NAMESPACES}/{name}")
    s.step("create again", "POST", f"{NAMESPACES}/{name}")
    for path in ("sys/auth/people", "sys/policies/acl/dev", "auth/token/roles/ours"):
        t.step(f"anew: {path}", "GET", path)
    t.step("anew: accessors", "LIST", "auth/token/accessors")
    t.step("anew: login", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None)
    t.step("anew: old token", "GET", SELF, token=login)
    t.quiet("POST", "sys/auth/people", {"type": "userpass"})
    t.step("anew: users", "LIST", "auth/people/users")
    t.user("people", "ada", password="another")
    t.step("anew: old password", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None)
    t.step("anew: new password", "POST", "auth/people/login/ada", {"password": "another"}, token=None, view=lambda body: body["auth"]["policies"])
    s.step("anew: old look-up", "POST", "auth/token/lookup", {"token": login})


@scenario
def families_across(s):
    t = s.tenant()
    inner = t.tenant("app")
    sudo = t.policy("sudo", 'path "*" { capabilities = ["create", "update", "read", "sudo"] }')
    parent = t.child(sudo)
    child = inner.child("default", parent=parent)
    app = inner.namespace.rsplit("/", 1)[1]
    s.step("a parent has children", "DELETE", f"{NAMESPACES}/{t.namespace}")
    t.step("the child's namespace", "DELETE", f"{NAMESPACES}/{app}")
    t.until(404, "GET", f"{NAMESPACES}/{app}", "root")
    s.step("the child is dead", "GET", SELF, token=child)
    s.step("the parent lives", "GET", SELF, token=parent, view=lambda body: body["data"]["namespace_path"])
    s.step("the parent goes", "POST", "auth/token/revoke", {"token": parent})
    s.step("the parent is dead", "GET", SELF, token=parent)


@scenario
def by_whom(s):
    t = s.tenant()
    t.quiet("POST", f"{NAMESPACES}/app")
    for who, token in {
            "update": t.holder(f'path "{NAMESPACES}/*" {{ capabilities = ["update"] }}'),
            "delete": t.holder(f'path "{NAMESPACES}/*" {{ capabilities = ["delete"] }}'),
            "delete of another": t.holder(f'path "{NAMESPACES}/other" {{ capabilities = ["delete"] }}'), "nobody": None
    }.items():
        t.step(f"{who}: nothing", "DELETE", f"{NAMESPACES}/nope", token=token)
        t.step(f"{who}: reserved", "DELETE", f"{NAMESPACES}/root", token=token)
        s.step(f"{who}: its own, from the root", "DELETE", f"{NAMESPACES}/{t.namespace}", token=token)
    t.step("delete", "DELETE", f"{NAMESPACES}/app", token=t.holder(f'path "{NAMESPACES}/app" {{ capabilities = ["delete"] }}'))
    t.until(404, "GET", f"{NAMESPACES}/app", "root")
    t.step("with a body", "DELETE", f"{NAMESPACES}/app", {"zzz": 1})
    t.step("with a query", "DELETE", f"{NAMESPACES}/app?zzz=1&force=true")


@scenario
def locked_users_go(s):
    t = s.tenant()
    for again in ("first", "again"):
        s.quiet("POST", f"{NAMESPACES}/{t.namespace}")
        t.quiet("POST", "sys/auth/people", {"type": "userpass"})
        t.quiet("POST", "sys/auth/people/tune", {"user_lockout_config": {"lockout_threshold": "1"}})
        t.user("people", "ada")
        t.step(f"{again}: not locked", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None, view=lambda body: body.get("errors") or "in")
        t.quiet("POST", "auth/people/login/ada", {"password": "wrong"}, token=None)
        t.step(f"{again}: locked", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None)
        s.remove(t.namespace)
