"""Names and paths of every spelling, sent as they are; headers and bodies that are nearly right."""
import dataclasses

from .acl import HASH
from .case import Step, step
from .text import dump

PIECES = ["a", "a", "b", "A", "Z", "0", ".", "..", "-", "_", "--", "%61", "%41", "%2e", "%2E%2e", "%2f", "%2F", "%2F%2F", "%00", "%0a", "%0D", "%09",
          "%7f", "%20", "%c3%a9", "%C3%89", "\u00e9", "\u0130", "%c4%b0", "%e2%84%aa", "%C3%28",
          "%ff", "%ed%a0%80", "%c2%a0", "%e2%80%8b", "%e2%80%ae", "%F0%9F%98%80", "+", "%2b", "*", "%40", ":", "~", "!", "$", "&", "'", "(", ")", ",",
          ";", "=", "[", "]", "{", "}", "|", "\\", "^", "`", '"', "<", ">", "%", "%4", "%zz", "%25",
          "%2561", "/", "//", "/./", "/../", "/.", "/..", "?", "?a=b", "?list=true", "x" * 130]
TARGETS = ["/v1/auth/@run@-raw/users/", "/v1/auth/@run@-raw/users/", "/v1/sys/policies/acl/", "/v1/sys/policy/", "/v1/auth/token/roles/",
           "/v1/sys/auth/", "/v1/sys/namespaces/"]
OTHERS = ["/v1/auth/@run@-raw/login/", "/v1/auth/token/create/", "/v1/auth/@run@-raw/", "/v1/auth/", "/v1/", "/v1", "/", "/v1/sys/locked-users/",
          "/v1/@run@-rawns/sys/auth/", "/v1/sys/internal/ui/mounts/", "//v1/sys/auth/", "/v1//sys/auth/",
          "/v1/sys/../sys/auth/", "/V1/sys/auth/", "/v1/SYS/auth/", "/v1/sys/auth/@run@-raw/", "/v1/sys/mounts/auth/@run@-raw/", "/v2/",
          "/v1/sys/leases/lookup/"]
METHODS = ["GET", "GET", "POST", "PUT", "DELETE", "LIST", "SCAN", "PATCH", "HEAD", "get", "Post", "PURGE", "OPTIONS", "HELP", "TRACE"]
BODIES = ["", " ", "null", "{}", " {} ", "[]", "5", '"x"', "true", "{", "}", '{"a"', '{"a":', '{"a":1', '{"a":1,}', "{,}", '{"a":1}{', '{"a":1}}',
          '{"a":1} {"b":2}', '{"a":1} x', "\ufeff{}", "{'a':1}", "{a:1}", '{"a":01}', '{"a":1.}', '{"a":.5}', '{"a":+1}', '{"a":1e}', '{"a":NaN}',
          '{"a":tru}', '{"a":"\\x"}', '{"a":"\\u12"}', '{"a":"\\ud800"}', '{"a":"\\ud83d\\ude00"}', '{"a":"\n"}', '{"a":"\t"}', '{"a":"\x01"}',
          '{"a":"\udcff"}', '{"\udcff":1}', '{"a":1,"a":2}', '{"a":{"b":1,"b":2}}', '{"":1}', '{"a":null}', '{"a":"\\u0000"}', '/* */{}', '{}// x',
          '{"a":1;"b":2}',
          '{"a" 1}', '{"a":1 "b":2}', '\x00', '{}\x00', '\x0b{}', '\x0c{}', '\u00a0{}', "a=b", "a=b&c=d", "a", "=b", "a=%zz", "a=%ff", "a=b;c=d",
          "a=b&a=c", "&", "%", "a=1+2", "a%5B%5D=1", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n", "[" * 500 + "]" * 500,
          '{"a":' * 50 + "1" + "}" * 50,
          '{"a":1e999}', '{"a":-}', '{"a":"', '{"a":"\\', 'nul', 'nulll', 'null null', '{"a":1}\r\n\r\n', '{"a":[1,]}', '{"a":[1 2]}', '{"a":[}',
          '{"password":"x"}', '{"policies":"a,b"}', "policies=a,b", "policies=a&policies=b", '{"policies":["a"],"ttl":"1h"}', "ttl=1h&policies=a",
          '{"policies":"a"}x', '{"paths":["a"]}', "paths=a,b", "paths=a&paths=b"]
