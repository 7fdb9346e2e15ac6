"""The lock of a namespace: locking and unlocking, in every order, and who may."""
from urllib.parse import unquote

from side import FORM, scenario

API = "sys/namespaces/api-lock"
BAD = "s.000000000000000000000000"


def seen(body):
    """Of an answer that was served: that it was."""
    return body["errors"] if isinstance(body, dict) and "errors" in body else "served"


class Family:
    """Namespaces `a`, `a/b` and `a/b/c`, by what they are called; "" is the first one."""

    def __init__(self, s):
        a = s.tenant("a")
        b = a.tenant("b")
        self.sides = {"": s, "a": a, "a/b": b, "a/b/c": b.tenant("c")}
        self.keys = {}

    def real(self, path):
        """The path with the names of this run."""
        return self.sides[path].namespace

    def below(self, path, where):
        """What stands behind `lock` or `unlock` to mean this path, asked in `where`."""
        rest = self.real(path)[len(self.real(where)):].strip("/")
        return f"/{rest}" if rest else ""

    def lock(self, name, path, where=""):
        answer = self.sides[where].step(name, "PUT", f"{API}/lock{self.below(path, where)}")
        if answer.status == 200:
            self.keys[path] = answer.get("data", "unlock_key")

    def unlock(self, name, path, where="", key=None, token="root"):
        body = {} if key is None else {"unlock_key": key}
        self.sides[where].step(name, "PUT", f"{API}/unlock{self.below(path, where)}", body, token=token)

    def look(self, name, *paths):
        for path in paths or ("a", "a/b", "a/b/c"):
            self.sides[path].step(f"{name}: {path}", "GET", "sys/auth", view=seen)

    def quietly(self, path, where=""):
        """The key of a lock that is set here."""
        answer = self.sides[where].quiet("PUT", f"{API}/lock{self.below(path, where)}")
        return self.sides[where].expect(200, answer).get("data", "unlock_key")

    def free(self, path, where=""):
        self.sides[where].expect(200, self.sides[where].quiet("PUT", f"{API}/unlock{self.below(path, where)}"))


@scenario
def sequence(s):
    f = Family(s)
    f.lock("lock a/b", "a/b")
    f.look("a/b is locked")
    f.lock("a/b again", "a/b")
    f.lock("a/b/c, whose ancestor is locked", "a/b/c")
    f.unlock("a/b/c, which is not", "a/b/c")
    f.lock("lock a", "a")
    f.look("a is locked, too")
    f.lock("a/b, with its ancestor", "a/b")
    f.lock("a/b/c, with two ancestors", "a/b/c")
    f.unlock("a/b before a, inside", "a/b", "a/b", f.keys["a/b"])
    f.unlock("a/b before a", "a/b", "", f.keys["a/b"])
    f.unlock("a/b before a, without a key", "a/b")
    f.unlock("a by the key of a/b", "a", "a", f.keys["a/b"])
    f.unlock("unlock a", "a", "a", f.keys["a"])
    f.look("a is free")
    f.unlock("a/b by the key of a", "a/b", "a/b", f.keys["a"])
    f.unlock("unlock a/b", "a/b", "a/b", f.keys["a/b"])
    f.look("all are free")
    f.unlock("unlock a/b again", "a/b", "a/b", f.keys["a/b"])
    f.unlock("unlock a/b again without a key", "a/b", "a/b")


@scenario
def leaf_first(s):
    f = Family(s)
    for path in ("a/b/c", "a/b", "a"):
        f.lock(f"lock {path}", path)
        f.look(f"{path} is locked")
    for path in ("a", "a/b", "a/b/c"):
        f.unlock(f"unlock {path}", path, "", f.keys[path])
        f.look(f"{path} is free")


@scenario
def a_new_key_each_time(s):
    f = Family(s)
    f.lock("first", "a")
    first = f.keys["a"]
    f.unlock("unlock", "a", "", first)
    f.lock("second", "a")
    f.unlock("by the first key", "a", "", first)
    f.unlock("by the second key", "a", "", f.keys["a"])
    s.step("they are different", "GET", "sys/health", view=lambda body: first != f.keys["a"])


