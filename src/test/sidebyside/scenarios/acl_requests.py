"""Policies at work on real endpoints: create or update, sudo, every method, what the default policy gives, what a stranger learns."""
from side import scenario

MERGE = [("Content-Type", "application/merge-patch+json")]


@scenario
def create_or_update(s):
    m = s.userpass()
    s.user(m, "ada")
    users = f"auth/{m}/users"
    right = {"password": "correct horse"}
    for who, rights in {"create": '"create"', "update": '"update"', "both": '"create", "update"', "none": "", "read": '"read"', "delete": '"delete"',
                        "list": '"list"', "patch": '"patch"', "scan": '"scan"', "sudo": '"sudo"'}.items():
        token = s.holder(f'path "{users}" {{ capabilities = [{rights}] }}\npath "{users}/*" {{ capabilities = [{rights}] }}')
        s.step(f"{who}: a user that is there", "POST", f"{users}/ada", {"token_ttl": "1h"}, token=token)
        s.step(f"{who}: a user that is not", "POST", f"{users}/eve", right, token=token)
        s.quiet("DELETE", f"{users}/eve")
        s.step(f"{who}: put, a user that is not", "PUT", f"{users}/eve", right, token=token)
        s.quiet("DELETE", f"{users}/eve")
        s.step(f"{who}: a user that is not, nothing", "POST", f"{users}/eve", {}, token=token)
        s.step(f"{who}: bad field", "POST", f"{users}/ada", {"token_ttl": "x"}, token=token)
        s.step(f"{who}: bad field, not there", "POST", f"{users}/eve", {"token_ttl": "x"}, token=token)
        s.step(f"{who}: upper case", "POST", f"{users}/ADA", {"token_ttl": "1h"}, token=token)
        s.quiet("DELETE", f"{users}/ADA")
        s.user(m, "ada")
        s.step(f"{who}: password", "POST", f"{users}/ada/password", right, token=token)
        s.step(f"{who}: policies", "POST", f"{users}/ada/policies", {"token_policies": "x"}, token=token)
        s.step(f"{who}: password of nobody", "POST", f"{users}/eve/password", right, token=token)
        s.step(f"{who}: bad password", "POST", f"{users}/ada/password", {"password": []}, token=token)
        s.step(f"{who}: read", "GET", f"{users}/ada", token=token, view=lambda body: body.get("errors") or "read")
        s.step(f"{who}: list", "LIST", users, token=token)
        s.step(f"{who}: list by get", "GET", users + "?list=true", token=token)
        s.step(f"{who}: scan", "SCAN", users, token=token)
        s.step(f"{who}: patch", "PATCH", f"{users}/ada", {}, token=token, headers=MERGE)
        s.step(f"{who}: head", "HEAD", f"{users}/ada", token=token)
        s.step(f"{who}: delete of nobody", "DELETE", f"{users}/eve", token=token)
        s.step(f"{who}: nothing there", "POST", f"auth/{m}/nope", {}, token=token)
    s.step("a login needs no right", "POST", f"auth/{m}/login/ada", right, token=s.holder(f'path "auth/{m}/*" {{ capabilities = ["deny"] }}'))


