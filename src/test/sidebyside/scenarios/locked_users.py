"""Who is locked, and unlocking: `sys/locked-users`."""
from side import FORM, scenario
from .lockout import Door, RIGHT, outcome

LIST = "sys/locked-users"


def rows(body):
    """The namespaces that have somebody: an administrator asks who is locked."""
    if "data" not in body:
        return body
    data = body["data"]
    kept = [{**row, "mount_accessors": sorted(row["mount_accessors"], key=lambda mount: -mount["counts"])} for row in data["by_namespace"] if row["counts"]]
    return {**body, "data": {**data, "by_namespace": sorted(kept, key=lambda row: -row["counts"])}}


class House:
    """A namespace with two mounts and a child: three are locked in the first mount, one in the second, two in the child's."""

    def __init__(self, s):
        self.top = s.tenant()
        self.child = self.top.tenant("child")
        self.first, self.second, self.below = Door(self.top, lockout_threshold="1"), Door(self.top, lockout_threshold="1"), Door(self.child, lockout_threshold="1")
        for door, users in ((self.first, ("ada", "bob", "cy")), (self.second, ("ada",)), (self.below, ("eve", "bob"))):
            for user in users:
                door.user(user)
                door.quietly("w", user)


@scenario
def nobody(s):
    t = s.tenant()
    t.step("a namespace", "GET", LIST)
    t.tenant("child")
    t.step("and a child", "GET", LIST, view=rows)
    t.userpass()
    t.step("and a mount", "GET", LIST, view=rows)
    for name, accessor in {"unknown": "auth_userpass_00000000", "no accessor": "x", "empty": ""}.items():
        t.step(f"accessor {name}", "GET", f"{LIST}?mount_accessor={accessor}")


@scenario
def listing(s):
    house = House(s)
    top, child = house.top, house.child
    top.step("all", "GET", LIST)
    child.step("of the child", "GET", LIST)
    child.step("of the child, order of the keys", "GET", LIST, ordered=True)
    s.step("by path", "GET", f"{child.namespace}/{LIST}")
    for name, door in {"first": house.first, "second": house.second, "of the child": house.below}.items():
        for side, place in ((top, "above"), (child, "below")):
            side.step(f"mount {name}, asked {place}", "GET", f"{LIST}?mount_accessor={door.accessor}")
    accessor = house.first.accessor
    top.step("in the body", "GET", LIST, {"mount_accessor": accessor})
    top.step("in the body, a list", "GET", LIST, {"mount_accessor": [accessor]})
    top.step("in the body and the query", "GET", f"{LIST}?mount_accessor={house.second.accessor}", {"mount_accessor": accessor})
    top.step("in a form", "GET", LIST, f"mount_accessor={accessor}", headers=FORM)
    top.step("twice", "GET", f"{LIST}?mount_accessor={accessor}&mount_accessor=x")
    top.step("unknown field", "GET", f"{LIST}?mount_accessor={accessor}&zzz=1")
    top.step("unknown field alone", "GET", f"{LIST}?zzz=1", view=rows)
    s.step("from the root", "GET", f"{LIST}?mount_accessor={accessor}")


@scenario
def listing_in_the_root(s):
    """Others may be locked there: only this mount is looked at."""
    door = Door(s, lockout_threshold="1")
    for user in ("bob", "ADA"):
        door.user(user)
        door.quietly("w", user)
    s.step("mount", "GET", f"{LIST}?mount_accessor={door.accessor}")

    def mine(body):
        (root,) = [row for row in body["data"]["by_namespace"] if row["namespace_id"] == "root"]
        return [{**root, "counts": 0, "mount_accessors": [mount for mount in root["mount_accessors"] if mount["mount_accessor"] == door.accessor]}]

    s.step("all", "GET", LIST, view=mine)
    s.step("sum", "GET", LIST, view=lambda body: body["data"]["total"] == sum(row["counts"] for row in body["data"]["by_namespace"]))
    s.step("falling", "GET", LIST, view=lambda body: [row["counts"] for row in body["data"]["by_namespace"]]
           == sorted((row["counts"] for row in body["data"]["by_namespace"]), reverse=True))


