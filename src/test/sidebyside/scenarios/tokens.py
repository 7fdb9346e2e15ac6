"""What a token from a login can do with itself."""
from side import scenario

SELF, RENEW, REVOKE = "auth/token/lookup-self", "auth/token/renew-self", "auth/token/revoke-self"


def signed_in(s, **settings):
    mount = s.userpass()
    s.user(mount, "ada", **settings)
    return mount, s.login(mount, "ada")


@scenario
def life(s):
    _, token = signed_in(s, token_policies="web", token_ttl="1h")
    s.step("look-up", "GET", SELF, token=token)
    s.step("renew", "POST", RENEW, token=token)
    s.step("look-up after it", "GET", SELF, token=token)
    s.step("renew by put", "PUT", RENEW, {"increment": 0}, token=token)
    s.step("revoke", "POST", REVOKE, token=token)
    s.step("look-up of the dead", "GET", SELF, token=token)
    s.step("renewal of the dead", "POST", RENEW, token=token)
    s.step("revocation of the dead", "POST", REVOKE, token=token)


@scenario
def root(s):
    def view(body):
        return {**body, "data": {**body["data"], "id": "the root token" if body["data"]["id"] == s.root else body["data"]["id"]}}
    s.step("look-up", "GET", SELF, view=view)
    s.step("look-up by post", "POST", SELF, view=view)
    s.step("renew", "POST", RENEW)


@scenario
def by_other_methods(s):
    _, token = signed_in(s)
    s.step("look-up by post", "POST", SELF, token=token)
    s.step("look-up by list", "LIST", SELF, token=token)
    s.step("renew by get", "GET", RENEW, token=token)
    s.step("revoke by delete", "DELETE", REVOKE, token=token)
    s.step("revoke by put with a body", "PUT", REVOKE, {"x": 1}, token=token)
    s.step("it is dead", "GET", SELF, token=token)


@scenario
def increments(s):
    _, token = signed_in(s, token_ttl="1h", token_max_ttl="3h")
    for increment in ("2h", 60, "90", "90s", "1.5h", "5h", "", None, 0, "0", "1d"):
        s.step(f"renew {increment!r}", "POST", RENEW, {"increment": increment}, token=token)
    for increment in (-5, "-5s", "abc", 1.5, True, [1], {}, "1.7"):
        s.step(f"refused {increment!r}", "POST", RENEW, {"increment": increment}, token=token)
    s.step("in the query", "POST", RENEW + "?increment=60", token=token)
    s.step("look-up", "GET", SELF, token=token)


@scenario
def periods(s):
    mount, token = signed_in(s, token_period="2h")
    s.step("look-up", "GET", SELF, token=token)
    s.step("renew", "POST", RENEW, token=token)
    s.step("increments do not count", "POST", RENEW, {"increment": "5m"}, token=token)
    s.user(mount, "ada", token_period="1h")
    s.step("the period of now counts", "POST", RENEW, token=token)
    s.step("look-up after it", "GET", SELF, token=token)
    s.user(mount, "bob", token_period="2000h")
    other = s.step("above the maximum", "POST", f"auth/{mount}/login/bob", {"password": "correct horse"}, token=None).client_token
    s.step("renew above the maximum", "POST", RENEW, token=other)
    s.user(mount, "eve", token_period="2h", token_explicit_max_ttl="1h")
    third = s.step("above the explicit maximum", "POST", f"auth/{mount}/login/eve", {"password": "correct horse"}, token=None).client_token
    s.step("look-up above it", "GET", SELF, token=third)
    s.step("renew above it", "POST", RENEW, token=third)


@scenario
def explicit_maximum(s):
    mount, token = signed_in(s, token_ttl="1h", token_explicit_max_ttl="2h")
    s.step("look-up", "GET", SELF, token=token)
    s.step("renew within it", "POST", RENEW, {"increment": "90m"}, token=token)
    s.step("renew beyond it", "POST", RENEW, {"increment": "3h"}, token=token)
    s.user(mount, "ada", token_explicit_max_ttl="10h")
    s.step("that of the login stays", "POST", RENEW, {"increment": "3h"}, token=token)