@scenario
def sudo(s):
    m = s.userpass()
    everything = '"create", "read", "update", "delete", "list", "patch", "scan"'
    for who, rights in {"all but sudo": everything, "all": everything + ', "sudo"', "sudo alone": '"sudo"'}.items():
        token = s.holder(f'path "*" {{ capabilities = [{rights}] }}')
        result = lambda body: body.get("errors") or "let through"
        for method, path, body in (
            ("GET", "sys/auth", None), ("GET", f"sys/auth/{m}", None), ("POST", "sys/auth/never", {"type": "nope"}), ("DELETE", "sys/auth/never", None),
            ("GET", f"sys/auth/{m}/tune", None), ("POST", f"sys/auth/{m}/tune", {}), ("GET", f"sys/mounts/auth/{m}/tune", None),
            ("POST", f"sys/mounts/auth/{m}/tune", {}), ("GET", "sys/mounts", None), ("GET", "sys/auth/", None), ("LIST", "sys/auth", None),
            ("LIST", f"sys/auth/{m}", None), ("PATCH", "sys/auth/never", {}), ("HEAD", "sys/auth/never", None), ("SCAN", "sys/auth/never", None),
            ("LIST", "auth/token/accessors", None), ("GET", "auth/token/accessors", None), ("GET", "auth/token/accessors/x", None),
            ("GET", "auth/token/accessorsx", None), ("POST", "auth/token/revoke-orphan", {"token": "x"}), ("POST", "auth/token/revoke-orphan/x", {}),
            ("POST", "auth/token/create", {"no_parent": True, "policies": ["default"]}),
            ("POST", "auth/token/create", {"period": "1h", "policies": ["default"]}), ("POST", "auth/token/create", {"policies": ["others"]}),
            ("POST", "auth/token/create-orphan", {}),
            ("LIST", "sys/leases/lookup/auth", None), ("POST", "sys/leases/lookup", {"lease_id": "x"}), ("POST", "sys/leases/revoke-prefix/auth/never", {}),
            ("POST", "sys/leases/revoke-force/auth/never", {}), ("POST", "sys/leases/revoke", {"lease_id": "x"}), ("GET", "sys/leases?type=irrevocable", None),
            ("POST", "sys/revoke-prefix/x", {}), ("POST", "sys/revoke-force/x", {}), ("LIST", "sys/policies/acl", None),
            ("GET", "sys/policies/acl/default", None), ("LIST", "sys/locked-users", None), ("GET", "sys/internal/ui/resultant-acl", None),
            ("GET", "sys/nope", None),
            ("GET", "sys/rotatex", None), ("GET", "sys/auditx", None), ("GET", "sys/authx", None), ("GET", "sys/leases/lookupx", None),
        ):
            s.step(f"{who}: {method} {path.replace(m, 'm')} {sorted(body) if body else ''}".rstrip(), method, path, body, token=token, view=result,
                   headers=MERGE if method == "PATCH" else ())
        for path in ("locked-users", "remount", "audit", "audit/x", "rotate", "rotate/keyring", "config/cors", "config/ui/headers/x", "config/ui/headers",
                     "config/auditing/request-headers", "plugins/catalog", "plugins/catalog/auth/never", "raw", "raw/x", "internal/inspect/router/root",
                     "namespaces", "seal", "key-status", "ha-status", "metrics", "host-info", "quotas/config", "loggers", "in-flight-req", "audit-hash/x"):
            s.authorised(f"{who}: GET sys/{path}", "GET", f"sys/{path}", token=token)


@scenario
def default_policy(s):
    """What a token that has only the default policy may ask for, each path of that policy and its neighbours."""
    m = s.userpass()
    s.user(m, "ada")
    login = s.login(m, "ada")
    entity = s.quiet("GET", "auth/token/lookup-self", token=login).get("data", "entity_id")
    paths = ["auth/token/lookup-self", "auth/token/renew-self", "auth/token/revoke-self", "auth/token/lookup", "auth/token/create", "sys/capabilities-self",
             "sys/capabilities", "sys/internal/ui/resultant-acl", "sys/internal/ui/mounts", "sys/leases/renew", "sys/leases/lookup", "sys/leases/revoke",
             "sys/leases/lookup/x", "sys/renew", "cubbyhole/x", "cubbyhole/", "cubbyhole", "sys/wrapping/wrap", "sys/wrapping/lookup", "sys/wrapping/unwrap",
             "sys/wrapping/rewrap", "sys/tools/hash", "sys/tools/hash/sha2-512", "sys/tools/random", "sys/control-group/request",
             "sys/control-group/authorize", "identity/oidc/provider/x/authorize", "identity/oidc/provider/x/token", f"identity/entity/id/{entity}",
             "identity/entity/id/other", "identity/entity/id", "sys/policies/acl/default", "sys/mounts", "sys/auth", "secret/x"]
    s.step("of a login", "POST", "sys/capabilities", {"token": login, "paths": paths}, ordered=False,
           view=lambda body: {key.replace(entity, "its own"): value for key, value in body["data"].items()})
    s.step("of a token without an entity", "POST", "sys/capabilities", {"token": s.child("default"), "paths": [path for path in paths if entity not in path]},
           ordered=False, view=lambda body: body["data"])
    exact = s.quiet("GET", "sys/internal/ui/resultant-acl", token=login).get("data", "exact_paths")
    name = [path for path in exact or {} if path.startswith("identity/entity/name/")]
    for who, token in {"login": login, "token": s.child("default")}.items():
        for method, path, body in (("POST", "sys/capabilities-self", {"paths": "x"}), ("GET", "auth/token/lookup-self", None),
                                   ("POST", "auth/token/lookup-self", {}), ("POST", "sys/leases/lookup", {"lease_id": "x"}),
                                   ("POST", "sys/leases/renew", {"lease_id": "x"}), ("GET", "sys/internal/ui/resultant-acl", None),
                                   ("GET", "sys/capabilities-self", None), ("GET", "auth/token/renew-self", None), ("LIST", "sys/leases/lookup", None),
                                   ("PATCH", "auth/token/lookup-self", {}), ("SCAN", "auth/token/lookup-self", None), ("POST", "auth/token/renew-self", {}),
                                   ("POST", "auth/token/revoke-self", {})):
            s.step(f"{who}: {method} {path}", method, path, body, token=token, view=lambda body: body.get("errors") or "let through",
                   headers=MERGE if method == "PATCH" else ())
    s.step("the name's path", "POST", "sys/capabilities", {"token": s.login(m, "ada"), "paths": name}, ordered=False,
           view=lambda body: body.get("data") and body["data"]["capabilities"])