@scenario
def listing_others_ways(s):
    t = s.tenant()
    for method in ("HEAD", "POST", "PUT", "DELETE", "LIST", "SCAN", "PATCH", "OPTIONS"):
        t.step(method, method, LIST)
    t.step("slash", "GET", f"{LIST}/")
    t.step("list by the query", "GET", f"{LIST}?list=true")
    tokens = {
        "nobody": None, "bad": "s.000000000000000000000000", "no policy": t.child(), "default": t.child("default"),
        "list": t.holder(f'path "{LIST}" {{ capabilities = ["list", "update"] }}'), "read": t.holder(f'path "{LIST}" {{ capabilities = ["read"] }}'),
        "parameter": t.holder(f'path "{LIST}" {{ capabilities = ["read"] required_parameters = ["mount_accessor"] }}'),
    }
    for who, token in tokens.items():
        t.step(who, "GET", LIST, token=token, view=lambda body: body if "errors" in body else "served")
        s.step(f"{who} in the root", "GET", LIST, token=token)


@scenario
def who_is_free_is_not_listed(s):
    t = s.tenant()
    door = Door(t, lockout_threshold="1")
    door.user()
    path = f"{LIST}?mount_accessor={door.accessor}"
    door.quietly("w")
    t.step("locked", "GET", path)
    door.tune("", lockout_threshold="5")
    t.step("threshold raised", "GET", path)
    door.tune("", lockout_threshold="1")
    door.tune("", lockout_disable=True)
    t.step("disabled", "GET", path)
    door.tune("", lockout_disable=False)
    t.step("locked again", "GET", path)
    t.quiet("DELETE", f"auth/{door.mount}/users/ada")
    t.step("account deleted", "GET", path)


@scenario
def below_the_threshold(s):
    t = s.tenant()
    door = Door(t, lockout_threshold="3")
    door.user()
    for count in (1, 2, 3):
        door.quietly("w")
        t.step(f"{count}", "GET", f"{LIST}?mount_accessor={door.accessor}")


@scenario
def unlocking(s):
    house = House(s)
    top, accessor = house.top, house.first.accessor
    house.first.tries("locked", "r")
    top.step("unlock", "POST", f"{LIST}/{accessor}/unlock/ada")
    house.first.tries("free", "r")
    top.step("again", "PUT", f"{LIST}/{accessor}/unlock/ada", {})
    top.step("in capitals", "POST", f"{LIST}/{accessor}/unlock/BOB")
    house.first.tries("in capitals", "r", "bob")
    top.step("left", "GET", f"{LIST}?mount_accessor={accessor}")
    for name, path in {
            "unknown name": f"{accessor}/unlock/nobody", "unknown accessor": "auth_userpass_00000000/unlock/ada", "no accessor": "x/unlock/ada",
            "a mount of the child": f"{house.below.accessor}/unlock/eve", "a name with a slash": f"{accessor}/unlock/a/b", "a name that is none": f"{accessor}/unlock/a%20b",
            "a name with an umlaut": f"{accessor}/unlock/%C3%A4", "a dot": f"{accessor}/unlock/x/..", "path of the mount": f"auth/{house.first.mount}/unlock/ada"
    }.items():
        top.step(name, "POST", f"{LIST}/{path}")
    house.below.tries("the child's", "r", "eve")
    s.step("from the root", "POST", f"{LIST}/{house.below.accessor}/unlock/eve")
    house.below.tries("the child's, from the root", "r", "eve")
    s.step("by path", "POST", f"{house.child.namespace}/{LIST}/{house.below.accessor}/unlock/eve")
    house.below.tries("the child's, by path", "r", "eve")
    for name, body in {"null": b"null", "fields": {"zzz": 1, "alias_identifier": "cy", "mount_accessor": "x"}, "no JSON": "{", "no object": "[]"}.items():
        top.step(f"body {name}", "POST", f"{LIST}/{accessor}/unlock/nobody", body)
    house.first.tries("nobody in the body", "r", "cy")


@scenario
def unlocking_below_the_threshold(s):
    t = s.tenant()
    door = Door(t, lockout_threshold="3")
    door.user()
    door.quietly("ww")
    t.step("unlock", "POST", f"{LIST}/{door.accessor}/unlock/ada")
    door.tries("from the start", "wwrr")