TYPES = ["application/json", "application/json", "", "text/plain", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded",
         "application/x-www-form-urlencoded; charset=utf-8", "APPLICATION/X-WWW-FORM-URLENCODED", "application/x-www-form-urlencoded;",
         "application/x-www-form-urlencoded; x", "multipart/form-data; boundary=x",
         "application/merge-patch+json", "application/merge-patch+json; charset=utf-8", "application/merge-patch+json;",
         "application/json; charset=utf-8", "application/json;;", "x", "/", "application/", "; charset=x", "application/json, text/plain",
         "application/merge-patch+json; a=b; a=c"]
ENDPOINTS = ["auth/@run@-raw/users/@case@", "auth/@run@-raw/users/@case@/policies", "auth/@run@-raw/login/nobody", "auth/token/create",
             "auth/token/renew", "auth/token/lookup", "auth/token/roles/@case@", "sys/capabilities-self", "sys/policies/acl/@case@",
             "sys/namespaces/@case@", "sys/auth/@run@-raw/tune", "auth/token/revoke-orphan"]
NAMESPACES = ["@run@-rawns", "/@run@-rawns", "@run@-rawns/", "//@run@-rawns//", "./@run@-rawns", "@run@-rawns/.", "@run@-rawns/..", "@run@-rawns/app",
              "@run@-rawns//app", "@run@-rawns/../@run@-rawns", "root", "root/", "/root", "Root", "/", "//", ".", "..", "./", "../", "@run@-RAWNS",
              "@run@-rawns/nope", "nope", "%2f", "@run@-rawns%2fapp", " @run@-rawns ", "@run@-rawns\\app",
              "\u00e9", "a b", "*", "+", "root/@run@-rawns", "auth", "sys", "auth/token", "@run@-rawns/sys", "a" * 300, "..//..",
              "@run@-rawns/app/../..", "@run@-rawns/app/../app"]
TOKENS = ["", " ", "x", "root", "s.", "s.x", "s.AAAAAAAAAAAAAAAAAAAAAAAA", "hvs.x", "s.AAAAAAAAAAAAAAAAAAAAAAAA.nope", ".", "..", "a.b", "@root@ ",
          " @root@", "@root@.", "@root@.root", "\u00e9", "a b", "x" * 500, "@root@,@root@", '"@root@"', "null"]
CREDENTIALS = ["Bearer @root@", "Bearer  @root@", "bearer @root@", "BEARER @root@", "Bearer", "Bearer ", "Bearer\t@root@", "Basic cm9vdDpyb290",
               "Token @root@", "@root@", "Bearer @root@ x", "Bearer @root@ ", "Bearer x"]

GROUND = [step("POST", "sys/auth/@run@-raw", {"type": "userpass"}), step("POST", "sys/namespaces/@run@-rawns"),
          step("POST", "sys/namespaces/app", namespace="@run@-rawns")]


def case(random):
    return random.choices([named, reached, bodies, headers], [5, 4, 4, 3])[0](random)


def name(random):
    return "".join(random.choice(PIECES) for _ in range(random.choice([1, 1, 2, 2, 3])))


def settings(target):
    """What makes a thing of this kind."""
    kinds = {"users": {"password_hash": HASH}, "acl": {"policy": 'path "x" {}'}, "policy": {"policy": 'path "x" {}'}, "roles": {},
             "auth": {"type": "userpass"}, "namespaces": {}}
    return dump(kinds[target.rstrip("/").rsplit("/", 1)[-1]])


