"""Headers, methods, bodies, targets: what every endpoint has in common."""
from side import FORM, JSON, scenario

SELF = "auth/token/lookup-self"


def weak(s):
    """A userpass mount with the user ada, and a token of hers, which has no policy but `default`."""
    mount = s.userpass()
    s.user(mount, "ada")
    return mount, s.login(mount, "ada")


@scenario
def credentials(s):
    mount, token = weak(s)
    wrong = "s.000000000000000000000000"
    s.step("none", "GET", SELF, token=None)
    s.step("unknown", "GET", SELF, token=wrong)
    s.step("nonsense", "GET", SELF, token="nonsense")
    s.step("empty", "GET", SELF, token="")
    s.step("blank", "GET", SELF, token=" ")
    s.step("bearer", "GET", SELF, token=None, headers=[("Authorization", f"Bearer {token}")])
    s.step("bearer in lower case", "GET", SELF, token=None, headers=[("Authorization", f"bearer {token}")])
    s.step("bearer with two blanks", "GET", SELF, token=None, headers=[("Authorization", f"Bearer  {token}")])
    s.step("basic", "GET", SELF, token=None, headers=[("Authorization", "Basic cm9vdDpyb290")])
    s.step("wrong token beside a right bearer", "GET", SELF, token=wrong, headers=[("Authorization", f"Bearer {token}")])
    s.step("empty token beside a right bearer", "GET", SELF, token="", headers=[("Authorization", f"Bearer {token}")])
    s.step("with the request header", "GET", SELF, token=token, headers=[("X-Vault-Request", "true")])
    s.step("other header names are unknown", "GET", SELF, token=None, headers=[("X-Bao-Token", token)])
    s.step("login with a wrong token", "POST", f"auth/{mount}/login/ada", {"password": "correct horse"}, token=wrong)
    s.step("login with a right token", "POST", f"auth/{mount}/login/ada", {"password": "correct horse"}, token=token)


@scenario
def unknown_paths(s):
    mount, token = weak(s)
    for who, credential in (("root", "root"), ("weak", token), ("nobody", None)):
        s.step(f"no mount, {who}", "GET", "foo/bar", token=credential)
        s.step(f"no mount, written, {who}", "POST", "foo/bar", {}, token=credential)
        s.step(f"no mount, listed, {who}", "LIST", "foo/bar", token=credential)
        s.step(f"no auth mount, {who}", "GET", "auth/nope/users/ada", token=credential)
        s.step(f"login without a mount, {who}", "POST", "auth/nope/login/ada", {"password": "x"}, token=credential)
        s.step(f"nothing there in userpass, {who}", "GET", f"auth/{mount}/nope", token=credential)
        s.step(f"the bare mount, {who}", "GET", f"auth/{mount}", token=credential)
        s.step(f"the bare mount with a slash, {who}", "GET", f"auth/{mount}/", token=credential)
        s.step(f"nothing there in token, {who}", "GET", "auth/token/nope", token=credential)
        s.step(f"nothing there in sys, {who}", "GET", "sys/nope", token=credential)
        s.step(f"nothing there in sys, written, {who}", "PUT", "sys/nope/deeper", {}, token=credential)
        s.step(f"auth alone, {who}", "GET", "auth", token=credential)
        s.step(f"empty path, {who}", "GET", "", token=credential)
    s.step("the version alone", "GET", "/v1", token=None)
    s.step("another version", "GET", "/v2/sys/health", token=None)
    s.step("outside of the interface", "GET", "/nothing", token=None)


