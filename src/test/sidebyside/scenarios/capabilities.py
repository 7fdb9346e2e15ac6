"""What a token may do on which path, asked by itself, by others, and by accessor."""
from side import scenario
from scenarios.token_lookup import GARBAGE, UNKNOWN, accessor_of

ANY, SELF, ACCESSOR = "sys/capabilities", "sys/capabilities-self", "sys/capabilities-accessor"
ASK = 'path "sys/capabilities*" { capabilities = ["update"] }\n'
TEXT = '''path "a" { capabilities = ["read", "create", "sudo"] }
path "a/*" { capabilities = ["list", "update"] }
path "none" { }
path "denied/*" { capabilities = ["deny", "read"] }
path "all" { capabilities = ["update", "sudo", "scan", "read", "patch", "list", "delete", "create"] }
path "dir" { capabilities = ["list"] }
path "slash/" { capabilities = ["list"] }
'''
PATHS = {
    "one": ["a"], "two": ["a", "all"], "the same twice": ["a", "a"], "unknown": ["nope"], "none": ["none"], "denied": ["denied/x"], "all": ["all"],
    "below": ["a/b"], "prefix itself": ["a/"], "leading slash": ["/a"], "two leading slashes": ["//a"],
    "slash alone": ["/"], "empty": [""], "empty among others": ["a", ""], "dir": ["dir"], "dir with a slash": ["dir/"], "rule with a slash": ["slash"],
    "rule with a slash, with a slash": ["slash/"], "blank": [" "], "blanks around": [" a "],
    "text": "a", "text of two": "a, all", "text with blanks": " a ,all,", "empty text": "", "no paths": [], "null": None, "number": 5, "array of numbers": [5],
    "array of null": [None], "array of arrays": [["a"]], "object": {}, "many": [f"p{n}" for n in range(300)],
    "named capabilities": ["capabilities"], "named capabilities and more": ["capabilities", "a"], "star": ["a/*"], "plus": ["+"], "not ascii": ["\u00e9"],
    "control character": ["a\n"], "dots": ["a/../all"], "version": ["v1/a"], "upper case": ["A"], "query": ["a?x=1"],
    "double slash": ["a//b"], "sys": ["sys/capabilities-self"],
}


def ask(s, step, path, body, **more):
    """A question whose answer is a map, so in no order."""
    return s.step(step, "POST", path, body, ordered=False, **more)


@scenario
def of_paths(s):
    token = s.holder(ASK + TEXT)
    for name, paths in PATHS.items():
        cut = (lambda body: len(body["data"])) if name == "many" else (lambda body: body)
        ask(s, f"self, {name}", SELF, {"paths": paths}, token=token, view=cut)
    for name in ("one", "two", "empty", "no paths", "null", "unknown"):
        ask(s, f"of a token, {name}", ANY, {"token": token, "paths": PATHS[name]})
        ask(s, f"of an accessor, {name}", ACCESSOR, {"accessor": accessor_of(s, token), "paths": PATHS[name]})
        ask(s, f"of root, {name}", SELF, {"paths": PATHS[name]})
    for name, body in {"path": {"path": "a"}, "path an array": {"path": ["a", "all"]}, "path and paths": {"path": "a", "paths": ["all"]},
                       "path and no paths": {"path": "a", "paths": []}, "path and empty paths": {"path": "a", "paths": ""},
                       "no body": None, "nothing": {}, "null body": "null", "array body": [], "no json": "{", "unknown": {"paths": ["a"], "zzz": 1},
                       "with a token": {"paths": ["a"], "token": UNKNOWN}, "with a bad token": {"paths": ["a"], "token": 5},
                       "with an array as token": {"paths": ["a"], "token": []}, "paths in the query": None}.items():
        ask(s, f"body, {name}", SELF + ("?paths=a" if "query" in name else ""), body, token=token)
    s.step("put", "PUT", SELF, {"paths": ["a"]}, token=token, ordered=False)
    ask(s, "form", SELF, "paths=a,all", token=token, headers=[("Content-Type", "application/x-www-form-urlencoded")])