def named(random):
    """Something of an odd name: made, read by that and by another spelling, deleted."""
    target = random.choice(TARGETS)
    odd = random.choice(["@case@" + name(random), name(random).replace("?", "") + "@case@", "@case@" + name(random) + "c"])
    other = random.choice([odd, odd.upper(), odd.replace("%", "%25"), odd + "/", odd.lower()]).replace("@CASE@", "@case@")
    path = target + odd
    steps = [Step("POST", path, settings(target), raw=True), Step("GET", path, raw=True), Step("GET", target + other, raw=True),
             Step("DELETE", path, raw=True)]
    return steps if "namespaces" in target else [*steps, Step("GET", path, raw=True)]


def reached(random):
    """Any path by any method."""
    method = random.choice(METHODS)
    makes = method.upper() in ("POST", "PUT")
    target = random.choice(OTHERS if makes else OTHERS + TARGETS) + random.choice(["", "x", name(random), name(random)])
    body = random.choice([None, "{}"]) if method not in ("GET", "HEAD", "LIST", "TRACE") else None
    more = {"headers": (("Content-Type", "application/merge-patch+json"),)} if method == "PATCH" else {}
    return [Step(method, target, body, token=random.choice(["@root@", "@root@", ""]), view="told", raw=True, **more)]


def bodies(random):
    """Any body of any type where bodies are read."""
    given = random.choice(BODIES)
    if random.random() < 0.25:
        place = random.randrange(len(given) + 1)
        given = given[:place] + random.choice(list('{}[]",:\\ 0an\n')) + given[place + random.randrange(2):]
    path, type_ = random.choice(ENDPOINTS), random.choice(TYPES)
    method = random.choice(["POST", "POST", "POST", "PUT", "PATCH", "DELETE", "GET"])
    token = "" if "login" in path else "@root@"
    return [Step(method, "/v1/" + path, given, token=token, headers=(("Content-Type", type_),) if type_ else (), raw=True)]


def headers(random):
    """Odd values of the headers that are read."""
    kind = random.randrange(4)
    plain = Step("GET", "/v1/auth/token/lookup-self", raw=True)
    if kind == 0:
        path = random.choice(["/v1/sys/auth", "/v1/auth/token/lookup-self", "/v1/app/sys/auth", "/v1/sys/namespaces", "/v1/sys/seal-status",
                              "/v1/nope"])
        return [dataclasses.replace(plain, view="told", method=random.choice(["GET", "GET", "LIST"]), path=path,
                                    headers=(("X-Vault-Namespace", random.choice(NAMESPACES)),))]
    if kind == 1:
        return [dataclasses.replace(plain, token="", headers=(("X-Vault-Token", random.choice(TOKENS)),))]
    if kind == 2:
        more = (("X-Vault-Token", random.choice(TOKENS)),) if random.random() < 0.3 else ()
        return [dataclasses.replace(plain, token="", headers=(("Authorization", random.choice(CREDENTIALS)), *more))]
    odd = random.choice([("X-Vault-Request", random.choice(["", "true", "false", "x"])), ("Accept", "text/html"),
                         ("X-Vault-Policy-Override", random.choice(["true", "x", ""])), ("X-Vault-Wrap-Format", "jwt"), ("Accept-Encoding", "gzip"),
                         ("X-Vault-No-Request-Forwarding", "true"), ("X-Vault-MFA", "x"), ("X-Forwarded-For", "1.2.3.4"),
                         ("Content-Type", random.choice(TYPES)), ("If-None-Match", "*"), ("Range", "bytes=0-1"), ("Expect", "100-continue")])
    return [dataclasses.replace(plain, method=random.choice(["GET", "POST"]),
                                path=random.choice(["/v1/auth/token/lookup-self", "/v1/sys/capabilities-self"]),
                                body=random.choice([None, '{"paths":["a"]}']), headers=(odd,))]
