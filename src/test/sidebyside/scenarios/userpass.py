"""Users and logins of a userpass mount."""
from side import scenario

HASH = "$2b$10$MI45Bq6wK0PWFP84cUbs2.Ft7qz9bQWlNiZi7AVznJOc18T76r1nq"


def write_and_read(s, mount, cases, name="ada"):
    for step, body in cases.items():
        s.step(step, "POST", f"auth/{mount}/users/{name}", body)
        s.step(f"{step}, read", "GET", f"auth/{mount}/users/{name}")


@scenario
def story(s):
    m = s.userpass()
    s.step("empty list", "LIST", f"auth/{m}/users")
    s.step("no such user", "GET", f"auth/{m}/users/ada")
    s.step("create", "POST", f"auth/{m}/users/ada", {"password": "correct horse", "token_policies": "ops, dev", "token_ttl": "30m", "token_max_ttl": 7200})
    s.step("read", "GET", f"auth/{m}/users/ada")
    s.step("list", "LIST", f"auth/{m}/users")
    s.step("login", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)
    s.step("wrong password", "POST", f"auth/{m}/login/ada", {"password": "wrong"}, token=None)
    s.step("unknown user", "POST", f"auth/{m}/login/eve", {"password": "wrong"}, token=None)
    s.step("new password", "POST", f"auth/{m}/users/ada/password", {"password": "battery staple"})
    s.step("old password", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)
    s.step("login again", "PUT", f"auth/{m}/login/ada", {"password": "battery staple"}, token=None)
    s.step("new policies", "POST", f"auth/{m}/users/ada/policies", {"token_policies": ["x", "B"]})
    s.step("read again", "GET", f"auth/{m}/users/ada")
    s.step("delete", "DELETE", f"auth/{m}/users/ada")
    s.step("delete again", "DELETE", f"auth/{m}/users/ada")
    s.step("gone", "GET", f"auth/{m}/users/ada")
    s.step("login of the deleted", "POST", f"auth/{m}/login/ada", {"password": "battery staple"}, token=None)


@scenario
def create_refused(s):
    m = s.userpass()
    right = {"password": "correct horse"}
    for name, body in {
        "nothing": {}, "null": "null", "empty password": {"password": ""}, "null password": {"password": None},
        "both": {"password": "a", "password_hash": HASH}, "no bcrypt": {"password_hash": "notabcrypthash"},
        "truncated hash": {"password_hash": HASH[:-2]}, "cost 4": {"password_hash": HASH.replace("$10$", "$04$")},
        "cost 13": {"password_hash": HASH.replace("$10$", "$13$")}, "cost 32": {"password_hash": HASH.replace("$10$", "$32$")},
        "version 3": {"password_hash": HASH.replace("$2b$", "$3b$")}, "73 bytes": {"password": "x" * 73}, "80 bytes": {"password": "\u00e9" * 40},
        "password an array": {"password": ["x"]}, "password an object": {"password": {}},
        "ttl above maximum": {**right, "token_ttl": "2h", "token_max_ttl": "1h"}, "old ttl above maximum": {**right, "ttl": "2h", "max_ttl": "1h"},
        "bad ttl": {**right, "token_ttl": "abc"}, "ttl without a unit": {**right, "token_ttl": "1.7"}, "ttl in bad days": {**right, "token_ttl": "bad"},
        "negative ttl": {**right, "token_ttl": -5}, "negative text ttl": {**right, "token_ttl": "-5s"}, "fraction ttl": {**right, "token_ttl": 1.5},
        "boolean ttl": {**right, "token_ttl": True}, "array ttl": {**right, "token_ttl": [1]}, "long ttl": {**right, "token_ttl": "9999999999999h"},
        "bad max ttl": {**right, "token_max_ttl": "x"}, "bad period": {**right, "token_period": "x"}, "bad explicit": {**right, "token_explicit_max_ttl": "x"},
        "bad type": {**right, "token_type": "default-service"}, "upper case type": {**right, "token_type": "Service"},
        "negative uses": {**right, "token_num_uses": -1}, "text uses": {**right, "token_num_uses": "x"}, "fraction uses": {**right, "token_num_uses": 1.5},
        "batch with a period": {**right, "token_type": "batch", "token_period": 60}, "batch with uses": {**right, "token_type": "batch", "token_num_uses": 3},
        "bound twice": {**right, "token_strictly_bind_ip": True, "token_bound_cidrs": "127.0.0.1"},
        "bad address": {**right, "token_bound_cidrs": "x"}, "bad old address": {**right, "bound_cidrs": "300.1.1.1"},
        "address with a port": {**right, "token_bound_cidrs": "10.0.0.1:80"}, "mask that does not fit": {**right, "token_bound_cidrs": "10.0.0.0/33"},
        "bad boolean": {**right, "token_no_default_policy": "yes"}, "boolean two": {**right, "token_no_default_policy": 2},
        "policies an object": {**right, "token_policies": {}},
        "two errors": {"token_ttl": "x", "token_type": "nope"},
    }.items():
        s.step(name, "POST", f"auth/{m}/users/ada", body)
        s.quiet("DELETE", f"auth/{m}/users/ada")


