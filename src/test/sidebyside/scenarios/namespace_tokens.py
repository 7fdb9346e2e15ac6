"""Tokens of one namespace in another: by id, by accessor, as parents, with leases and roles."""
from side import scenario

TOKEN, SELF = "auth/token", "auth/token/lookup-self"
EVERYTHING = """
path "auth/token/*" { capabilities = ["create", "update", "read", "list", "delete", "sudo"] }
path "sys/leases/*" { capabilities = ["update", "list", "sudo"] }
path "sys/capabilities*" { capabilities = ["update"] }"""


def tree(s):
    """root, team, team/app and other; in each a policy `all` for everything that can be done to tokens and leases."""
    t, other = s.tenant(), s.tenant("other")
    sides = {"root": s, "team": t, "app": t.tenant("app"), "other": other}
    for name, side in sides.items():
        if side is not s:
            side.quiet("POST", "sys/policies/acl/all", {"policy": EVERYTHING})
    all_of_root = s.policy("all", EVERYTHING)
    return sides, {name: side.child(all_of_root if side is s else "all", "default", ttl="1h") for name, side in sides.items()}


def made(side, **settings):
    """A token made in this namespace by root, and its accessor."""
    auth = side.expect(200, side.quiet("POST", f"{TOKEN}/create", {"policies": ["default"], "ttl": "1h", **settings})).json["auth"]
    return auth["client_token"], auth["accessor"]


def errors_or(what):
    return lambda body: body.get("errors") or what


@scenario
def by_id_and_by_accessor(s):
    sides, callers = tree(s)
    for of in ("team", "root", "app"):
        token, accessor = made(sides[of])
        for who, caller in {**callers, "root's root": "root"}.items():
            for where, side in {**sides, **({"nowhere": s.within("nope")} if who == of else {})}.items():
                name = f"{who} in {where} on one of {of}"
                side.step(f"{name}: look-up",
                          "POST",
                          f"{TOKEN}/lookup", {"token": token},
                          token=caller,
                          view=lambda body: body.get("errors") or body["data"].get("namespace_path", "none"))
                side.step(f"{name}: renew", "POST", f"{TOKEN}/renew", {"token": token}, token=caller, view=errors_or("renewed"))
                side.step(f"{name}: capabilities",
                          "POST",
                          "sys/capabilities", {"token": token, "paths": ["cubbyhole/x"]},
                          token=caller,
                          view=lambda body: body.get("errors") or body["data"]["cubbyhole/x"])
                for call, body in (("lookup-accessor", {"accessor": accessor}), ("renew-accessor", {"accessor": accessor})):
                    side.step(f"{name}: {call}", "POST", f"{TOKEN}/{call}", body, token=caller, view=errors_or("done"))
                side.step(f"{name}: capabilities-accessor",
                          "POST",
                          "sys/capabilities-accessor", {"accessor": accessor, "paths": ["cubbyhole/x"]},
                          token=caller,
                          view=lambda body: body.get("errors") or body["data"]["cubbyhole/x"])


@scenario
def revocations(s):
    sides, callers = tree(s)
    for of in ("team", "app"):
        for who, caller in {**callers, "root's root": "root"}.items():
            for where in ("root", "team", "app"):
                name = f"{who} in {where} on one of {of}"
                for call in ("revoke", "revoke-orphan", "revoke-accessor"):
                    token, accessor = made(sides[of])
                    sides[where].step(f"{name}: {call}",
                                      "POST",
                                      f"{TOKEN}/{call}", {"accessor": accessor} if "accessor" in call else {"token": token},
                                      token=caller)
                    s.step(f"{name}: {call}, then", "GET", SELF, token=token, view=errors_or("alive"))