@scenario
def where_a_lock_can_be_asked(s):
    f = Family(s)
    for where in ("", "a", "a/b"):
        f.lock(f"lock a/b in {where or 'the root'}", "a/b", where)
        f.unlock(f"unlock a/b in {where or 'the root'}", "a/b", where, f.keys["a/b"])
    for name, path in {"path form": f"{f.real('a/b')}/{API}/", "half of it": f"{f.real('a')}/{API}/"}.items():
        rest = "" if name == "path form" else f.below("a/b", "a")
        answer = s.step(f"{name}: lock", "PUT", f"{path}lock{rest}")
        f.look(f"{name}, locked", "a/b")
        s.step(f"{name}: unlock", "PUT", f"{path}unlock{rest}", {"unlock_key": answer.get("data", "unlock_key")})
    answer = s.step("header and path", "POST", f"{API}/lock{f.below('a', '')}%2F{f.below('a/b', 'a')[1:]}")
    f.look("header and path", "a", "a/b")
    s.step("header and path, unlock", "POST", f"{API}/unlock{f.below('a', '')}%2F{f.below('a/b', 'a')[1:]}", {"unlock_key": answer.get("data", "unlock_key")})


@scenario
def what_cannot_be_locked(s):
    t = s.tenant("a")
    for verb in ("lock", "unlock"):
        s.step(f"{verb} the root", "PUT", f"{API}/{verb}")
        s.step(f"{verb} the root by a key", "PUT", f"{API}/{verb}", {"unlock_key": "x"})
        s.step(f"{verb} the root by its name", "PUT", f"{API}/{verb}", headers=[("X-Vault-Namespace", "root")])
        for name in ("nope", "root", "nope/nope", "sys", "a+b", "a%20b", "%2e", "%2e%2e", "..", ".", "a//b", "%C3%A4"):
            s.step(f"{verb} {name}", "PUT", f"{API}/{verb}/{name}")
            t.step(f"{verb} {name} in a", "PUT", f"{API}/{verb}/{name}")
        s.step(f"{verb} unknown by a key", "PUT", f"{API}/{verb}/nope", {"unlock_key": "x"})
        s.step(f"{verb} with a slash", "PUT", f"{API}/{verb}/{t.namespace}/")
        s.step(f"{verb} and a slash", "PUT", f"{API}/{verb}/")
        s.step(f"{verb} of unknown", "PUT", f"{API}/{verb}", headers=[("X-Vault-Namespace", "nope")])
        for name in (f"{verb}k", f"{verb}-x", f"{verb}.x"):
            s.step(name, "PUT", f"{API}/{name}")
            s.step(f"{name}, below", "PUT", f"{API}/{name}/{t.namespace}")
    s.step("unlock what is not locked", "PUT", f"{API}/unlock/{t.namespace}")
    s.step("unlock what is not locked by a key", "PUT", f"{API}/unlock/{t.namespace}", {"unlock_key": "x"})
    t.step("unlock what is not locked, inside", "PUT", f"{API}/unlock", {"unlock_key": "x"})
    s.step("nothing behind it", "GET", f"{API}/")


@scenario
def methods(s):
    t = s.tenant("a")
    for verb in ("lock", "unlock"):
        for method in ("GET", "HEAD", "LIST", "SCAN", "DELETE", "PATCH", "OPTIONS", "FOO"):
            s.step(f"{method} {verb}", method, f"{API}/{verb}")
            s.step(f"{method} {verb} a", method, f"{API}/{verb}/{t.namespace}")
            t.step(f"{method} {verb} inside", method, f"{API}/{verb}")
        s.step(f"list {verb} by the query", "GET", f"{API}/{verb}?list=true")
        s.step(f"PATCH {verb}, as a patch", "PATCH", f"{API}/{verb}/{t.namespace}", {}, headers=[("Content-Type", "application/merge-patch+json")])


@scenario
def bodies(s):
    f = Family(s)
    t, path = f.sides["a"], f.below("a", "")
    good = {"none": None, "null": "null", "empty object": {}, "more fields": {"zzz": 1}, "path": {"path": "nope"}, "key": {"unlock_key": "x"}, "bytes of blanks": "  "}
    for name, body in good.items():
        answer = s.step(f"lock: {name}", "POST", f"{API}/lock{path}", body)
        if answer.status == 200:
            s.step(f"lock: {name}, unlock", "POST", f"{API}/unlock{path}", {"unlock_key": answer.get("data", "unlock_key")})
    for name, body in {"no JSON": "{", "array": "[]", "text": '"x"', "number": "5"}.items():
        s.step(f"lock: {name}", "POST", f"{API}/lock{path}", body)
    s.step("the root, path in the body", "POST", f"{API}/lock", {"path": t.namespace})
    t.step("inside, path in the body", "POST", f"{API}/lock", {"path": "b"})
    t.step("inside, path in the body of the unlock", "POST", f"{API}/unlock", {"path": "b"})


