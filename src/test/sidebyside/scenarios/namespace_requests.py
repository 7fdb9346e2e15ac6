"""Which namespace a request is for: header, path, both; and what only the root namespace has."""
from side import scenario

BAD = "s.000000000000000000000000"


def header(*values):
    return [("X-Vault-Namespace", value) for value in values]


def place(s):
    """A tree to find the way in: team, team/app, other, each with a mount that tells which it is."""
    t, other = s.tenant(), s.tenant("other")
    app = t.tenant("app")
    for side, mount in ((t, "in-team"), (app, "in-app"), (other, "in-other")):
        side.quiet("POST", f"sys/auth/{mount}", {"type": "userpass"})
    s.names |= {t.namespace.upper(): "TEAM", t.namespace[:-1]: "tea", t.namespace[1:]: "eam", t.namespace[4:]: "-half"}
    return t, app, other


def where(body):
    """Which of the three a list of mounts is from."""
    if not isinstance(body, dict) or not body.get("data"):
        return body
    return [path for path in body["data"] if path.startswith("in-")] or "the root"


@scenario
def headers(s):
    t, app, other = place(s)
    team, a, o = t.namespace, app.namespace.rsplit("/", 1)[1], other.namespace
    for name, value in {
            "plain": team,
            "leading slash": f"/{team}",
            "slash at the end": f"{team}/",
            "both": f"/{team}/",
            "two slashes": f"{team}//",
            "two before": f"//{team}",
            "a dot": f"{team}/./",
            "a dot before": f"./{team}",
            "there and back": f"{team}/../{team}",
            "up": f"{team}/..",
            "out and in": f"{team}/../../{team}",
            "encoded": f"%{ord(team[0]):02x}{team[1:]}",
            "upper case": team.upper(),
            "unknown": "nope",
            "reserved": "sys",
            "auth": "auth/token",
            "nested": f"{team}/{a}",
            "nested, slashes": f"/{team}//{a}/",
            "nested unknown": f"{team}/nope",
            "unknown first": f"nope/{team}",
            "a mount": f"{team}/auth",
            "a mount in it": f"{team}/auth/in-team",
            "a part": team[:-1],
            "more": f"{team}x",
            "root": "root",
            "root, slash": "root/",
            "root, slash before": "/root",
            "ROOT": "ROOT",
            "slash": "/",
            "slashes": "//",
            "dot": ".",
            "dots": "..",
            "empty": "",
            "blank": " ",
            "blanks around": f" {team} ",
            "blank inside": f"{team} /{a}",
            "root below": f"root/{team}",
            "root above": f"{team}/root",
            "comma": f"{team}, {o}",
            "quotes": f'"{team}"',
            "question": f"{team}?x",
            "tab": f"{team}\tx",
            "dot dot dot": f"{team}/...",
            "backslash": f"{team}\\{a}",
    }.items():
        s.step(name, "GET", "sys/auth", headers=header(value), view=where)
        s.step(f"{name}, nobody", "GET", "sys/auth", headers=header(value), token=None)
    s.step("two", "GET", "sys/auth", headers=header(team, o), view=where)
    s.step("two, the second unknown", "GET", "sys/auth", headers=header(team, "nope"), view=where)
    s.step("two, the first unknown", "GET", "sys/auth", headers=header("nope", team), view=where)
    s.step("two, the first empty", "GET", "sys/auth", headers=header("", team), view=where)
    s.step("lower case name", "GET", "sys/auth", headers=[("x-vault-namespace", team)], view=where)
    s.step("another name", "GET", "sys/auth", headers=[("X-Bao-Namespace", team)], view=where)


@scenario
def paths(s):
    t, app, other = place(s)
    team, a, o = t.namespace, app.namespace.rsplit("/", 1)[1], other.namespace
    default = s.child("default")
    for name, path in {
            "plain": f"{team}/sys/auth",
            "nested": f"{team}/{a}/sys/auth",
            "unknown": "nope/sys/auth",
            "unknown below": f"{team}/nope/sys/auth",
            "upper case": f"{team.upper()}/sys/auth",
            "root": "root/sys/auth",
            "root below": f"{team}/root/sys/auth",
            "a part": f"{team[:-1]}/sys/auth",
            "alone": team,
            "alone, slash": f"{team}/",
            "nested alone": f"{team}/{a}",
            "nested alone, slash": f"{team}/{a}/",
            "encoded": f"%{ord(team[0]):02x}{team[1:]}/sys/auth",
            "encoded slash": f"{team}%2Fsys/auth",
            "two slashes": f"{team}//sys/auth",
            "a dot": f"./{team}/sys/auth",
            "dots": f"{team}/../{o}/sys/auth",
            "encoded dots": f"{team}/%2E%2E/{o}/sys/auth",
            "sys alone": f"{team}/sys",
            "sys alone, slash": f"{team}/sys/",
            "auth alone": f"{team}/auth/",
            "with a query": f"{team}/sys/auth?x=y",
            "namespace by itself": f"{team}/{team}/sys/auth",
            "sibling": f"{team}/{o}/sys/auth",
    }.items():
        s.step(name, "GET", path, view=where)
        s.step(f"{name}, nobody", "GET", path, token=None)
        s.step(f"{name}, default", "GET", path, token=default)


