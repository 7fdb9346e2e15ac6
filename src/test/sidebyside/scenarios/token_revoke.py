"""Revoking tokens, and what falls with them."""
from side import scenario
from scenarios.token_lookup import GARBAGE, UNKNOWN, accessor_of

REVOKE, SELF, ACCESSOR, ORPHAN = "auth/token/revoke", "auth/token/revoke-self", "auth/token/revoke-accessor", "auth/token/revoke-orphan"
LOOK = "auth/token/lookup-self"
PARENT = 'path "auth/token/*" { capabilities = ["create", "read", "update", "sudo"] }'


def alive(s, step, **tokens):
    """Which of these tokens still work, and whether they are orphans."""
    for name, token in tokens.items():
        s.step(f"{step}, {name}", "GET", LOOK, token=token, view=lambda body: body.get("errors") or {"orphan": body["data"]["orphan"]})


def family(s):
    """A parent, its child, its grandchild, and an orphan that the parent made."""
    parent = s.holder(PARENT)
    child = s.child(parent=parent)
    grandchild = s.child(parent=child)
    orphan = s.child(parent=parent, no_parent=True)
    return {"parent": parent, "child": child, "grandchild": grandchild, "orphan": orphan}


@scenario
def by_token(s):
    all_ = family(s)
    s.step("revoke", "POST", REVOKE, {"token": all_["parent"]})
    alive(s, "after it", **all_)
    s.step("again", "POST", REVOKE, {"token": all_["parent"]})
    s.step("no body", "POST", REVOKE)
    s.step("put", "PUT", REVOKE, {"token": all_["orphan"]})
    alive(s, "after the put", orphan=all_["orphan"])
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", REVOKE, {"token": garbage})
    s.step("unknown field", "POST", REVOKE, {"token": UNKNOWN, "zzz": 1})
    s.step("token in the path", "POST", f"{REVOKE}/{UNKNOWN}", {})
    s.step("query is not read", "POST", f"{REVOKE}?token={UNKNOWN}", {})


@scenario
def by_self(s):
    all_ = family(s)
    s.step("revoke", "POST", SELF, token=all_["child"])
    alive(s, "after it", **all_)
    s.step("again", "POST", SELF, token=all_["child"])
    s.step("with another token in the body", "POST", SELF, {"token": all_["parent"]}, token=all_["orphan"])
    alive(s, "after that", **all_)
    s.step("root", "POST", SELF, token=s.child("root"))
    s.step("not allowed", "POST", SELF, token=s.holder("# nothing"))


@scenario
def by_accessor(s):
    all_ = family(s)
    accessor, child = accessor_of(s, all_["parent"]), accessor_of(s, all_["child"])
    s.step("revoke", "POST", ACCESSOR, {"accessor": accessor})
    alive(s, "after it", **all_)
    s.step("again", "POST", ACCESSOR, {"accessor": accessor})
    s.step("no body", "POST", ACCESSOR)
    s.step("unknown field", "POST", ACCESSOR, {"accessor": "x", "zzz": 1})
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", ACCESSOR, {"accessor": garbage})
    s.step("a child's accessor after it", "POST", ACCESSOR, {"accessor": child})


@scenario
def and_leave_orphans(s):
    all_ = family(s)
    s.step("revoke", "POST", ORPHAN, {"token": all_["parent"]})
    alive(s, "after it", **all_)
    s.step("again", "POST", ORPHAN, {"token": all_["parent"]})
    s.step("the child of the dead makes another", "POST", "auth/token/create", {}, token=all_["child"])
    s.step("revoke the child", "POST", REVOKE, {"token": all_["child"]})
    alive(s, "after the child", **all_)
    s.step("no body", "POST", ORPHAN)
    for name, garbage in GARBAGE.items():
        s.step(f"garbage, {name}", "POST", ORPHAN, {"token": garbage})
    for who, rights in {"update": '"update"', "sudo": '"sudo"', "both": '"update", "sudo"', "none": ""}.items():
        token = s.holder(f'path "auth/token/revoke-orphan" {{ capabilities = [{rights}] }}')
        s.step(f"{who}: nothing", "POST", ORPHAN, {}, token=token)
        s.step(f"{who}: unknown", "POST", ORPHAN, {"token": UNKNOWN}, token=token)
        s.step(f"{who}: right", "POST", ORPHAN, {"token": s.child("default")}, token=token)
    own = s.holder(PARENT)
    child = s.child(parent=own)
    s.step("itself", "POST", ORPHAN, {"token": own}, token=own)
    alive(s, "after itself", own=own, child=child)
    limited = s.child(s.policy("policy", PARENT), num_uses=1)
    s.step("with the last use", "POST", ORPHAN, {"token": limited}, token=limited)