@scenario
def unclean_targets(s):
    mount, token = weak(s)
    s.step("double slash", "GET", "/v1/auth//token/lookup-self", token=token)
    s.step("double slash with a query", "GET", "/v1/auth//token/lookup-self?a=b", token=token)
    s.step("double slash, written", "POST", f"/v1/auth//{mount}/login/ada", {"password": "correct horse"}, token=None)
    s.step("double slash at the front", "GET", "//v1/sys/health", token=None)
    s.step("dot", "GET", "/v1/auth/./token/lookup-self", token=token)
    s.step("dots", "GET", "/v1/auth/nope/../token/lookup-self", token=token)
    s.step("dots above the root", "GET", "/v1/../../v1/sys/health", token=None)
    s.step("escaped dots", "GET", "/v1/auth/%2e%2e/sys/auth", token=token)
    s.step("dots after an escaped slash", "GET", "/v1/auth/nope/..%2ftoken/lookup-self", token=token)
    s.step("escaped dots as a name", "GET", f"/v1/auth/{mount}/users/%2e%2e")
    s.step("escaped slash", "GET", f"/v1/auth/{mount}%2fusers%2fada")
    s.step("escaped letter", "GET", f"/v1/auth/{mount}/users/%61da")
    s.step("control character", "GET", f"/v1/auth/{mount}/users/a%0ab")
    s.step("null character", "GET", f"/v1/auth/{mount}/users/a%00b")
    s.step("no-break space", "GET", f"/v1/auth/{mount}/users/a%c2%a0b")
    s.step("slash at the end, written", "POST", f"auth/{mount}/users/ada/", {})
    s.step("slash at the end, written by nobody", "POST", f"auth/{mount}/users/ada/", {}, token=None)
    s.step("slash at the end, put", "PUT", "sys/auth/nope/", {})
    s.step("slash at the end, read", "GET", f"auth/{mount}/users/ada/")
    s.step("slash at the end, deleted", "DELETE", f"auth/{mount}/users/ada/")
    s.step("slash at the end of a login", "POST", f"auth/{mount}/login/ada/", {"password": "x"}, token=None)
    s.step("slash at the end of a look-up", "GET", SELF + "/", token=token)


@scenario
def methods(s):
    mount, token = weak(s)
    user, login = f"auth/{mount}/users/ada", f"auth/{mount}/login/ada"
    for who, credential in (("root", "root"), ("weak", token), ("nobody", None)):
        s.step(f"unknown method, {who}", "FOO", "sys/auth", token=credential)
        s.step(f"options of auth mounts, {who}", "OPTIONS", "sys/auth", token=credential)
        s.step(f"head of a look-up, {who}", "HEAD", SELF, token=credential)
        s.step(f"head of a user, {who}", "HEAD", user, token=credential)
        s.step(f"patch of a user without a type, {who}", "PATCH", user, {}, token=credential)
        s.step(f"patch of a user, {who}", "PATCH", user, {}, token=credential,
               headers=[("Content-Type", "application/merge-patch+json")])
        s.step(f"delete of a look-up, {who}", "DELETE", SELF, token=credential)
        s.step(f"read of renew-self, {who}", "GET", "auth/token/renew-self", token=credential)
        s.step(f"read of revoke-self, {who}", "GET", "auth/token/revoke-self", token=credential)
        s.step(f"list of auth mounts, {who}", "LIST", "sys/auth", token=credential)
        s.step(f"write of auth mounts, {who}", "POST", "sys/auth", {}, token=credential)
        s.step(f"delete of auth mounts, {who}", "DELETE", "sys/auth", token=credential)
        s.step(f"scan of users, {who}", "SCAN", f"auth/{mount}/users", token=credential)
    s.step("patch of a user as json", "PATCH", user, {}, headers=JSON)
    s.step("patch with a type that is none", "PATCH", user, {}, headers=[("Content-Type", "x y")])
    for method in ("GET", "DELETE", "HEAD", "LIST", "SCAN"):
        s.step(f"{method} of a login", method, login, token=None)
    s.step("patch of a login", "PATCH", login, {}, token=None, headers=[("Content-Type", "application/merge-patch+json")])
    s.step("options of a login", "OPTIONS", login, token=None)
    s.step("login without a name", "POST", f"auth/{mount}/login", {"password": "x"}, token=None)
    s.step("login without a name, with a slash", "POST", f"auth/{mount}/login/", {"password": "x"}, token=None)
    s.step("list of logins", "LIST", f"auth/{mount}/login", token=None)
    s.step("put is post", "PUT", login, {"password": "correct horse"}, token=None)
    s.step("body of a read is ignored", "GET", user, "not json")
    s.step("body of a delete is ignored", "DELETE", f"auth/{mount}/users/nobody", "not json")