@scenario
def own(s):
    sides, callers = tree(s)
    for who, caller in callers.items():
        for where, side in sides.items():
            side.step(f"{who} in {where}: look-up", "GET", SELF, token=caller, view=lambda body: body["data"].get("namespace_path", "none"))
            side.step(f"{who} in {where}: look-up by post", "POST", SELF, token=caller, view=errors_or("found"))
            side.step(f"{who} in {where}: by id", "POST", f"{TOKEN}/lookup", {"token": caller}, token=caller, view=errors_or("found"))
            side.step(f"{who} in {where}: no id", "POST", f"{TOKEN}/lookup", {}, token=caller, view=errors_or("found"))
            side.step(f"{who} in {where}: renew", "POST", f"{TOKEN}/renew-self", {}, token=caller, view=errors_or("renewed"))
            side.step(f"{who} in {where}: capabilities",
                      "POST",
                      "sys/capabilities-self", {"paths": ["auth/token/create"]},
                      token=caller,
                      view=lambda body: body.get("errors") or body["data"]["auth/token/create"])
            side.step(f"{who} in {where}: acl",
                      "GET",
                      "sys/internal/ui/resultant-acl",
                      token=caller,
                      view=lambda body: body.get("errors") or sorted(path for kind in ("exact_paths", "glob_paths") for path in body["data"][kind]
                                                                     if "token" in path))
            side.step(f"{who} in {where}: cubbyhole", "LIST", "cubbyhole/", token=caller)
    for where, side in sides.items():
        token, _ = made(sides["team"])
        side.step(f"revoked in {where}", "POST", f"{TOKEN}/revoke-self", token=token)
        s.step(f"revoked in {where}, then", "GET", SELF, token=token)
    s.step("all of a look-up", "GET", SELF, token=callers["app"])
    s.step("all of a renewal", "POST", f"{TOKEN}/renew-self", token=callers["app"])


@scenario
def accessors(s):
    sides, callers = tree(s)
    for name, side in sides.items():
        if side is not s:
            side.step(f"{name}", "LIST", f"{TOKEN}/accessors")
            side.step(f"{name} by its own", "LIST", f"{TOKEN}/accessors", token=callers[name])
        for who, caller in callers.items():
            side.step(f"{name} by {who}", "LIST", f"{TOKEN}/accessors/", token=caller, view=errors_or("listed"))
    ids = {name: made(side)[1] for name, side in sides.items()}
    for name, side in sides.items():
        listed = side.quiet("LIST", f"{TOKEN}/accessors").json["data"]["keys"]
        side.step(f"{name}: whose", "LIST", f"{TOKEN}/accessors", view=lambda body: [other for other in ids if ids[other] in body["data"]["keys"]])
        side.step(f"{name}: all of one namespace", "GET", SELF, token=callers[name], view=lambda body: len({accessor.partition(".")[2] for accessor in listed}))
    team = sides["team"]
    bare = ids["team"].split(".")[0]
    for name, accessor in {
            "bare": bare, "dot": bare + ".", "unknown suffix": bare + ".zzzzzz", "suffix of another": f"{bare}.{ids['other'].split('.')[1]}",
            "root with a suffix": f"{ids['root']}.{ids['team'].split('.')[1]}", "long": ids["team"] + "x"
    }.items():
        for where, side in (("team", team), ("root", s)):
            side.step(f"{name} in {where}", "POST", f"{TOKEN}/lookup-accessor", {"accessor": accessor})
            side.step(f"{name} in {where}: revoke", "POST", f"{TOKEN}/revoke-accessor", {"accessor": accessor})


@scenario
def strange_suffixes(s):
    sides, callers = tree(s)
    token, _ = made(sides["team"])
    root_token, _ = made(s)
    bare, suffix = token.rsplit(".", 1)
    for name, id_ in {
            "bare": bare, "dot": bare + ".", "unknown": bare + ".zzzzzz", "of another": f"{bare}.{callers['other'].rsplit('.', 1)[1]}",
            "twice": f"{token}.{suffix}", "of root": root_token + "." + suffix, "root's root": f"{s.root}.{suffix}", "root": f"{bare}.root",
            "upper case": token.upper()
    }.items():
        s.step(f"{name}: as its own", "GET", SELF, token=id_)
        sides["team"].step(f"{name}: as its own in team", "GET", SELF, token=id_)
        s.step(f"{name}: look-up", "POST", f"{TOKEN}/lookup", {"token": id_})
        s.step(f"{name}: renew", "POST", f"{TOKEN}/renew", {"token": id_})
        s.step(f"{name}: revoke", "POST", f"{TOKEN}/revoke", {"token": id_})
        s.step(f"{name}: revoke alone", "POST", f"{TOKEN}/revoke-orphan", {"token": id_})
        s.step(f"{name}: capabilities", "POST", "sys/capabilities", {"token": id_, "paths": ["x"]})
    s.step("it lives", "GET", SELF, token=token, view=errors_or("alive"))
    s.step("that of root lives", "GET", SELF, token=root_token, view=errors_or("alive"))


