"""Auth mounts that move: inside a namespace, and from one to another."""
import time

from side import scenario

REMOUNT, STATUS = "sys/remount", "sys/remount/status"
SELF = "auth/token/lookup-self"


def moved(s, source, target):
    """Moves a mount and waits until it is there; the id of the move."""
    answer = s.expect(200, s.quiet("POST", REMOUNT, {"from": source, "to": target}))
    return ended(s, answer)


def ended(s, answer):
    """Waits for the end of the move that this answer began; its id."""
    id_, deadline = answer.get("data", "migration_id"), time.monotonic() + 15
    while s.quiet("GET", f"{STATUS}/{id_}").get("data", "migration_info", "status") == "in-progress":
        if time.monotonic() > deadline:
            raise TimeoutError("the move did not end")
        time.sleep(0.05)
    return id_


def mounts(s, name):
    s.step(name, "GET", "sys/auth", view=lambda body: sorted(body["data"]))


def attempt(s, name, source, target, **more):
    """A step that tries to move a mount and, if it is begun, one for how that ends."""
    answer = s.step(name, "POST", REMOUNT, {"from": source, "to": target, **more})
    if answer.status == 200:
        s.step(f"{name}, status", "GET", f"{STATUS}/{ended(s, answer)}", view=lambda body: body["data"]["migration_info"])


@scenario
def story(s):
    t = s.tenant()
    t.quiet("POST", "sys/auth/staff", {"type": "userpass", "description": "the staff"})
    t.quiet("POST", "sys/auth/staff/tune", {"default_lease_ttl": "1h", "user_lockout_config": {"lockout_threshold": "3"}})
    maker = t.policy("policy", 'path "auth/token/create" { capabilities = ["update", "sudo"] }')
    t.user("staff", "ada", token_policies=maker)
    t.user("staff", "bob")
    tokens = {"login": t.login("staff", "ada")}
    tokens["child"] = t.child("default", parent=tokens["login"])
    tokens["orphan"] = t.child("default", parent=tokens["login"], no_parent=True)
    before = t.quiet("GET", "sys/auth/staff").json["data"]
    entity = t.quiet("GET", SELF, token=tokens["login"]).get("data", "entity_id")
    answer = t.step("move", "POST", REMOUNT, {"from": "auth/staff", "to": "auth/people"})
    id_ = ended(t, answer)
    t.step("status", "GET", f"{STATUS}/{id_}")
    after = t.quiet("GET", "sys/auth/people").json["data"]
    t.step("read", "GET", "sys/auth/people", ordered=False)
    t.step("what it kept", "GET", "sys/auth/people", view=lambda body: sorted(key for key in before if before[key] == after.get(key)))
    t.step("old read", "GET", "sys/auth/staff")
    t.step("tuning", "GET", "sys/auth/people/tune", ordered=False)
    mounts(t, "list")
    for name, token in tokens.items():
        t.step(f"token: {name}", "GET", SELF, token=token, view=lambda body: body.get("errors") or "alive")
    t.step("old login", "POST", "auth/staff/login/ada", {"password": "correct horse"}, token=None)
    t.step("old login, right of root", "POST", "auth/staff/login/ada", {"password": "correct horse"})
    login = t.step("login", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None)
    t.step("same entity", "GET", SELF, token=login.client_token, view=lambda body: body["data"]["entity_id"] == entity)
    t.step("look-up", "GET", SELF, token=login.client_token)
    t.step("users", "LIST", "auth/people/users")
    t.step("back", "PUT", REMOUNT, {"from": "/auth/people/", "to": "auth/staff/", "zzz": 1})
    for name, path in {
            "nothing": STATUS, "a slash": STATUS + "/", "unknown": f"{STATUS}/nope", "an id that never was": f"{STATUS}/00000000-0000-0000-0000-000000000000",
            "below": f"{STATUS}/{id_}/x"
    }.items():
        t.step(f"status of {name}", "GET", path)
    for method in ("POST", "LIST", "DELETE", "HEAD"):
        t.step(f"status by {method}", method, f"{STATUS}/{id_}")
    for method in ("GET", "LIST", "DELETE", "HEAD", "SCAN"):
        t.step(f"remount by {method}", method, REMOUNT)