@scenario
def listing(s):
    mount, _ = weak(s)
    users = f"auth/{mount}/users"
    s.step("verb", "LIST", users)
    s.step("verb with a slash", "LIST", users + "/")
    for value in ("true", "1", "t", "T", "True", "TRUE"):
        s.step(f"query {value}", "GET", f"{users}?list={value}")
    s.step("query with a slash", "GET", f"{users}/?list=true")
    s.step("query false", "GET", f"{users}?list=false")
    s.step("query empty", "GET", f"{users}?list=")
    s.step("query without a value", "GET", f"{users}?list")
    s.step("query that is no boolean", "GET", f"{users}?list=banana")
    s.step("query that is nearly a boolean", "GET", f"{users}?list=yes")
    s.step("the first of two counts", "GET", f"{users}?list=true&list=banana")
    s.step("list and scan", "GET", f"{users}?list=true&scan=true")
    s.step("scan", "GET", f"{users}?scan=true")
    s.step("query of a verb", "LIST", f"{users}?list=banana")
    s.step("no boolean, nobody", "GET", f"{users}?list=banana", token=None)
    s.step("unknown query parameters", "LIST", f"{users}?b=1&a=2")
    s.step("of a user", "LIST", f"{users}/ada")
    s.step("of the mount", "LIST", f"auth/{mount}")


@scenario
def bodies(s):
    mount, token = weak(s)
    login, user = f"auth/{mount}/login/ada", f"auth/{mount}/users/ada"
    renew = "auth/token/renew-self"
    right = '{"password":"correct horse"}'
    for name, body in {
        "none": None, "empty": "", "blank": " \n", "null": "null", "empty object": "{}", "array": "[1]", "text": '"x"',
        "number": "1", "boolean": "true", "truncated": '{"a":', "unclosed": '{"a":1', "half a word": '{"a":tru', "no json": "hello",
        "trailing comma": '{"a":1,}', "single quotes": "{'a':1}", "comment": "{/* */}", "byte order mark": "\ufeff{}",
        "text after it": "{} hello", "second value": "{}{}", "bare word key": "{a:1}",
    }.items():
        s.step(f"renewal, {name}", "POST", renew, body, token=token)
    for name, body in {
        "none": None, "null": "null", "array": "[]", "truncated": '{"password":', "second value": right + "{}", "no json": "password=x",
        "blanks around": f"  {right}  ", "password null": '{"password":null}', "password empty": '{"password":""}',
        "password a number": '{"password":5}', "password an array": '{"password":["x"]}', "password an object": '{"password":{}}',
        "password twice": '{"password":"wrong","password":"correct horse"}', "other fields": '{"password":"correct horse","totp":"1","b":{}}',
        "name in the body": '{"password":"correct horse","username":"eve"}',
        "name and others": '{"password":"correct horse","username":"eve","totp":null}',
        "escapes": '{"pass\\u0077ord":"correct\\u0020horse"}',
    }.items():
        s.step(f"login, {name}", "POST", login, body, token=None)
    s.step("login, password in the query", "POST", login + "?password=correct%20horse", None, token=None)
    s.step("login, json as a form", "POST", login, right, token=None, headers=FORM)
    s.step("login, json as text", "POST", login, right, token=None, headers=[("Content-Type", "text/plain;charset=UTF-8")])
    s.step("login, json with a charset", "POST", login, right, token=None, headers=[("Content-Type", "application/json; charset=utf-8")])
    s.step("login, form", "POST", login, "password=correct+horse", token=None, headers=FORM)
    s.step("login, form with escapes", "POST", login, "password=correct%20horse&x=1", token=None, headers=FORM)
    s.step("login, form with a charset", "POST", login, "password=correct+horse", token=None,
           headers=[("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")])
    s.step("login, form that is empty", "POST", login, "", token=None, headers=FORM)
    s.step("login, form that does not decode", "POST", login, "password=%zz", token=None, headers=FORM)
    s.step("login, multipart", "POST", login, "--b\r\n", token=None, headers=[("Content-Type", "multipart/form-data; boundary=b")])
    s.step("user, repeated form keys", "POST", user, "token_policies=b&token_policies=a", headers=FORM)
    s.step("user after it", "GET", user)
    s.step("user, null", "POST", user, "null")
    s.step("1000 strings", "POST", renew, {f"k{i}": "v" for i in range(500)}, token=token)
    s.step("1001 strings", "POST", renew, {**{f"k{i}": "v" for i in range(500)}, "one": 1}, token=token)