@scenario
def creation(s):
    sides, callers = tree(s)
    team, app = sides["team"], sides["app"]
    name = team.namespace
    reach = s.policy("reach", f'path "{name}/auth/token/*" {{ capabilities = ["create", "update"] }}')
    sudo = s.policy(
        "sudo",
        f'path "{name}/auth/token/*" {{ capabilities = ["create", "update", "sudo"] }}\n'
        f'path "{app.namespace}/auth/token/*" {{ capabilities = ["create", "update", "sudo"] }}'
    )
    parents = {
        "root's root": "root", "with sudo": s.child(sudo), "without sudo": s.child(reach), "of team": callers["team"], "of app": callers["app"],
        "of other": callers["other"], "of root": callers["root"]
    }
    role = "ours"
    team.quiet("POST", f"{TOKEN}/roles/{role}", {"allowed_policies": ["dev"], "orphan": False})
    team.quiet("POST", f"{TOKEN}/roles/free", {"allowed_policies": ["dev"], "orphan": True})
    for who, parent in parents.items():
        for what, (path, body) in {
                "nothing": ("create", {}), "default": ("create", {"policies": ["default"]}), "dev": ("create", {"policies": ["dev"]}),
                "root": ("create", {"policies": ["root"]}), "its own": ("create", {"policies": ["all"]}),
                "no default": ("create", {"policies": ["dev"], "no_default_policy": True}), "nothing, no default": ("create", {"no_default_policy": True}),
                "orphan": ("create-orphan", {"policies": ["dev"]}), "no parent": ("create", {"policies": ["dev"], "no_parent": True
                                                                                             }), "period": ("create", {"policies": ["dev"], "period": "1h"}),
                "batch": ("create", {"policies": ["dev"], "type": "batch"}), "own id": ("create", {"policies": ["dev"], "id": s.unique("own")}),
                "role": (f"create/{role}", {"policies": ["dev"]}), "orphan role": ("create/free", {"policies": ["dev"]}), "unknown role": ("create/nope", {}),
                "alias": ("create", {"policies": ["dev"], "entity_alias": "x"})
        }.items():
            answer = team.step(f"{who}: {what}", "POST", f"{TOKEN}/{path}", body, token=parent)
            if answer.client_token:
                s.step(f"{who}: {what}, look-up", "GET", SELF, token=answer.client_token)
    for who in ("with sudo", "of team", "root's root"):
        app.step(f"{who} in app",
                 "POST",
                 f"{TOKEN}/create", {"policies": ["dev"]},
                 token=parents[who],
                 view=lambda body: body.get("errors") or body["auth"]["policies"])


@scenario
def families(s):
    sides, _ = tree(s)
    team, app = sides["team"], sides["app"]
    sudo = s.policy(
        "sudo", f'path "{team.namespace}/*" {{ capabilities = ["create", "update", "sudo"] }}\npath "auth/token/*" {{ capabilities = ["update", "sudo"] }}')
    for end in ("parent revoked", "parent revoked alone", "parent by accessor"):
        parent, accessor = made(s, policies=[sudo])
        child = team.child("default", parent=parent)
        grandchild = app.child("default", parent=parent)
        orphan = team.quiet("POST", f"{TOKEN}/create-orphan", {"policies": ["default"]}, parent).client_token
        s.step(f"{end}: before", "GET", SELF, token=child, view=errors_or("alive"))
        if end == "parent by accessor":
            s.step(end, "POST", f"{TOKEN}/revoke-accessor", {"accessor": accessor})
        else:
            s.step(end, "POST", f"{TOKEN}/{'revoke-orphan' if 'alone' in end else 'revoke'}", {"token": parent})
        for name, token in {"parent": parent, "child": child, "in app": grandchild, "orphan": orphan}.items():
            s.step(f"{end}: {name}", "GET", SELF, token=token, view=lambda body: body.get("errors") or body["data"]["orphan"])


@scenario
def roles(s):
    sides, callers = tree(s)
    team = sides["team"]
    team.step("write", "POST", f"{TOKEN}/roles/ours", {"allowed_policies": ["dev", "all"], "token_period": "1h"})
    team.step("read", "GET", f"{TOKEN}/roles/ours", ordered=False)
    team.step("list", "LIST", f"{TOKEN}/roles")
    for where in ("root", "app", "other"):
        sides[where].step(f"read in {where}", "GET", f"{TOKEN}/roles/ours")
        sides[where].step(f"list in {where}", "LIST", f"{TOKEN}/roles", view=lambda body: "ours" in (body.get("data") or {"keys": []})["keys"])
        sides[where].step(f"create in {where}", "POST", f"{TOKEN}/create/ours", {"policies": ["dev"]})
    answer = team.step("create", "POST", f"{TOKEN}/create/ours", {"policies": ["dev"]}, token=callers["team"])
    s.step("look-up", "GET", SELF, token=answer.client_token)
    s.step("create by path", "POST", f"{team.namespace}/{TOKEN}/create/ours", {"policies": ["all"]}, view=lambda body: body["auth"]["policies"])
    team.step("delete", "DELETE", f"{TOKEN}/roles/ours")
    s.step("renew after it", "POST", f"{TOKEN}/renew", {"token": answer.client_token})
    s.step("renew itself after it", "POST", f"{TOKEN}/renew-self", token=answer.client_token)