@scenario
def unlocking_reaches_no_further(s):
    """Who may unlock in a namespace clears no counter of another."""
    t = s.tenant()
    door = Door(s, lockout_threshold="3")
    door.user()
    door.quietly("ww")
    t.step("from a tenant", "POST", f"{LIST}/{door.accessor}/unlock/ada")
    door.tries("goes on", "wr")


@scenario
def unlocking_other_ways(s):
    t = s.tenant()
    accessor = Door(t).accessor
    path = f"{LIST}/{accessor}/unlock/ada"
    for method in ("HEAD", "DELETE", "LIST", "SCAN", "PATCH"):
        t.step(method, method, path)
    t.step("GET", "GET", path)
    t.step("slash", "POST", f"{path}/")
    t.step("no name, slash", "POST", f"{LIST}/{accessor}/unlock/")
    t.step("no name", "POST", f"{LIST}/{accessor}/unlock")
    t.step("no accessor", "POST", f"{LIST}//unlock/ada")
    t.step("nothing", "POST", f"{LIST}/{accessor}")
    t.step("read one", "GET", f"{LIST}/{accessor}/ada")
    t.step("read what none is", "GET", f"{LIST}/{accessor}/ada/x")
    tokens = {
        "nobody": None, "bad": "s.000000000000000000000000", "no policy": t.child(), "default": t.child("default"),
        "read": t.holder(f'path "{LIST}/*" {{ capabilities = ["read", "create"] }}'), "update": t.holder(f'path "{LIST}/+/unlock/*" {{ capabilities = ["update"] }}'),
        "one name": t.holder(f'path "{LIST}/+/unlock/bob" {{ capabilities = ["update"] }}'),
    }
    for who, token in tokens.items():
        t.step(who, "POST", path, token=token)
        s.step(f"{who} in the root", "POST", path, token=token)


@scenario
def a_mount_that_is_gone(s):
    t = s.tenant()
    door = Door(t, lockout_threshold="1")
    door.user()
    door.quietly("w")
    accessor = door.accessor
    t.quiet("DELETE", f"sys/auth/{door.mount}")
    t.step("mount", "GET", f"{LIST}?mount_accessor={accessor}")
    t.step("unlock", "POST", f"{LIST}/{accessor}/unlock/ada")
    t.step("mount, unlocked", "GET", f"{LIST}?mount_accessor={accessor}")


@scenario
def a_namespace_that_is_gone(s):
    t = s.tenant()
    name = t.claim("doomed")
    doomed = t.within(f"{t.namespace}/{name}")
    t.expect(200, t.quiet("POST", f"sys/namespaces/{name}", {}))
    door = Door(doomed, lockout_threshold="1")
    door.user()
    door.quietly("w")
    accessor = door.accessor
    t.remove(name)

    def mine(body):
        return [row for row in body["data"]["by_namespace"] if any(mount["mount_accessor"] == accessor for mount in row["mount_accessors"])]

    t.step("from above", "GET", LIST, view=mine)
    s.step("from the root", "GET", LIST, view=mine)
    s.step("unlock from the root", "POST", f"{LIST}/{accessor}/unlock/ada")
    s.step("from the root, unlocked", "GET", LIST, view=mine)


@scenario
def an_account_for_the_help_desk(s):
    """What a help desk does: it sees who is locked and unlocks, and nothing else."""
    t = s.tenant()
    door = Door(t, lockout_threshold="1")
    door.user()
    door.quietly("w")
    desk = t.holder(f'path "{LIST}" {{ capabilities = ["read"] }}\npath "{LIST}/+/unlock/+" {{ capabilities = ["update"] }}')
    t.step("sees", "GET", f"{LIST}?mount_accessor={door.accessor}", token=desk)
    t.step("unlocks", "POST", f"{LIST}/{door.accessor}/unlock/ada", token=desk)
    door.tries("in", "r")
    t.step("resets no password", "POST", f"auth/{door.mount}/users/ada/password", RIGHT, token=desk)
    t.step("tunes nothing", "POST", f"sys/auth/{door.mount}/tune", {}, token=desk, view=outcome)