@scenario
def of_tokens(s):
    target = s.holder(TEXT)
    asker = s.holder(ASK)
    ask(s, "another", ANY, {"token": target, "paths": ["a", "all"]}, token=asker)
    ask(s, "itself", ANY, {"token": asker, "paths": ["sys/capabilities"]}, token=asker)
    ask(s, "root", ANY, {"token": s.root, "paths": ["a"]}, token=asker)
    ask(s, "no token", ANY, {"paths": ["a"]}, token=asker)
    ask(s, "no token, no paths", ANY, {}, token=asker)
    ask(s, "unknown, no paths", ANY, {"token": UNKNOWN}, token=asker)
    for name, garbage in GARBAGE.items():
        ask(s, f"garbage, {name}", ANY, {"token": garbage, "paths": ["a"]}, token=asker)
    accessor = accessor_of(s, target)
    ask(s, "accessor", ACCESSOR, {"accessor": accessor, "paths": "a,all"}, token=asker)
    ask(s, "no accessor", ACCESSOR, {"paths": ["a"]}, token=asker)
    ask(s, "unknown accessor, no paths", ACCESSOR, {"accessor": "x"}, token=asker)
    ask(s, "root's accessor", ACCESSOR, {"accessor": accessor_of(s, s.root), "paths": ["a"]}, token=asker)
    for name, garbage in GARBAGE.items():
        ask(s, f"accessor, garbage, {name}", ACCESSOR, {"accessor": garbage, "paths": ["a"]}, token=asker)
    s.quiet("POST", "auth/token/revoke", {"token": target})
    ask(s, "of the dead", ANY, {"token": target, "paths": ["a"]}, token=asker)
    ask(s, "of the dead, accessor", ACCESSOR, {"accessor": accessor, "paths": ["a"]}, token=asker)
    limited = s.child("default", num_uses=5)
    ask(s, "asking takes no use of the other", ANY, {"token": limited, "paths": ["a"]}, token=asker)
    ask(s, "so five are left", "auth/token/lookup", {"token": limited}, view=lambda body: body["data"]["num_uses"])


@scenario
def rights_and_methods(s):
    target = s.holder(TEXT)
    result = lambda body: body.get("errors") or sorted(body["data"])
    for who, rights in {"none": "", "read": '"read"', "update": '"update"', "create": '"create"', "sudo": '"sudo"'}.items():
        token = s.holder(f'path "sys/capabilities*" {{ capabilities = [{rights}] }}')
        ask(s, f"{who}: self", SELF, {"paths": ["a"]}, token=token, view=result)
        ask(s, f"{who}: token", ANY, {"token": target, "paths": ["a"]}, token=token, view=result)
        ask(s, f"{who}: accessor", ACCESSOR, {"accessor": accessor_of(s, target), "paths": ["a"]}, token=token, view=result)
        ask(s, f"{who}: bad field", SELF, {"paths": {}}, token=token, view=result)
    default = s.child("default")
    for path in (ANY, SELF, ACCESSOR):
        ask(s, f"default: {path}", path, {"token": target, "paths": ["a"]}, token=default, view=result)
        ask(s, f"nobody: {path}", path, {"paths": ["a"]}, token=None)
        ask(s, f"slash: {path}", path + "/", {"paths": ["a"]})
        for method in ("GET", "LIST", "DELETE", "HEAD"):
            s.step(f"{method}: {path}", method, path)


@scenario
def several_policies(s):
    one = s.policy("one", 'path "a" { capabilities = ["read"] }\npath "b" { capabilities = ["read"] }\npath "c/*" { capabilities = ["read"] }\npath "e" { }')
    two = s.policy("two",
                   'path "a" { capabilities = ["list"] }\npath "b" { capabilities = ["deny"] }\npath "c/d" { capabilities = ["list"] }\npath "e" { capabilities = ["update"] }')
    paths = ["a", "b", "c/d", "c/e", "e", "f"]
    for name, policies in {"one": [one], "two": [two], "both": [one, two], "with one that is not there": [one, s.unique("gone")], "root": ["root"]}.items():
        ask(s, name, ANY, {"token": s.child(*policies), "paths": paths})
    ask(s, "no policies", ANY, {"token": s.child("default", no_default_policy=True), "paths": paths})