@scenario
def warnings(s):
    mount, token = weak(s)
    s.step("unknown fields", "POST", "auth/token/renew-self", {"zz": 1, "a": {"b": [1]}}, token=token)
    s.step("unknown query", "GET", SELF + "?zz=1&a=2", token=token)
    s.step("query of a write", "POST", "auth/token/renew-self?zz=1", {}, token=token)
    s.step("none on 204", "POST", f"auth/{mount}/users/ada", {"zz": 1})
    s.step("none on errors", "POST", f"auth/{mount}/users/ada", {"zz": 1, "token_ttl": "x"})
    s.step("name of the path in the query", "GET", f"auth/{mount}/users/ada?username=eve")
    s.step("escaped characters", "GET", SELF + "?%3Cb%3E%26=1&%C3%A9=2&%22=3", token=token)


@scenario
def namespace_header(s):
    _, token = weak(s)
    for name, value in {"empty": "", "root": "root", "root with a slash": "root/", "slash": "/", "slashes": "//"}.items():
        s.step(name, "GET", SELF, token=token, headers=[("X-Vault-Namespace", value)])
    s.step("unknown", "GET", SELF, token=token, headers=[("X-Vault-Namespace", "nope")])
    s.step("unknown, nobody", "GET", SELF, token=None, headers=[("X-Vault-Namespace", "nope/")])
    s.step("unknown, slash at the end", "POST", "auth/nope/", {}, token=None, headers=[("X-Vault-Namespace", "nope")])
    s.step("unknown, bad json", "POST", SELF, "{", token=token, headers=[("X-Vault-Namespace", "nope")])
    s.step("unknown, seal-status", "GET", "sys/seal-status", token=None, headers=[("X-Vault-Namespace", "nope")])
    s.step("unknown, leader", "GET", "sys/leader", token=None, headers=[("X-Vault-Namespace", "nope")])
    s.step("unknown, health", "GET", "sys/health", token=None, headers=[("X-Vault-Namespace", "nope")])
    s.step("unknown, init", "GET", "sys/init", token=None, headers=[("X-Vault-Namespace", "nope")])
    s.step("root, seal", "POST", "sys/seal", token=None, headers=[("X-Vault-Namespace", "root")])
    s.step("unknown, metrics", "GET", "sys/metrics", token=None, headers=[("X-Vault-Namespace", "nope")])
    s.step("in the path", "GET", "nope/auth/token/lookup-self", token=token)
    s.step("root in the path", "GET", "root/auth/token/lookup-self")


@scenario
def wrapping_header(s):
    mount, token = weak(s)
    for name, value in {"not a duration": "abc", "negative": "-5", "negative duration": "-5s", "fraction": "1.5", "unit": "5x",
                        "zero": "0", "zero seconds": "0s", "empty": ""}.items():
        s.step(name, "GET", SELF, token=token, headers=[("X-Vault-Wrap-TTL", value)])
    s.step("before the token", "GET", SELF, token=None, headers=[("X-Vault-Wrap-TTL", "abc")])
    s.step("on a 204", "POST", f"auth/{mount}/users/ada", {}, headers=[("X-Vault-Wrap-TTL", "60")])
    s.step("on a refusal", "POST", f"auth/{mount}/login/ada", {"password": "x"}, token=None, headers=[("X-Vault-Wrap-TTL", "60")])
    s.step("format alone", "GET", SELF, token=token, headers=[("X-Vault-Wrap-Format", "jwt")])


@scenario
def habits_of_clients(s):
    mount, token = weak(s)
    login = f"auth/{mount}/login/ada"
    upgrade = [("Connection", "Upgrade, HTTP2-Settings"), ("Upgrade", "h2c"), ("HTTP2-Settings", "AAEAAEAAAAIAAAAB")]
    s.step("upgrade on a read", "GET", SELF, token=token, headers=upgrade)
    s.step("two accept-encodings", "GET", SELF, token=token, headers=[("Accept-Encoding", "gzip"), ("Accept-Encoding", "deflate")])
    s.step("accept anything", "GET", SELF, token=token, headers=[("Accept", "text/html")])
    s.step("question mark alone", "GET", SELF + "?", token=token)
    s.step("login as the command line sends it", "PUT", login, {"password": "correct horse"}, token=None,
           headers=[("X-Vault-Request", "true"), ("Accept-Encoding", "gzip")])
    s.step("read with a body", "GET", SELF, {}, token=token, headers=JSON)