@scenario
def both(s):
    t, app, other = place(s)
    team, a, o = t.namespace, app.namespace.rsplit("/", 1)[1], other.namespace
    for name, (value, path) in {
            "stacked": (team, f"{a}/sys/auth"),
            "the same twice": (team, f"{team}/sys/auth"),
            "root and path": ("root", f"{team}/sys/auth"),
            "slash and path": ("/", f"{team}/{a}/sys/auth"),
            "unknown and path": ("nope", f"{team}/sys/auth"),
            "header and unknown": (team, "nope/sys/auth"),
            "both halves of a name": (team[:4], f"{team[4:]}/sys/auth"),
            "other and team": (o, f"{team}/sys/auth"),
            "nested and sys": (f"{team}/{a}", "sys/auth"),
            "empty and path": ("", f"{team}/sys/auth"),
            "the path names the header's child alone": (team, a),
            "the same, slash": (team, f"{a}/"),
            "header goes up": (f"{team}/..", f"{team}/sys/auth"),
            "header into a mount": (f"{team}/sys", "auth"),
            "namespaces": (team, f"{a}/sys/namespaces?list=true"),
    }.items():
        s.step(name, "GET", path, headers=header(value), view=where)
        s.step(f"{name}, nobody", "GET", path, headers=header(value), token=None)


@scenario
def logins(s):
    t, app, other = place(s)
    for side in (t, app):
        side.quiet("POST", "sys/auth/people", {"type": "userpass"})
        side.user("people", "ada", password=f"of {'team' if side is t else 'app'}", token_policies="ours", token_ttl="1h")
    for name, (side, path) in {
            "team by header": (t, "auth/people/login/ada"), "team by path": (s, f"{t.namespace}/auth/people/login/ada"), "root": (s, "auth/people/login/ada"),
            "other": (other, "auth/people/login/ada"), "app by header": (app, "auth/people/login/ada"),
            "app by both": (t, f"{app.namespace.rsplit('/', 1)[1]}/auth/people/login/ada"), "app by path": (s, f"{app.namespace}/auth/people/login/ada"),
            "nowhere": (s.within("nope"), "auth/people/login/ada"), "nowhere by path": (s, "nope/auth/people/login/ada")
    }.items():
        for password in ("of team", "of app", "wrong"):
            answer = side.step(f"{name}, {password}", "POST", path, {"password": password}, token=None)
            if answer.client_token:
                token = answer.client_token
                s.step(f"{name}, {password}: look-up", "GET", "auth/token/lookup-self", token=token)
                t.step(f"{name}, {password}: look-up in team", "GET", "auth/token/lookup-self", token=token)
                other.step(f"{name}, {password}: look-up in other",
                           "GET",
                           "auth/token/lookup-self",
                           token=token,
                           view=lambda body: body.get("errors") or body["data"]["namespace_path"])
                s.step(f"{name}, {password}: look-up by path",
                       "GET",
                       f"{t.namespace}/auth/token/lookup-self",
                       token=token,
                       view=lambda body: body.get("errors") or body["data"]["namespace_path"])
                s.step(f"{name}, {password}: look-up nowhere", "GET", "auth/token/lookup-self", token=token, headers=header("nope"))
                s.step(f"{name}, {password}: renewal", "POST", "auth/token/renew-self", {"increment": "30m"}, token=token)
                s.step(f"{name}, {password}: another path", "GET", "sys/mounts", token=token)
                s.step(f"{name}, {password}: revocation", "POST", "auth/token/revoke-self", token=token)
                side.step(f"{name}, {password}: dead", "GET", "auth/token/lookup-self", token=token)
    for side, name in ((s, "root"), (t, "team"), (app, "app"), (other, "other")):
        side.step(f"users seen in {name}", "LIST", "auth/people/users")
    t.quiet("DELETE", "auth/people/users/ada")
    app.step("the other ada stands",
             "POST",
             "auth/people/login/ada", {"password": "of app"},
             token=None,
             view=lambda body: body.get("errors") or body["auth"]["policies"])
    t.step("root policy by login", "POST", "auth/people/users/eve", {"password": "x", "token_policies": "root"})
    t.step("root policy by login, login", "POST", "auth/people/login/eve", {"password": "x"}, token=None)