@scenario
def methods_and_rights(s):
    for path in (REVOKE, SELF, ACCESSOR, ORPHAN):
        for method in ("GET", "LIST", "DELETE", "HEAD"):
            s.step(f"{method} {path}", method, path)
        s.step(f"slash {path}", "POST", path + "/", {})
        s.step(f"nobody {path}", "POST", path, {}, token=None)
        s.step(f"unknown {path}", "POST", path, {}, token=UNKNOWN)
    for who, rights in {"none": "", "update": '"update"', "create": '"create"', "delete": '"delete"', "sudo": '"sudo"', "deny": '"deny", "update"'}.items():
        token = s.holder(f'path "auth/token/*" {{ capabilities = [{rights}] }}')
        victim = s.child("default")
        s.step(f"{who}: accessor", "POST", ACCESSOR, {"accessor": accessor_of(s, victim)}, token=token)
        s.step(f"{who}: token", "POST", REVOKE, {"token": victim}, token=token)
        s.step(f"{who}: unknown", "POST", REVOKE, {"token": UNKNOWN}, token=token)
        s.step(f"{who}: unknown accessor", "POST", ACCESSOR, {"accessor": "x"}, token=token)
        s.step(f"{who}: orphan", "POST", ORPHAN, {"token": victim}, token=token)
        alive(s, f"{who}: after it", victim=victim)
        s.step(f"{who}: its parent", "POST", REVOKE, {"token": UNKNOWN + "x"}, token=token)
        s.step(f"{who}: self", "POST", SELF, token=token)


@scenario
def trees(s):
    top = s.holder(PARENT)
    chain = [top]
    for _ in range(5):
        chain.append(s.child(parent=chain[-1]))
    names = {f"level {level}": token for level, token in enumerate(chain)}
    s.step("the third revokes its ancestor", "POST", REVOKE, {"token": chain[1]}, token=chain[3])
    alive(s, "after it", **names)
    wide = [s.child(parent=top) for _ in range(3)]
    s.step("one of three", "POST", REVOKE, {"token": wide[0]}, token=top)
    alive(s, "after one of three", **{f"brother {n}": token for n, token in enumerate(wide)})
    s.step("a brother revokes a brother", "POST", REVOKE, {"token": wide[1]}, token=wide[2])
    s.step("a child revokes its parent", "POST", REVOKE, {"token": top}, token=wide[2])
    alive(s, "after the parent", top=top, brother=wide[2])


@scenario
def last_uses(s):
    creator = s.policy("policy", PARENT)
    limited = s.child(creator, num_uses=2)
    accessor = accessor_of(s, limited)
    s.step("a use", "GET", LOOK, token=limited)
    s.step("a look-up by another", "POST", "auth/token/lookup", {"token": limited}, view=lambda body: body["data"]["num_uses"])
    s.step("the last, refused", "GET", "sys/policies/acl/x", token=limited)
    s.step("dead", "GET", LOOK, token=limited)
    s.until(403, "POST", "auth/token/lookup", "root", {"token": limited})
    s.step("a look-up of it by another", "POST", "auth/token/lookup", {"token": limited})
    s.until(400, "POST", "auth/token/lookup-accessor", "root", {"accessor": accessor})
    s.step("its accessor is gone", "POST", "auth/token/lookup-accessor", {"accessor": accessor})
    for name, path, body in (("no field", "auth/token/create", {"num_uses": "x"}), ("unknown path", "nope/x", None), ("no json", "auth/token/create", "{"),
                             ("slash at the end", "auth/token/create/", {}),
                             ("capabilities", "sys/capabilities-self", {"paths": ["x"]}), ("unauthenticated", "sys/unseal", {}),
                             ("create", "auth/token/create", {})):
        token = s.child(creator, "default", num_uses=2)
        s.step(f"{name}: it", "POST", path, body, token=token, ordered=False)
        s.step(f"{name}: left", "POST", "auth/token/lookup", {"token": token}, view=lambda body: body.get("errors") or body["data"]["num_uses"])
    for name, path in (("health", "sys/health"), ("seal-status", "sys/seal-status"), ("ui mounts", "sys/internal/ui/mounts"), ("HELP", "auth/token?help=1"),
                       ("options", "sys/capabilities-self")):
        token = s.child(creator, "default", num_uses=2)
        s.quiet("OPTIONS" if name == "options" else "GET", path, token=token)
        s.step(f"{name}: left", "POST", "auth/token/lookup", {"token": token}, view=lambda body: body.get("errors") or body["data"]["num_uses"])


@scenario
def expiry_of_trees(s):
    parent = s.child(s.policy("policy", PARENT), ttl=2)
    child = s.child(parent=parent, ttl="1h")
    orphan = s.child(parent=parent, ttl="1h", no_parent=True)
    s.until(403, "GET", LOOK, parent)
    s.until(403, "GET", LOOK, child)
    alive(s, "after the parent's time", parent=parent, child=child, orphan=orphan)
    s.step("revoke the dead parent", "POST", REVOKE, {"token": parent})
    s.step("look-up of the child by another", "POST", "auth/token/lookup", {"token": child})