@scenario
def locked_users_move_along(s):
    t = s.tenant()
    m = t.userpass("staff")
    t.quiet("POST", f"sys/auth/{m}/tune", {"user_lockout_config": {"lockout_threshold": "1"}})
    t.user(m, "ada")
    t.quiet("POST", f"auth/{m}/login/ada", {"password": "wrong"}, token=None)
    t.step("locked", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)
    moved(t, f"auth/{m}", "auth/people")
    t.step("still locked", "POST", "auth/people/login/ada", {"password": "correct horse"}, token=None)


@scenario
def forms(s):
    t = s.tenant()
    t.tenant("app")
    t.quiet("POST", "sys/auth/a", {"type": "userpass"})
    for name, target in {
            "plain": "auth/b", "slashes": "/auth/c/", "deep": "auth/d/e/f", "a blank inside": "auth/g h", "a plus": "auth/+", "a star": "auth/x*",
            "an accent": "auth/é", "a question": "auth/b?x=y", "ends in tune": "auth/x/tune", "upper case": "auth/A", "percent": "auth/%41", "back": "auth/a"
    }.items():
        source = "auth/" + next(path for path in t.quiet("GET", "sys/auth").json["data"] if path != "token/")
        attempt(t, name, source, target)
        mounts(t, f"{name}, list")


@scenario
def refused(s):
    t = s.tenant()
    other = s.tenant("other")
    inner = t.tenant("app")
    app, stranger = inner.namespace.rsplit("/", 1)[1], other.namespace
    for m in ("a", "b", "deep/er"):
        t.quiet("POST", f"sys/auth/{m}", {"type": "userpass"})
    inner.quiet("POST", "sys/auth/there", {"type": "userpass"})
    for name, body in {
            "no body": None, "nothing": {}, "no source": {"to": "auth/x"}, "no target": {"from": "auth/a"}, "nulls": {"from": None, "to": None},
            "empty": {"from": "", "to": ""}, "numbers": {"from": 5, "to": 6}, "lists": {"from": ["auth/a"],
                                                                                        "to": ["auth/x"]}, "objects": {"from": {}, "to": "auth/x"}
    }.items():
        t.step(name, "POST", REMOUNT, body)
    for name, (source, target) in {
            "from nothing": ("auth/nope", "auth/x"),
            "from auth": ("auth", "auth/x"),
            "from auth, slash": ("auth/", "auth/x"),
            "from below": ("auth/a/users", "auth/x"),
            "from above": ("auth/deep", "auth/x"),
            "from no auth": ("a", "auth/x"),
            "from a secret": ("a", "x"),
            "from upper case": ("auth/A", "auth/x"),
            "from token": ("auth/token", "auth/x"),
            "from sys": ("sys", "x"),
            "from sys to auth": ("sys", "auth/x"),
            "from identity": ("identity", "x"),
            "from cubbyhole": ("cubbyhole", "x"),
            "from below sys": ("sys/x", "y"),
            "from below token": ("auth/token/x", "auth/y"),
            "blanks around the source": (" auth/a ", "auth/x"),
            "blank after the source": ("auth/a ", "auth/x"),
            "blank before the source": (" auth/a", "auth/x"),
            "blank after the target": ("auth/a", "auth/x "),
            "line end after the target": ("auth/a", "auth/x\n"),
            "source not clean": ("auth//a", "auth/x"),
            "source with dots": ("auth/b/../a", "auth/x"),
            "to itself": ("auth/a", "auth/a"),
            "to itself, slash": ("auth/a", "auth/a/"),
            "to taken": ("auth/a", "auth/b"),
            "to below itself": ("auth/a", "auth/a/x"),
            "to below another": ("auth/a", "auth/b/x"),
            "to above another": ("auth/a", "auth/deep"),
            "to token": ("auth/a", "auth/token"),
            "to below token": ("auth/a", "auth/token/x"),
            "to a secret": ("auth/a", "x"),
            "to sys": ("auth/a", "sys"),
            "to below sys": ("auth/a", "sys/x"),
            "to auth": ("auth/a", "auth"),
            "to auth, slash": ("auth/a", "auth/"),
            "to a slash": ("auth/a", "/"),
            "to not clean": ("auth/a", "auth//x"),
            "to with a dot": ("auth/a", "auth/./x"),
            "to with dots": ("auth/a", "auth/../x"),
            "to not printable": ("auth/a", "auth/x\u0001y"),
            "to a namespace": ("auth/a", app),
            "to auth of a namespace": ("auth/a", f"{app}/auth"),
            "to taken there": ("auth/a", f"{app}/auth/there"),
            "to token there": ("auth/a", f"{app}/auth/token"),
            "from token there": (f"{app}/auth/token", "auth/x"),
            "to a secret there": ("auth/a", f"{app}/x"),
            "to no namespace": ("auth/a", "nope/auth/x"),
            "from no namespace": ("nope/auth/a", "auth/x"),
            "to a namespace beside": ("auth/a", f"{stranger}/auth/x"),
            "from a namespace beside": (f"{stranger}/auth/a", "auth/x"),
            "to its own by name": ("auth/a", f"{t.namespace}/auth/x"),
            "to root": ("auth/a", "root/auth/x"),
            "from nothing to taken": ("auth/nope", "auth/b"),
            "from token to token": ("auth/token", "auth/token"),
            "from nothing to token": ("auth/nope", "auth/token"),
            "from nothing to unclean": ("auth/nope", "auth//x"),
            "from token to unclean": ("auth/token", "auth//x"),
            "from nothing to a secret": ("auth/nope", "x"),
    }.items():
        attempt(t, name, source, target)
    mounts(t, "none moved")
    mounts(inner, "none moved there")


