"""Policies, templates and users of one namespace seen from others."""
from scenarios.namespace_tokens import SELF, TOKEN, errors_or, tree
from side import scenario


@scenario
def policies(s):
    sides, _ = tree(s)
    team, app, other = sides["team"], sides["app"], sides["other"]
    name = s.unique("dev")
    s.made.append(f"sys/policies/acl/{name}")
    for where, side in sides.items():
        side.step(f"write in {where}", "POST", f"sys/policies/acl/{name}", {"policy": f'path "sys/auth" {{ capabilities = ["read"] }} # {where}'})
    for where, side in sides.items():
        side.step(f"read in {where}", "GET", f"sys/policies/acl/{name}")
    team.step("list in team", "LIST", "sys/policies/acl")
    team.quiet("DELETE", f"sys/policies/acl/{name}")
    for where, side in sides.items():
        side.step(f"after a deletion in {where}", "GET", f"sys/policies/acl/{name}", view=lambda body: sorted(body))
    other.step("a token by the name of a policy of another",
               "POST",
               f"{TOKEN}/create", {"policies": ["all-of-root"]},
               view=lambda body: body["auth"]["policies"])
    inner = app.namespace.rsplit("/", 1)[1]
    for who, (side, text) in {
            "team's own": (team, 'path "sys/auth" { capabilities = ["read"] }'),
            "team's for app": (team, f'path "{inner}/sys/auth" {{ capabilities = ["read"] }}'),
            "team's with plus": (team, 'path "+/sys/auth" { capabilities = ["read"] }'),
            "team's with a star": (team, 'path "*" { capabilities = ["read", "sudo"] }'),
            "team's upwards": (team, f'path "{team.namespace}/sys/auth" {{ capabilities = ["read"] }}\npath "../sys/auth" {{ capabilities = ["read"] }}'),
            "root's for team": (s, f'path "{team.namespace}/sys/auth" {{ capabilities = ["read"] }}'),
            "root's with plus": (s, 'path "+/sys/auth" { capabilities = ["read"] }'),
            "root's with two": (s, 'path "+/+/sys/auth" { capabilities = ["read"] }'),
            "root's with a star": (s, 'path "*" { capabilities = ["read", "sudo"] }'),
            "root's with a part": (s, f'path "{team.namespace}/*" {{ capabilities = ["read"] }}'),
            "root's, but not in team": (s, f'path "*" {{ capabilities = ["read"] }}\npath "{team.namespace}/sys/auth" {{ capabilities = ["deny"] }}'),
    }.items():
        token = side.holder(text)
        for where, target in sides.items():
            target.step(f"{who} in {where}", "GET", "sys/auth", token=token, view=errors_or("read"))
            target.step(f"{who} in {where}: one", "GET", "sys/auth/token", token=token, view=errors_or("read"))
        for where, target in (("root", s), ("team", team)):
            target.step(f"{who}: capabilities asked in {where}",
                        "POST",
                        "sys/capabilities", {"token": token, "paths": ["sys/auth", f"{inner}/sys/auth", f"{team.namespace}/sys/auth"]},
                        ordered=False,
                        view=lambda body: body["data"])
            target.step(f"{who}: by path in {where}", "GET", f"{inner if target is team else team.namespace}/sys/auth", token=token, view=errors_or("read"))


@scenario
def templates(s):
    t = s.tenant()
    t.quiet("POST", "sys/auth/people", {"type": "userpass"})
    accessor = t.quiet("GET", "sys/auth/people").get("data", "accessor")
    s.names[accessor] = "the accessor"
    t.quiet(
        "POST", "sys/policies/acl/own", {
            "policy": f'path "auth/people/users/{{{{identity.entity.aliases.{accessor}.name}}}}/password" {{ capabilities = ["update"] }}\n'
                      'path "by-id/{{identity.entity.id}}" { capabilities = ["read"] }'
        })
    for user in ("ada", "bob"):
        t.user("people", user, token_policies="own")
    token = t.login("people", "ada")
    entity = t.quiet("GET", SELF, token=token).get("data", "entity_id")
    t.step("her own password", "POST", "auth/people/users/ada/password", {"password": "another horse"}, token=token)
    t.step("his password", "POST", "auth/people/users/bob/password", {"password": "another horse"}, token=token)
    s.step("her own by path", "POST", f"{t.namespace}/auth/people/users/ada/password", {"password": "correct horse"}, token=token)
    t.step("by id", "GET", f"by-id/{entity}", token=token)
    t.step("by id without the suffix", "GET", f"by-id/{entity.split('.')[0]}", token=token)
    t.step("acl",
           "GET",
           "sys/internal/ui/resultant-acl",
           token=token,
           ordered=False,
           view=lambda body:
           {path.replace(entity, "its entity"): rule for path, rule in body["data"]["exact_paths"].items() if "by-id" in path or "users" in path})
    s.step("acl from the root", "GET", "sys/internal/ui/resultant-acl", token=token)
    s.quiet("POST", "sys/policies/acl/own-of-root",
            {"policy": f'path "{t.namespace}/auth/people/users/{{{{identity.entity.aliases.{accessor}.name}}}}" {{ capabilities = ["read"] }}'})
    s.made.append("sys/policies/acl/own-of-root")
    m = s.userpass("staff")
    s.user(m, "ada", token_policies="own-of-root")
    t.step("an alias of another namespace", "GET", "auth/people/users/ada", token=s.login(m, "ada"))


@scenario
def users(s):
    sides, _ = tree(s)
    m = s.userpass("people")
    for side in (sides["team"], sides["app"]):
        side.quiet("POST", f"sys/auth/{m}", {"type": "userpass"})
    logins, entities = {}, {}
    for name in ("root", "team", "app"):
        sides[name].user(m, "ada", password=f"of {name}", token_policies=["dev"], token_ttl={"root": "1h", "team": "2h", "app": "3h"}[name])
    for name in ("root", "team", "app"):
        logins[name] = sides[name].step(f"login in {name}", "POST", f"auth/{m}/login/ada", {"password": f"of {name}"}, token=None)
        entities[name] = logins[name].get("auth", "entity_id")
        sides[name].step(f"read in {name}", "GET", f"auth/{m}/users/ada")
        sides[name].step(f"entity of {name}",
                         "GET",
                         SELF,
                         token=logins[name].client_token,
                         view=lambda body: [other for other in entities if entities[other] == body["data"]["entity_id"]])
    sides["team"].step("password changed in team", "POST", f"auth/{m}/users/ada/password", {"password": "new"})
    for name in ("root", "team", "app"):
        sides[name].step(f"then in {name}",
                         "POST",
                         f"auth/{m}/login/ada", {"password": f"of {name}"},
                         token=None,
                         view=lambda body: body.get("errors") or body["auth"]["policies"])
    sides["team"].step("deleted in team", "DELETE", f"auth/{m}/users/ada")
    for name in ("root", "team", "app"):
        sides[name].step(f"users in {name}", "LIST", f"auth/{m}/users")
        s.step(f"token of {name}", "GET", SELF, token=logins[name].client_token, view=errors_or("alive"))
        s.step(f"renewal of {name}", "POST", f"{TOKEN}/renew-self", token=logins[name].client_token, view=errors_or("renewed"))
    sides["team"].step("disabled in team", "DELETE", f"sys/auth/{m}")
    for name in ("root", "team", "app"):
        s.step(f"token of {name} after it", "GET", SELF, token=logins[name].client_token, view=errors_or("alive"))