@scenario
def keys_of_all_types(s):
    f = Family(s)
    path = f.below("a", "")
    for name, value in {"number": 5, "boolean": True, "array": ["x"], "object": {}, "long": "x" * 10000, "blank": " "}.items():
        f.sides[""].quiet("PUT", f"{API}/lock{path}")
        s.step(f"key {name}", "PUT", f"{API}/unlock{path}", {"unlock_key": value})
    for name, body in {"null": {"unlock_key": None}, "empty": {"unlock_key": ""}, "no field": {}, "no body": None, "null for a body": "null",
                       "more fields": {"zzz": 1}, "in the query": None}.items():
        s.quiet("PUT", f"{API}/lock{path}")
        s.step(f"no key, {name}", "PUT", f"{API}/unlock{path}" + ("?unlock_key=x" if name == "in the query" else ""), body)
    for name, of in {"with a blank": "{} ", "in capitals": None, "as it is": "{}", "in a form": "unlock_key={}"}.items():
        key = f.quietly("a")
        body = key.swapcase() if of is None else of.format(key)
        if name == "in a form":
            s.step(f"right key, {name}", "PUT", f"{API}/unlock{path}", body, headers=FORM)
        else:
            s.step(f"right key, {name}", "PUT", f"{API}/unlock{path}", {"unlock_key": body})
        s.quiet("PUT", f"{API}/unlock{path}")
    key = f.quietly("a")
    s.step("right key and more", "PUT", f"{API}/unlock{path}", {"unlock_key": key, "zzz": 1, "path": "nope"})


def tried(f, where, path, who, token, key):
    """A lock of a/b is set, and somebody tries to unlock it."""
    right = f.quietly("a/b")
    f.unlock(f"{who}, {key} key", path, where, {"no": None, "a wrong": "x", "the right": right}[key], token)
    f.sides[""].quiet("PUT", f"{API}/unlock{f.below('a/b', '')}")


MAY = {
    "update": f'path "{API}/unlock" {{ capabilities = ["update"] }}\npath "{API}/unlock/*" {{ capabilities = ["update"] }}',
    "sudo": f'path "{API}/unlock*" {{ capabilities = ["update", "sudo"] }}',
    "sudo below": f'path "+/{API}/unlock*" {{ capabilities = ["update", "sudo"] }}\npath "+/+/{API}/unlock*" {{ capabilities = ["update", "sudo"] }}',
    "create": f'path "{API}/unlock*" {{ capabilities = ["create", "read", "list", "delete", "patch", "sudo"] }}',
    "denied": f'path "{API}/*" {{ capabilities = ["update", "sudo"] }}\npath "{API}/unlock*" {{ capabilities = ["deny"] }}',
}


def who_unlocks(s, of):
    """Tokens of one namespace, asked in the root, in a, in a/b."""
    f = Family(s)
    home = f.sides[of]
    tokens = {"default": home.child("default"), **{who: home.holder(text) for who, text in MAY.items()}}
    for who, token in tokens.items():
        for where in ("", "a", "a/b"):
            for key in ("no", "the right"):
                tried(f, where, "a/b", f"{who} in {where or 'the root'}", token, key)
    for who in ("update", "sudo"):
        tried(f, "a", "a/b", f"{who} in a", tokens[who], "a wrong")
        tried(f, "a/b", "a/b", f"{who} in a/b", tokens[who], "a wrong")


@scenario
def who_unlocks_from_the_root(s):
    who_unlocks(s, "")


@scenario
def who_unlocks_from_above(s):
    who_unlocks(s, "a")


@scenario
def who_unlocks_from_inside(s):
    who_unlocks(s, "a/b")


@scenario
def root_unlocks(s):
    f = Family(s)
    for where in ("", "a", "a/b"):
        for key in ("no", "a wrong", "the right"):
            tried(f, where, "a/b", f"root in {where or 'the root'}", "root", key)
    f.quietly("a/b")
    for who, token in {"nobody": None, "bad token": BAD}.items():
        for where in ("", "a", "a/b"):
            f.unlock(f"{who} in {where or 'the root'}", "a/b", where, None, token)


@scenario
def who_locks(s):
    f = Family(s)
    text = {
        "update": f'path "{API}/lock" {{ capabilities = ["update"] }}\npath "{API}/lock/*" {{ capabilities = ["update"] }}',
        "create": f'path "{API}/lock*" {{ capabilities = ["create", "sudo", "read"] }}',
        "one": f'path "{API}/lock{f.below("a/b", "a")}" {{ capabilities = ["update"] }}',
        "below": f'path "+/{API}/lock*" {{ capabilities = ["update"] }}',
    }
    for of in ("", "a", "a/b"):
        tokens = {"default": f.sides[of].child("default"), **{who: f.sides[of].holder(rules) for who, rules in text.items()}}
        for who, token in tokens.items():
            for where in ("", "a", "a/b"):
                name = f"{who} of {of or 'the root'} in {where or 'the root'}"
                f.sides[where].step(name, "PUT", f"{API}/lock{f.below('a/b', where)}", token=token)
                s.quiet("PUT", f"{API}/unlock{f.below('a/b', '')}")
    for who, token in {"nobody": None, "bad token": BAD}.items():
        for where in ("", "a", "a/b"):
            f.sides[where].step(f"{who} in {where or 'the root'}", "PUT", f"{API}/lock{f.below('a/b', where)}", token=token)