@scenario
def token_fields(s):
    m = s.userpass()
    s.user(m, "ada")
    write_and_read(s, m, {
        "times": {"token_ttl": "1h30m", "token_max_ttl": "2d", "token_explicit_max_ttl": 90000, "token_period": "60"},
        "times off": {"token_ttl": 0, "token_max_ttl": "", "token_explicit_max_ttl": "0s", "token_period": 0},
        "times cut": {"token_ttl": "1500ms", "token_max_ttl": "1.5h"},
        "times null": {"token_ttl": None, "token_max_ttl": None},
        "policies": {"token_policies": "Ops, dev,,b,"}, "policies as an array": {"token_policies": ["a,b", " c ", 5, True]},
        "policies null": {"token_policies": None}, "policies with root": {"token_policies": ["root", "x"]}, "policies empty": {"token_policies": ""},
        "addresses": {"token_bound_cidrs": "127.0.0.1/32, 10.0.0.1/8,::1,fd00::/8"}, "addresses empty": {"token_bound_cidrs": []},
        "bracketed address": {"token_bound_cidrs": "[::1]"},
        "strictly bound": {"token_bound_cidrs": "", "token_strictly_bind_ip": "true"}, "strictly bound off": {"token_strictly_bind_ip": 0},
        "uses": {"token_num_uses": "3"}, "uses off": {"token_num_uses": ""},
        "no default": {"token_no_default_policy": "T"}, "no default off": {"token_no_default_policy": None},
        "service": {"token_type": "service"}, "type empty": {"token_type": ""}, "type null": {"token_type": None}, "batch": {"token_type": "batch"},
        "type default": {"token_type": "default"},
        "nothing": {}, "empty password": {"password": ""}, "unknown": {"zzz": 1},
    })
    s.step("the password stood", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)


@scenario
def old_names(s):
    m = s.userpass()
    s.user(m, "ada")
    write_and_read(s, m, {
        "old": {"ttl": "5m", "max_ttl": "10m", "policies": ["BAR", "bar", ""], "bound_cidrs": ["127.0.1.1"]},
        "one new": {"token_ttl": 60}, "both": {"ttl": 70, "token_ttl": 80, "policies": "a", "token_policies": "b"},
        "old policies with root": {"policies": "root,x"}, "old off": {"ttl": 0, "max_ttl": 0, "policies": "", "bound_cidrs": ""},
        "old null": {"ttl": None, "policies": None},
    })
    s.step("old policies", "POST", f"auth/{m}/users/ada/policies", {"policies": "Zed,alpha,zed"})
    s.step("old policies, read", "GET", f"auth/{m}/users/ada")


@scenario
def policies(s):
    m = s.userpass()
    s.user(m, "ada", token_policies="first")
    for name, body in {
        "text": {"token_policies": "Zed, alpha,,ZED"}, "array": {"token_policies": ["x", "y"]}, "both": {"token_policies": "a", "policies": "b"},
        "none": {}, "no body": None, "root": {"policies": "root,ops"}, "empty": {"token_policies": ""}, "null": {"token_policies": None},
        "old null": {"policies": None},
    }.items():
        s.step(name, "POST", f"auth/{m}/users/ada/policies", body)
        s.step(f"{name}, read", "GET", f"auth/{m}/users/ada")
    s.step("an object", "POST", f"auth/{m}/users/ada/policies", {"token_policies": {}})
    s.step("unknown user", "POST", f"auth/{m}/users/ghost/policies", {"token_policies": "x"})
    s.step("read of it", "GET", f"auth/{m}/users/ada/policies")
    s.step("delete of it", "DELETE", f"auth/{m}/users/ada/policies")
    s.step("list of it", "LIST", f"auth/{m}/users/ada/policies")


