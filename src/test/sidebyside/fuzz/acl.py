"""Policies x paths: what random policies let a token do, asked of `sys/capabilities` about many paths, and tried."""
import re
from json import dumps
from urllib.parse import quote

from .case import child, step, write
from .text import Literal

SEGMENTS = ["a", "a", "a", "b", "b", "b", "ab", "ab", "+", "+", "+", "+", "+a", "a+", "a*", "*", "*a", "A", "a.b", "\u00e9", "a b", "%41", "++",
            "+b+", "sys", "root"]
ENDS = ["", "", "", "", "*", "*", "/*", "/*", "/", "/+", "/+/*", "//"]
FOR_PLUS = ["a", "b", "ab", "x", "", "+", "*", "A"]
FOR_STAR = ["", "a", "a/b", "/", "b/", "b/a/", "*", "+"]
CAPABILITIES = ["create", "read", "update", "delete", "list", "scan", "patch", "sudo"]
NAMES = ["p", "q", "r", "P", "pq", "*"]
VALUES = ["x", "y", "xy", "X", "", "x*", "*x", "*x*", "*", True, False, None]
ODD_VALUES = [1, 0, 1.5, Literal("1e0"), Literal("1.0"), "1", ["x"], ["x", "y"], [], {}, {"x": "y"}, [1], [["x"]], [None]]
USERS = ["bob", "a.b", "x-y_z"]
BOSS = 'path "auth/token/*" { capabilities = ["update", "sudo"] }\npath "sys/policies/acl/*" { capabilities = ["update"] }'
HASH = "$2a$05$N9qo8uLOickgx2ZMRZoMyeCcZOYFyBcSpBSKZ42pFkgNzFI5YVRDO"

GROUND = [
    write("@run@-boss", BOSS),
    step("POST", "sys/auth/@run@-people", {"type": "userpass"}),
    step("GET", "sys/auth/@run@-people", keep=(("mount", "data/accessor"),)),
    *[made for place, name in enumerate(USERS) for made in (
        step("POST", f"auth/@run@-people/users/{name}", {"password": "correct horse", "token_policies": "@run@-boss"}),
        step("POST", f"auth/@run@-people/login/{name}", {"password": "correct horse"}, token="", keep=((f"boss{place}", "auth/client_token"),)),
        step("GET", "auth/token/lookup-self", token=f"@boss{place}@", keep=((f"entity{place}", "data/entity_id"),)),
    )],
    step("POST", "sys/namespaces/@run@-team"),
    step("POST", "sys/namespaces/app", namespace="@run@-team"),
]


def case(random):
    return random.choices([asked, tried, parameters, templates, in_namespaces], [8, 3, 4, 2, 2])[0](random)


def asked(random):
    """One to three policies, and what they give together to many paths."""
    texts = policies(random)
    return [*written(texts), child("t", *named(texts)), question(random, texts, 60)]


def question(random, texts, count, **more):
    paths = list(dict.fromkeys(near(random, texts) for _ in range(count)))
    return step("POST", "sys/capabilities", {"token": "@t@", "paths": paths}, view="capabilities", **more)


def policies(random, segment=None):
    """Each text is a list of blocks: path and inner lines."""
    return [[(rule_path(random, segment), capabilities(random)) for _ in range(random.randint(1, 8))] for _ in range(random.randint(1, 3))]


def capabilities(random):
    kind = random.randrange(16)
    if kind < 2:
        return 'capabilities = ["deny"]' if kind else 'capabilities = ["deny", "read"]'
    if kind == 2:
        return f'policy = "{random.choice(["read", "write", "sudo", "deny", "list", ""])}"'
    granted = [random.choice(CAPABILITIES) for _ in range(random.choice([0, 1, 1, 2, 2, 3, 5]))]
    line = f"capabilities = [{', '.join(map(quoted, granted))}]"
    if kind == 3:
        line += f' expiration = "{random.choice(["2001-01-01T00:00:00Z", "2101-01-01T00:00:00Z"])}"'
    if kind == 4:
        line += f' pagination_limit = {random.choice([0, 1, 5, -1])}'
    if kind == 5:
        line += f' policy = "{random.choice(["read", "write", "sudo", "deny"])}"'
    return line


def rule_path(random, segment=None):
    segments = [segment(random) if segment and random.random() < 0.4 else random.choice(SEGMENTS) for _ in range(random.choice([0, 1, 1, 2, 2, 2, 3,
                                                            3, 4]))]
    path = "/".join(segments) + random.choice(ENDS)
    if random.random() < 0.04:
        path = "/" + path
    return path if random.random() < 0.01 else path.replace("+*", "+")


def near(random, texts):
    """A path that some rule may match, or nearly."""
    rule = random.choice(random.choice(texts))[0] if random.random() < 0.8 else rule_path(random)
    open_end = rule.endswith("*") and random.random() < 0.9
    segments = [random.choice(FOR_PLUS) if each == "+" else each for each in (rule[:-1] if open_end else rule).split("/")]
    path = "/".join(segments) + (random.choice(FOR_STAR) if open_end else "")
    change = random.randrange(14)
    return {0: path + "/", 1: path + "/a", 2: path + "a", 3: path[:-1], 4: path[1:], 5: "/" + path, 6: path.upper(),
            7: path.replace("/", "//", 1)}.get(change, path)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def named(texts):
    return [f"@case@-{place}" for place in range(len(texts))]