@scenario
def uses(s):
    mount, token = signed_in(s, token_num_uses=3)
    s.step("first", "GET", SELF, token=token)
    s.step("second", "GET", SELF, token=token)
    s.step("third and last", "GET", SELF, token=token)
    s.step("none left", "GET", SELF, token=token)
    token = s.login(mount, "ada")
    s.step("renewal shows the number of the login", "POST", RENEW, token=token)
    s.step("a refused request", "GET", "sys/auth", token=token)
    s.step("was one too", "GET", SELF, token=token)
    s.step("so it is dead", "GET", SELF, token=token)
    s.user(mount, "ada", token_num_uses=2)
    token = s.login(mount, "ada")
    s.step("no json is no use", "POST", RENEW, "{", token=token)
    s.step("a bad field is one", "POST", RENEW, {"increment": "x"}, token=token)
    s.step("renewal with the last", "POST", RENEW, token=token)
    s.step("dead after it", "GET", SELF, token=token)
    s.user(mount, "ada", token_num_uses=1)
    token = s.login(mount, "ada")
    s.step("revocation with the last", "POST", REVOKE, token=token)
    s.step("dead after that", "GET", SELF, token=token)
    token = s.login(mount, "ada")
    s.step("a login takes none", "POST", f"auth/{mount}/login/ada", {"password": "correct horse"}, token=token)
    s.step("so one is left", "GET", SELF, token=token)


@scenario
def addresses(s):
    mount, token = signed_in(s, token_bound_cidrs="127.0.0.1,10.0.0.0/8,::1")
    s.step("look-up", "GET", SELF, token=token)
    s.user(mount, "ada", token_bound_cidrs="10.0.0.0/8")
    s.step("those of the login stay", "GET", SELF, token=token)
    s.step("renewal keeps them", "POST", RENEW, token=token)
    s.step("login from elsewhere", "POST", f"auth/{mount}/login/ada", {"password": "correct horse"}, token=None)
    s.step("a header is not believed", "POST", f"auth/{mount}/login/ada", {"password": "correct horse"}, token=None,
           headers=[("X-Forwarded-For", "10.1.1.1")])


@scenario
def expiry(s):
    mount, token = signed_in(s, token_ttl=2, token_max_ttl=4)
    s.step("alive", "GET", SELF, token=token)
    s.step("renewed", "POST", RENEW, {"increment": 3}, token=token)
    s.until(403, "GET", SELF, token)
    s.step("dead", "GET", SELF, token=token)
    s.step("renewal of the dead", "POST", RENEW, token=token)
    s.step("revocation of the dead", "POST", REVOKE, token=token)


@scenario
def the_user_changes(s):
    mount, token = signed_in(s, token_policies="web,ops", token_ttl="1h")
    user = f"auth/{mount}/users/ada"
    s.quiet("POST", user, {"token_policies": "ops,web"})
    s.step("another order", "POST", RENEW, token=token)
    s.quiet("POST", user, {"token_policies": "ops,web,default"})
    s.step("default written out", "POST", RENEW, token=token)
    s.quiet("POST", user, {"token_ttl": "30m", "password": "battery staple"})
    s.step("another time and password", "POST", RENEW, token=token)
    s.quiet("POST", user, {"token_max_ttl": "40m"})
    s.step("another maximum", "POST", RENEW, {"increment": "1h"}, token=token)
    s.quiet("POST", user, {"token_policies": "ops"})
    s.step("another policy", "POST", RENEW, token=token)
    s.step("it still works", "GET", SELF, token=token)
    s.quiet("DELETE", user)
    s.step("deleted", "POST", RENEW, token=token)
    s.step("that works too", "GET", SELF, token=token)


@scenario
def odd_policies(s):
    mount, token = signed_in(s, token_policies="Ops")
    s.step("upper case", "POST", RENEW, token=token)
    s.user(mount, "bob", token_policies="a,,b")
    s.step("empty item", "POST", RENEW, token=s.login(mount, "bob"))
    s.user(mount, "twice", token_policies="a,b,a")
    s.step("twice the same", "POST", RENEW, token=s.login(mount, "twice"))


@scenario
def what_it_may_not_do(s):
    _, token = signed_in(s)
    for method, path in (("POST", "auth/token/create"), ("POST", "auth/token/lookup"), ("POST", "auth/token/revoke"), ("POST", "auth/token/renew"),
                         ("LIST", "auth/token/accessors"), ("GET", "sys/policies/acl/default"), ("POST", "sys/seal"), ("PUT", "sys/rotate"),
                         ("GET", "sys/namespaces?list=true"), ("GET", "sys/locked-users"), ("GET", "identity/entity/id?list=true")):
        s.step(f"{method} {path}", method, path, token=token)