@scenario
def password(s):
    m = s.userpass()
    s.user(m, "ada")
    path = f"auth/{m}/users/ada/password"
    for name, body in {
        "none": {}, "no body": None, "empty": {"password": ""}, "both": {"password": "a", "password_hash": HASH}, "no bcrypt": {"password_hash": "x"},
        "cost 4": {"password_hash": HASH.replace("$10$", "$04$")}, "cost 13": {"password_hash": HASH.replace("$10$", "$13$")},
        "73 bytes": {"password": "x" * 73}, "array": {"password": []}, "72 bytes": {"password": "y" * 72}, "number": {"password": 12345},
    }.items():
        s.step(name, "POST", path, body)
    s.step("number logs in as text", "POST", f"auth/{m}/login/ada", {"password": "12345"}, token=None)
    s.step("hash", "PUT", path, {"password_hash": HASH})
    s.step("unknown user", "POST", f"auth/{m}/users/ghost/password", {"password": "x"})
    s.step("unknown user, no password", "POST", f"auth/{m}/users/ghost/password", {})
    s.step("read of it", "GET", path)
    s.step("delete of it", "DELETE", path)
    s.step("name in the body", "POST", path, {"password": "z", "username": "eve"})
    s.step("it was the one of the path", "POST", f"auth/{m}/login/ada", {"password": "z"}, token=None)


@scenario
def long_passwords(s):
    m = s.userpass()
    s.user(m, "ada", password="p" * 72)
    s.step("72 bytes", "POST", f"auth/{m}/login/ada", {"password": "p" * 72}, token=None)
    s.step("73 bytes", "POST", f"auth/{m}/login/ada", {"password": "p" * 73}, token=None)
    s.step("71 bytes", "POST", f"auth/{m}/login/ada", {"password": "p" * 71}, token=None)
    s.user(m, "bob", password="p\u00e4ss \u2603 \U0001f600")
    s.step("not ascii", "POST", f"auth/{m}/login/bob", {"password": "p\u00e4ss \u2603 \U0001f600"}, token=None)
    s.step("not ascii, raw", "POST", f"auth/{m}/login/bob", '{"password":"p\u00e4ss \u2603 \U0001f600"}'.encode(), token=None)
    s.step("no utf-8", "POST", f"auth/{m}/login/bob", b'{"password":"p\xe4ss"}', token=None)
    s.step("1025 bytes", "POST", f"auth/{m}/login/ada", {"password": "p" * 1025}, token=None)


@scenario
def names(s):
    m = s.userpass()
    for name in ("a", "9", "_x_", "a.b-c", "Ada", "ADA", "a..b", "a.", "a-", "x" * 200):
        s.step(f"write {name}", "POST", f"auth/{m}/users/{name}", {"password": "correct horse"})
        s.step(f"read {name}", "GET", f"auth/{m}/users/{name}")
        s.step(f"login {name}", "POST", f"auth/{m}/login/{name}", {"password": "correct horse"}, token=None)
    for name in (".a", "-a", "a@b", "a%20b", "a+b", "a/b", "%C3%A9", "a%3Ab", "a:b", "a,b", "a%25b"):
        s.step(f"write {name}", "POST", f"auth/{m}/users/{name}", {"password": "correct horse"})
        s.step(f"read {name}", "GET", f"auth/{m}/users/{name}")
        s.step(f"login {name}", "POST", f"auth/{m}/login/{name}", {"password": "correct horse"}, token=None)
        s.step(f"read {name}, nobody", "GET", f"auth/{m}/users/{name}", token=None)
    s.step("list", "LIST", f"auth/{m}/users")
    s.step("password of Ada", "POST", f"auth/{m}/users/Ada/password", {"password": "battery staple"})
    s.step("ada has it", "POST", f"auth/{m}/login/ada", {"password": "battery staple"}, token=None)
    s.step("policies of ADA", "POST", f"auth/{m}/users/ADA/policies", {"token_policies": "x"})
    s.step("ada has them", "GET", f"auth/{m}/users/ada")
    s.step("list with one ada", "LIST", f"auth/{m}/users")
    s.step("delete aDa", "DELETE", f"auth/{m}/users/aDa")
    s.step("ada is gone", "GET", f"auth/{m}/users/ada")


@scenario
def paging(s):
    m = s.userpass()
    for name in ("bob", "ada", "_eve", "a.b", "a-b", "a_b", "9"):
        s.user(m, name)
    users = f"auth/{m}/users"
    for query in ("", "?limit=2", "?after=a_b&limit=2", "?after=&limit=2&list=true", "?after=zzz", "?after=bob", "?after=b", "?limit=0", "?limit=-1",
                  "?limit=", "?limit=x", "?limit=1.5", "?limit=2&limit=3", "?after=a&after=b", "?after=ada", "?after=ADA", "?limit=99999999999999999999",
                  "?limit=true", "?limit=2&zzz=1"):
        s.step(f"list {query}", "LIST", users + query)
    s.step("read of users", "GET", users)
    s.step("read of users with a slash", "GET", users + "/")
    s.step("write of users", "POST", users, {})
    s.step("write of users with a slash", "POST", users + "/", {})
    s.step("delete of users", "DELETE", users)