def written(texts, **more):
    return [write(name, "\n".join(f"path {quoted(path)} {{ {inner} }}" for path, inner in blocks), **more) for name,
            blocks in zip(named(texts), texts)]


METHODS = ["GET", "LIST", "SCAN", "POST", "PUT", "DELETE", "PATCH", "GET", "LIST"]
MERGE = (("Content-Type", "application/merge-patch+json"),)


def tried(random):
    """The same by requests to where nothing is."""
    texts = policies(random)
    return [*written(texts), child("t", *named(texts)), *[request(random, near(random, texts)) for _ in range(10)]]


def request(random, path, **more):
    method = random.choice(METHODS)
    *folders, last = path.split("/")
    target = quote("/".join([*(each for each in folders if each), last]), safe="/+*@").lstrip("/") or "a"
    target = re.sub("^(sys|auth)(?=/|$)", "a", target)
    if method == "GET" and random.random() < 0.3:
        target += random.choice(["?list=true", "?scan=true", "?list=false", "?a=b"])
    return step(method, target, {} if method in ("POST", "PUT", "PATCH") else None, token="@t@", view="reach",
                headers=MERGE if method == "PATCH" else (), **more)


def parameters(random):
    """Rules about the parameters of a write, and writes."""
    texts = [[("x/a", "\n ".join([f'policy = "{random.choice(["write", "write", "read"])}"', *rules(random)])) for _ in range(random.randint(1, 2))]
             for _ in range(random.randint(1, 3))]
    bodies = [{name: value(random) for name in random.sample(NAMES, random.randint(0, 3))} for _ in range(8)]
    return [*written(texts), child("t", *named(texts)),
            *[step(random.choice(["POST", "PUT"]), "x/a", body, token="@t@", view="reach") for body in bodies],
            step("GET", "x/a?" + "&".join(f"{quote(name)}={random.choice(['x', 'xy', ''])}" for name in random.sample(NAMES, 2)), token="@t@",
                 view="reach")]


def rules(random):
    """Some lines of a block about parameters, each attribute once."""
    lists = lambda: "{ " + ", ".join(f'{quoted(name)} = {dumps([plain(random) for _ in range(random.choice([0, 0, 1, 2, 3]))])}'
                                     for name in random.sample(NAMES, random.randint(0, 3))) + " }"
    found = []
    if random.random() < 0.6:
        found.append(f"allowed_parameters = {lists()}")
    if random.random() < 0.4:
        found.append(f"denied_parameters = {lists()}")
    if random.random() < 0.3:
        found.append(f"required_parameters = {dumps(random.sample(NAMES, random.randint(0, 2)))}")
    if random.random() < 0.1:
        found.append(f'{random.choice(["min", "max"])}_wrapping_ttl = "{random.choice(["0", "1m", "60"])}"')
    return found


def plain(random):
    """A value that a policy lists."""
    return random.choice(VALUES[:-1]) if random.random() < 0.85 else random.choice([1, 0, 1.5, ["x"], ["x", "y"]])


def value(random):
    return random.choice(VALUES) if random.random() < 0.85 else random.choice(ODD_VALUES)


def templates(random):
    """Rules that are filled in from the identity of the token."""
    who = random.randrange(len(USERS))
    filled = ["identity.entity.id", "identity.entity.aliases.@mount@.name", "identity.entity.aliases.@mount@.id", "identity.entity.metadata.x",
              "identity.entity.aliases.@mount@.metadata.username", "identity.groups.names.x.id", "identity.entity", " identity.entity.id ", "x"]
    segment = lambda r: r.choice(["", "", "a", "+"]) + "{{" + r.choice(filled) + "}}" + r.choice(["", "", "b", "*"])
    texts = policies(random, segment)
    values = [USERS[who], f"@entity{who}@", "bob", "b", "a"]
    fill = lambda path: "".join(part if "{{" not in part else random.choice(values) for part in re.split(r"(\{\{[^}]*\}\})", path))
    paths = list(dict.fromkeys(fill(near(random, texts)) for _ in range(40)))
    return [*written(texts), child("t", *named(texts), parent=random.choice([f"@boss{who}@", f"@boss{who}@", "@root@"])),
            step("POST", "sys/capabilities", {"token": "@t@", "paths": paths}, view="capabilities")]


def in_namespaces(random):
    """Policies of one namespace, about paths in it and below, asked in it and below."""
    home = random.choice(["", "@run@-team", "@run@-team/app"])
    place = random.choice(["", "@run@-team", "@run@-team/app"])
    segment = lambda r: r.choice(["@run@-team", "app", "+", "@run@-team/app", "@run@-team/+", "+/app"])
    texts = policies(random, segment)
    prefixes = ["@run@-team/", "app/", "@run@-team/app/", ""]
    strip = lambda path: next((path[len(p):] for p in prefixes[:3] if path.startswith(p) and random.random() < 0.7), path)
    paths = list(dict.fromkeys(strip(near(random, texts)) for _ in range(30)))
    return [*written(texts, namespace=home), child("t", *named(texts), namespace=home),
            step("POST", "sys/capabilities", {"token": "@t@", "paths": paths}, view="capabilities", namespace=place),
            *[request(random, strip(near(random, texts)), namespace=place) for _ in range(6)]]