@scenario
def between_namespaces(s):
    t, other = s.tenant(), s.tenant("other")
    inner = t.tenant("app")
    app = inner.namespace.rsplit("/", 1)[1]
    t.quiet("POST", "sys/auth/a", {"type": "userpass"})
    t.user("a", "ada")
    tokens = {"": t.login("a", "ada")}
    attempt(t, "down", "auth/a", f"{app}/auth/b")
    mounts(t, "down, list")
    mounts(inner, "down, list there")
    t.step("down, old token", "GET", SELF, token=tokens[""])
    inner.step("down, login", "POST", "auth/b/login/ada", {"password": "correct horse"}, token=None)
    attempt(t, "up", f"{app}/auth/b", "auth/c")
    mounts(t, "up, list")
    attempt(s, "across", f"{t.namespace}/auth/c", f"{other.namespace}/auth/d")
    mounts(other, "across, list")
    other.step("across, users", "LIST", "auth/d/users")
    m = s.fresh("moved")
    attempt(s, "to the root", f"{other.namespace}/auth/d", f"auth/{m}")
    s.step("to the root, login", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)


@scenario
def rights(s):
    t = s.tenant()
    for m in ("a", "b"):
        t.quiet("POST", f"sys/auth/{m}", {"type": "userpass"})
    id_ = moved(t, "auth/a", "auth/x")
    moved(t, "auth/x", "auth/a")
    for who, text in {
            "update": f'path "{REMOUNT}" {{ capabilities = ["update"] }}', "sudo": f'path "{REMOUNT}" {{ capabilities = ["sudo"] }}',
            "both": f'path "{REMOUNT}" {{ capabilities = ["update", "sudo"] }}', "mounts": 'path "sys/auth/*" { capabilities = ["update", "delete", "sudo"] }',
            "status": f'path "{STATUS}/*" {{ capabilities = ["read"] }}',
            "both, but no mounts": f'path "{REMOUNT}" {{ capabilities = ["update", "sudo"] }}\npath "sys/auth/*" {{ capabilities = ["deny"] }}'
    }.items():
        token = t.holder(text)
        t.step(f"{who}: taken", "POST", REMOUNT, {"from": "auth/a", "to": "auth/b"}, token=token)
        t.step(f"{who}: nothing", "POST", REMOUNT, {}, token=token)
        t.step(f"{who}: status", "GET", f"{STATUS}/{id_}", token=token)
        s.step(f"{who}: in the root", "POST", REMOUNT, {"from": f"{t.namespace}/auth/a", "to": f"{t.namespace}/auth/b"}, token=token)
    t.step("nobody", "POST", REMOUNT, {"from": "auth/a", "to": "auth/b"}, token=None)
    t.step("nobody: status", "GET", f"{STATUS}/{id_}", token=None)
    above = s.holder(f'path "{t.namespace}/{REMOUNT}" {{ capabilities = ["update", "sudo"] }}')
    t.step("from above: taken", "POST", REMOUNT, {"from": "auth/a", "to": "auth/b"}, token=above)