RESTRICTED = ("audit", "audit-hash/x", "config/auditing/request-headers", "config/cors", "config/state/sanitized", "config/ui/headers",
              "generate-recovery-token/attempt", "generate-root/attempt", "health", "host-info", "in-flight-req", "init", "internal/counters/activity",
              "internal/inspect/router/root", "loggers", "metrics", "mfa/method", "monitor", "pprof", "quotas/config", "quotas/config/x", "quotas/rate-limit",
              "quotas/lease-count/x", "raw/x", "rekey/init", "rekey-recovery-key/init", "replication/status", "seal", "step-down", "storage/raft/configuration",
              "unseal", "quotas/configx", "rawx", "healthy", "sealx", "auditx")


@scenario
def restricted(s):
    t = s.tenant()
    for path in RESTRICTED:
        for name, side, target, headers in (("header", t, f"sys/{path}", ()), ("path", s, f"{t.namespace}/sys/{path}", ()), ("unknown", s, f"sys/{path}",
                                                                                                                             header("nope"))):
            side.step(f"{path} by {name}, nobody", "GET", target, token=None, headers=headers)
            if name != "unknown":
                side.step(f"{path} by {name}", "GET", target, headers=headers)
    for path in ("seal", "health", "raw/x", "metrics", "init", "step-down", "unseal"):
        for value in ("root", "/", "."):
            s.step(f"{path} in {value}", "HEAD" if path == "metrics" else "GET", f"sys/{path}", token=None, headers=header(value))
    s.step("seal in the root, written by nobody", "POST", "sys/seal", token=None, headers=header("root"))
    t.step("seal written by nobody", "PUT", "sys/seal", token=None)
    s.step("seal written by path", "PUT", f"{t.namespace}/sys/seal", token=None)
    for name, side, prefix, headers in (("header", t, "", ()), ("path", s, f"{t.namespace}/", ()), ("unknown", s, "", header("nope")), ("unknown path", s,
                                                                                                                                        "nope/", ())):
        for path in ("seal-status", "leader", "health", "init"):
            for method in ("GET", "HEAD", "POST"):
                if (path, method) != ("init", "POST"):
                    side.step(f"{method} {path}, {name}", method, f"{prefix}sys/{path}", token=None, headers=headers, view=lambda body: sorted(body))
    t.step("policy of such a name", "POST", "sys/policies/acl/sys/raw", {"policy": 'path "x" { capabilities = ["read"] }'})
    t.step("policy of such a name, read", "GET", "sys/policies/acl/sys/raw")


@scenario
def elsewhere_not_restricted(s):
    t = s.tenant()
    for method, path in (("GET", "sys/mounts"), ("GET", "sys/auth"), ("LIST", "sys/policies/acl"), ("LIST", "sys/namespaces"), ("GET", "sys/locked-users"),
                         ("GET", "sys/internal/ui/resultant-acl"), ("POST", "sys/capabilities-self"), ("GET", "sys/leases"), ("GET", "sys/nope"),
                         ("GET", "sys/"), ("GET", "nope"), ("GET", "auth/nope/x"), ("GET", "sys/remount/status/x")):
        t.step(f"{method} {path}", method, path, ordered=False)
        t.step(f"{method} {path}, nobody", method, path, token=None)
        t.step(f"{method} {path}, unknown", method, path, token=BAD)
        t.step(f"{method} {path}, default of the root", method, path, token=s.child("default"))


@scenario
def envelope(s):
    t = s.tenant()
    missing = s.within("nope")
    for name, side in (("team", t), ("nowhere", missing)):
        side.step(f"{name}: half of a body", "POST", "sys/auth/x", '{"type":', token=None)
        side.step(f"{name}: write with a slash", "POST", "sys/auth/x/", {}, token=None)
        side.step(f"{name}: relative", "GET", "sys/%2E%2E/auth", token=None)
        side.step(f"{name}: unclean", "GET", "sys//auth", token=None)
        side.step(f"{name}: a foreign method", "FOO", "sys/auth", token=None)
        side.step(f"{name}: options", "OPTIONS", "sys/auth", token=None)
        side.step(f"{name}: patch without a type", "PATCH", "sys/auth", token=None)
        side.step(f"{name}: list and scan", "GET", "sys/auth?list=true&scan=true", token=None)
        side.step(f"{name}: not printable", "GET", "sys/auth%07", token=None)
        side.step(f"{name}: not under v1", "GET", "/v2/sys/auth", token=None)
        side.step(f"{name}: v1 alone", "GET", "/v1/", token=None)
        side.step(f"{name}: unknown token", "GET", "sys/auth", token=BAD)
        side.step(f"{name}: help", "GET", "sys/auth?help=1", token=None)
        side.step(f"{name}: head", "HEAD", "sys/auth")
        side.step(f"{name}: wrong media type of a form",
                  "POST",
                  "sys/auth/x",
                  "type=userpass",
                  token=None,
                  headers=[("Content-Type", "application/x-www-form-urlencoded")])