@scenario
def strangers(s):
    """Where nothing is, who may not look gets 403 and learns nothing; who may gets what is there."""
    m = s.userpass()
    nobody, allowed = s.child("default"), s.holder('path "*" { capabilities = ["create", "read", "update", "delete", "list", "patch", "scan", "sudo"] }')
    for who, token in {"default": nobody, "all": allowed, "root": "root", "no token": None, "unknown": "s.000000000000000000000000"}.items():
        for method in ("GET", "POST", "PUT", "DELETE", "LIST", "SCAN", "HEAD", "PATCH"):
            for path in ("nope/x", "auth/nope/x", f"auth/{m}/nope", f"auth/{m}/users/nobody/nope", "sys/nope", "auth/token/nope"):
                s.step(f"{who}: {method} {path.replace(m, 'm')}", method, path, {} if method in ("POST", "PUT", "PATCH") else None, token=token,
                       headers=MERGE if method == "PATCH" else ())


@scenario
def head_and_help(s):
    m = s.userpass()
    s.user(m, "ada")
    weak, reader = s.child("default"), s.holder('path "*" { capabilities = ["read", "list"] }')
    helped = lambda body: body.get("errors") or "help" in body
    for who, token in {"weak": weak, "reader": reader, "root": "root", "no token": None, "unknown": "s.000000000000000000000000"}.items():
        for path in ("auth/token/lookup-self", f"auth/{m}/users/ada", f"auth/{m}/users/nobody", f"auth/{m}/users", f"auth/{m}/login/ada",
                     "sys/policies/acl/default", "sys/policies/acl", "sys/auth", f"sys/auth/{m}", "sys/capabilities-self", "sys/leases/lookup",
                     "sys/internal/ui/mounts", "auth/token/accessors"):
            s.step(f"{who}: HEAD {path.replace(m, 'm')}", "HEAD", path, token=token)
            s.step(f"{who}: HELP {path.replace(m, 'm')}", "GET", path + "?help=1", token=token, view=helped)
    for path in ("auth/token", "auth/token/", "auth/token/nope", f"auth/{m}", f"auth/{m}/", f"auth/{m}/nope", "nope", "sys", "sys/", "sys/nope", "auth/nope",
                 "auth/token/create/x", "auth/token/roles/x", "sys/leases/revoke-prefix/x"):
        s.step(f"HELP {path.replace(m, 'm')}", "GET", path + "?help=1", token=weak, view=helped)
    s.step("what help has", "GET", "sys/auth?help=1", token=weak, view=lambda body: {"keys": list(body), "see_also": body["see_also"]})
    for query in ("help", "help=true", "help=0", "help=x", "help=1&list=true"):
        s.step(f"?{query}", "GET", f"auth/token/lookup-self?{query}", token=weak, view=helped)
    for method in ("POST", "DELETE", "LIST", "HELP"):
        s.step(f"{method} with help", method, "auth/token/lookup-self?help=1", token=weak, view=helped)


@scenario
def mounts_by_rights(s):
    m = s.userpass()
    for who, text in {"read": 'path "sys/auth" { capabilities = ["read"] }', "list": 'path "sys/auth" { capabilities = ["list"] }',
                      "one": f'path "sys/auth/{m}" {{ capabilities = ["read"] }}',
                      "one with sudo": f'path "sys/auth/{m}" {{ capabilities = ["read", "sudo"] }}',
                      "tune": f'path "sys/auth/{m}/tune" {{ capabilities = ["read", "update", "sudo"] }}',
                      "mounts": f'path "sys/mounts/auth/{m}/tune" {{ capabilities = ["read", "update"] }}',
                      "write": f'path "sys/auth/*" {{ capabilities = ["update", "sudo"] }}',
                      "create": 'path "sys/auth/*" { capabilities = ["create", "sudo"] }'}.items():
        token = s.holder(text)
        result = lambda body: body.get("errors") or "let through"
        for method, path, body in (("GET", "sys/auth", None), ("GET", f"sys/auth/{m}", None), ("GET", f"sys/auth/{m}/tune", None),
                                   ("POST", f"sys/auth/{m}/tune", {"description": "x"}), ("GET", f"sys/mounts/auth/{m}/tune", None),
                                   ("POST", f"sys/mounts/auth/{m}/tune", {"description": "x"}),
                                   ("POST", f"sys/auth/{m}", {"type": "userpass"}), ("POST", "sys/auth/never", {"type": "nope"}),
                                   ("DELETE", "sys/auth/never", None), ("GET", "sys/mounts", None)):
            s.step(f"{who}: {method} {path.replace(m, 'm')}", method, path, body, token=token, view=result)