@scenario
def leases(s):
    sides, callers = tree(s)
    team, app = sides["team"], sides["app"]
    for side in (team, app):
        side.quiet("POST", "sys/auth/people", {"type": "userpass"})
        for user in ("ada", "bob"):
            side.user("people", user, token_ttl="1h")
    tokens = {name: side.login("people", "ada") for name, side in (("team", team), ("app", app))}
    prefix = "auth/people/login/ada"
    keys = {name: sides[name].quiet("LIST", f"sys/leases/lookup/{prefix}").json["data"]["keys"][0] for name in ("team", "app")}
    team.step("list", "LIST", f"sys/leases/lookup/{prefix}")
    team.step("list above", "LIST", "sys/leases/lookup/auth")
    app.step("list in app", "LIST", f"sys/leases/lookup/{prefix}")
    s.step("list in the root", "LIST", f"sys/leases/lookup/{prefix}")
    s.step("list in the root, by the namespace's path", "LIST", f"sys/leases/lookup/{team.namespace}/{prefix}")
    s.step("list by path", "LIST", f"{team.namespace}/sys/leases/lookup/{prefix}")
    lease = f"{prefix}/{keys['team']}"
    for who, caller in {**callers, "root's root": "root"}.items():
        for where, side in sides.items():
            side.step(f"{who} in {where}: look-up", "POST", "sys/leases/lookup", {"lease_id": lease}, token=caller)
            side.step(f"{who} in {where}: renew", "POST", "sys/leases/renew", {"lease_id": lease}, token=caller)
            side.step(f"{who} in {where}: list", "LIST", f"sys/leases/lookup/{prefix}", token=caller, view=errors_or("listed"))
            side.step(f"{who} in {where}: unknown", "POST", "sys/leases/lookup", {"lease_id": f"{prefix}/h{'0' * 64}"}, token=caller)
            side.step(f"{who} in {where}: prefix of nobody", "POST", "sys/leases/revoke-prefix/auth/people/login/nobody", token=caller)
    for where, side in sides.items():
        own = team.login("people", "bob")
        key = team.quiet("LIST", "sys/leases/lookup/auth/people/login/bob").json["data"]["keys"][0]
        side.step(f"revoke in {where}", "POST", "sys/leases/revoke", {"lease_id": f"auth/people/login/bob/{key}", "sync": True})
        s.step(f"revoke in {where}, then", "GET", SELF, token=own, view=errors_or("alive"))
        team.quiet("POST", "sys/leases/revoke-prefix/auth/people/login/bob", {"sync": True})
    for name, id_ in {
            "no suffix": lease.rsplit(".", 1)[0], "unknown suffix": lease.rsplit(".", 1)[0] + ".zzzzzz",
            "suffix of app": f"{lease.rsplit('.', 1)[0]}.{keys['app'].rsplit('.', 1)[1]}", "with the namespace's path": f"{team.namespace}/{lease}"
    }.items():
        for where in ("root", "team"):
            sides[where].step(f"{name} in {where}: look-up", "POST", "sys/leases/lookup", {"lease_id": id_})
            sides[where].step(f"{name} in {where}: renew", "POST", "sys/leases/renew", {"lease_id": id_})
            sides[where].step(f"{name} in {where}: revoke", "POST", "sys/leases/revoke", {"lease_id": id_, "sync": True})
    s.step("team lives", "GET", SELF, token=tokens["team"], view=errors_or("alive"))
    s.step("prefix in the root", "POST", f"sys/leases/revoke-prefix/{prefix}", {"sync": True})
    s.step("prefix in the root, by the namespace's path", "POST", f"sys/leases/revoke-prefix/{team.namespace}/{prefix}", {"sync": True})
    s.step("team still lives", "GET", SELF, token=tokens["team"], view=errors_or("alive"))
    team.step("prefix in team", "POST", f"sys/leases/revoke-prefix/{prefix}", {"sync": True})
    for name, token in tokens.items():
        s.step(f"prefix in team: {name}", "GET", SELF, token=token, view=errors_or("alive"))
    token = team.login("people", "ada")
    s.step("prefix by path", "POST", f"{team.namespace}/sys/leases/revoke-prefix/auth/people", {"sync": True})
    s.step("prefix by path, then", "GET", SELF, token=token, view=errors_or("alive"))
    app.step("the other app's token lives", "GET", SELF, token=tokens["app"], view=errors_or("alive"))