@scenario
def wrong_keys(s):
    """Ten a minute and namespace are told that they are wrong; what else is asked here is told so as well."""
    f = Family(s)
    f.lock("lock", "a")
    for place in range(12):
        s.step(f"wrong {place + 1}", "PUT", f"{API}/unlock{f.below('a', '')}", {"unlock_key": "x"})
    s.step("inside", "PUT", f"{f.real('a')}/{API}/unlock", {"unlock_key": "y"})
    f.look("still locked", "a")
    other = s.tenant("other")
    s.quiet("PUT", f"{API}/lock/{other.namespace}")
    s.step("another namespace", "PUT", f"{API}/unlock/{other.namespace}", {"unlock_key": "x"})
    s.step("the right one", "PUT", f"{API}/unlock{f.below('a', '')}", {"unlock_key": f.keys["a"]})
    f.look("free", "a")


@scenario
def shown(s):
    """A namespace shows its own lock, and never the key."""
    f = Family(s)
    f.lock("lock", "a/b")
    for name, side, method, path in (("read a", s, "GET", f.real("a")), ("read a/b", f.sides["a"], "GET", f.below("a/b", "a")[1:])):
        side.step(name, method, f"sys/namespaces/{path}")
    f.sides["a"].step("list", "LIST", "sys/namespaces")
    f.sides["a"].step("scan", "SCAN", "sys/namespaces")
    f.sides["a"].step("write", "POST", f"sys/namespaces/{f.below('a/b', 'a')[1:]}", {"custom_metadata": {"x": "y"}})
    f.sides["a"].step("patch", "PATCH", f"sys/namespaces/{f.below('a/b', 'a')[1:]}", {"custom_metadata": {"x": "z"}},
                      headers=[("Content-Type", "application/merge-patch+json")])
    f.sides["a"].step("delete, with a child", "DELETE", f"sys/namespaces/{f.below('a/b', 'a')[1:]}")
    f.sides["a"].step("create beside it", "PUT", "sys/namespaces/beside")
    f.sides["a"].claimed.append("beside")
    f.unlock("unlock", "a/b")
    f.sides["a"].step("read a/b, free", "GET", f"sys/namespaces/{f.below('a/b', 'a')[1:]}")


@scenario
def deleting(s):
    t = s.tenant("a")
    name = t.claim("b")
    t.quiet("PUT", f"sys/namespaces/{name}")
    t.quiet("PUT", f"{API}/lock/{name}")
    t.step("delete what is locked", "DELETE", f"sys/namespaces/{name}")
    t.until(404, "GET", f"sys/namespaces/{name}", "root")
    t.step("made again", "PUT", f"sys/namespaces/{name}")
    t.within(f"{t.namespace}/{name}").step("it is not locked", "GET", "sys/auth", view=seen)
    t.step("lock it", "PUT", f"{API}/lock/{name}")
    t.within(f"{t.namespace}/{name}").step("it is", "GET", "sys/auth", view=seen)
    s.quiet("PUT", f"{API}/lock/{t.namespace}")
    t.step("delete in what is locked", "DELETE", f"sys/namespaces/{name}")
    t.step("create in what is locked", "PUT", "sys/namespaces/c")
    s.step("delete what is locked and has children", "DELETE", f"sys/namespaces/{t.namespace}")


@scenario
def names_in_the_text(s):
    for stem in ("team_1", "%22quote", "%5Cback", "%E5%A4%A7", "%7Bbrace%7D", "CAPS"):
        name = s.unique(stem)
        s.names[unquote(name)] = unquote(stem)
        s.claimed.append(unquote(name))
        s.expect(200, s.quiet("PUT", f"sys/namespaces/{name}"))
        s.step(f"lock {stem}", "PUT", f"{API}/lock/{name}")
        s.step(f"lock {stem} again", "PUT", f"{API}/lock/{name}")
        s.step(f"inside {stem}", "GET", f"{name}/sys/auth")
        s.step(f"unlock {stem}", "PUT", f"{API}/unlock/{name}")
        s.step(f"unlock {stem} again", "PUT", f"{API}/unlock/{name}")