@scenario
def login_refused(s):
    m = s.userpass()
    for name, settings in {
        "root": {"token_policies": "root"}, "response-wrapping": {"token_policies": "response-wrapping"},
        "elsewhere": {"token_bound_cidrs": "10.0.0.0/8"}, "upper": {"token_policies": "ROOT"},
    }.items():
        s.user(m, name, **settings)
        s.step(f"{name}, right", "POST", f"auth/{m}/login/{name}", {"password": "correct horse"}, token=None)
        s.step(f"{name}, wrong", "POST", f"auth/{m}/login/{name}", {"password": "wrong"}, token=None)


@scenario
def login_results(s):
    m = s.userpass()
    for name, settings in {
        "plain": {}, "policies": {"token_policies": "Zed,alpha,,ZED"}, "lean": {"token_no_default_policy": True},
        "lean-ops": {"token_no_default_policy": True, "token_policies": "ops"}, "uses": {"token_num_uses": 5}, "short": {"token_ttl": 90},
        "period": {"token_period": "2h"}, "long": {"token_ttl": "2000h"}, "long-period": {"token_period": "2000h"},
        "capped": {"token_ttl": "3h", "token_explicit_max_ttl": "2h"}, "explicit": {"token_explicit_max_ttl": "2h"}, "max": {"token_max_ttl": "90m"},
        "odd": {"token_ttl": "3h", "token_explicit_max_ttl": "5401"}, "here": {"token_bound_cidrs": "127.0.0.0/8,::1"}, "service": {"token_type": "service"},
        "strict": {"token_strictly_bind_ip": True},
    }.items():
        s.user(m, name, **settings)
        answer = s.step(f"login {name}", "POST", f"auth/{m}/login/{name}", {"password": "correct horse"}, token=None)
        s.step(f"look-up {name}", "GET", "auth/token/lookup-self", token=answer.client_token)
    s.step("login PLAIN", "POST", f"auth/{m}/login/PLAIN", {"password": "correct horse"}, token=None)


@scenario
def hashes(s):
    m = s.userpass()
    right = "$2b$05$Z4bZCw4d/NqhR7uODpn5uOqq7pe9C8hfKv3CeqbzzJCT3oM27acQ6"
    for version in ("2a", "2b", "2y", "2x"):
        s.step(f"write {version}", "POST", f"auth/{m}/users/u{version}", {"password_hash": right.replace("$2b$", f"${version}$")})
        s.step(f"login {version}", "POST", f"auth/{m}/login/u{version}", {"password": "correct horse"}, token=None)
    s.step("wrong", "POST", f"auth/{m}/login/u2b", {"password": "x"}, token=None)
    s.step("text after it", "POST", f"auth/{m}/users/long", {"password_hash": right + "xyz"})


@scenario
def without_rights(s):
    m = s.userpass()
    s.user(m, "ada")
    token = s.login(m, "ada")
    for who, credential in (("weak", token), ("nobody", None)):
        s.step(f"list, {who}", "LIST", f"auth/{m}/users", token=credential)
        s.step(f"read, {who}", "GET", f"auth/{m}/users/ada", token=credential)
        s.step(f"read of nobody, {who}", "GET", f"auth/{m}/users/nobody", token=credential)
        s.step(f"create, {who}", "POST", f"auth/{m}/users/eve", {"password": "x"}, token=credential)
        s.step(f"update, {who}", "POST", f"auth/{m}/users/ada", {"token_ttl": 1}, token=credential)
        s.step(f"update with a bad field, {who}", "POST", f"auth/{m}/users/ada", {"token_ttl": "x"}, token=credential)
        s.step(f"delete, {who}", "DELETE", f"auth/{m}/users/ada", token=credential)
        s.step(f"password, {who}", "POST", f"auth/{m}/users/ada/password", {"password": "x"}, token=credential)
        s.step(f"password with a bad field, {who}", "POST", f"auth/{m}/users/ada/password", {"password": []}, token=credential)
        s.step(f"policies, {who}", "POST", f"auth/{m}/users/ada/policies", {"token_policies": "x"}, token=credential)
