"""User lockout: what logins answer in which order, which settings decide, and what changes what was counted."""
import time

from side import FORM, scenario

WRONG = {"password": "tr0ub4dor"}
RIGHT = {"password": "correct horse"}


def outcome(body):
    """Of a login that worked: that it did."""
    return body.get("errors") or "in"


class Door:
    """The logins of one mount, each a step."""

    def __init__(self, s, **config):
        self.s, self.mount = s, s.userpass()
        if config:
            self.tune("", **config)

    def tune(self, name, **config):
        path, body = f"sys/auth/{self.mount}/tune", {"user_lockout_config": config}
        if name:
            self.s.step(name, "POST", path, body)
        else:
            self.s.expect(204, self.s.quiet("POST", path, body))

    def user(self, name="ada", **settings):
        self.s.user(self.mount, name, **settings)

    def tries(self, name, sequence, user="ada"):
        """`w` is a wrong password, `r` the right one."""
        for place, letter in enumerate(sequence):
            body = WRONG if letter == "w" else RIGHT
            self.s.step(f"{name}, {place + 1}: {letter}", "POST", f"auth/{self.mount}/login/{user}", body, token=None, view=outcome)

    def quietly(self, sequence, user="ada"):
        for letter in sequence:
            self.s.quiet("POST", f"auth/{self.mount}/login/{user}", WRONG if letter == "w" else RIGHT, token=None)

    @property
    def accessor(self):
        return self.s.quiet("GET", f"sys/auth/{self.mount}").get("data", "accessor")

    def unlock(self, user="ada"):
        self.s.expect(204, self.s.quiet("POST", f"sys/locked-users/{self.accessor}/unlock/{user}"))


@scenario
def five_by_default(s):
    door = Door(s)
    door.user()
    door.tries("lock", "wwwwwwr")
    door.unlock()
    door.tries("below", "wwwwrwwwwr")
    door.tries("again", "wwwwwr")


@scenario
def the_whole_answer(s):
    door = Door(s, lockout_threshold="1")
    door.user()
    path = f"auth/{door.mount}/login/ada"
    s.step("wrong", "POST", path, WRONG, token=None)
    for name, token in {"right": None, "with a token": "root", "with a bad token": "s.000000000000000000000000"}.items():
        s.step(name, "PUT", path, RIGHT, token=token)
    s.step("upper case", "POST", f"auth/{door.mount}/login/ADA", RIGHT, token=None)
    s.step("form", "POST", path, "password=correct+horse", token=None, headers=FORM)
    s.step("more fields", "POST", path, {**RIGHT, "zzz": 1, "username": "bob"}, token=None)
    s.step("wrapped", "POST", path, RIGHT, token=None, headers=[("X-Vault-Wrap-TTL", "60")])
    s.step("another user", "POST", f"auth/{door.mount}/login/bob", RIGHT, token=None)
    s.step("a name that is none", "POST", f"auth/{door.mount}/login/a@b", RIGHT, token=None)


@scenario
def names_in_any_case(s):
    door = Door(s)
    door.user()
    for user in ("ada", "ADA", "Ada", "aDa", "adA"):
        door.tries(user, "w", user)
    door.tries("all of them", "r")
    door.tries("all of them in capitals", "r", "ADA")


@scenario
def what_does_not_count(s):
    door = Door(s, lockout_threshold="2")
    door.user()
    door.tries("once", "w")
    path = f"auth/{door.mount}/login/ada"
    bodies = {"nothing": {}, "empty": {"password": ""}, "null": {"password": None}, "no JSON": "{", "no object": [], "no body": None}
    for name, body in bodies.items():
        s.step(name, "POST", path, body, token=None)
    for name, body in {"an array": ["x"], "an object": {}, "a number": 5, "true": True}.items():
        s.step(f"password {name}", "POST", f"auth/{door.mount}/login/eve", {"password": body}, token=None)
    for method in ("GET", "DELETE", "LIST", "PATCH"):
        s.step(method, method, path, token=None)
    s.step("a slash", "POST", f"{path}/", WRONG, token=None)
    door.tries("none of them", "r")
    door.quietly("ww")
    for name, body in bodies.items():
        s.step(f"locked, {name}", "POST", path, body, token=None)
    for name, body in {"an array": ["x"], "an object": {}}.items():
        s.step(f"locked, password {name}", "POST", path, {"password": body}, token=None)
    for method in ("GET", "DELETE", "LIST", "PATCH"):
        s.step(f"locked, {method}", method, path, token=None)
    s.step("locked, a slash", "POST", f"{path}/", WRONG, token=None)
    s.step("locked, a long password", "POST", path, {"password": "x" * 1025}, token=None)


@scenario
def names_that_no_account_has(s):
    door = Door(s, lockout_threshold="2")
    door.tries("nobody", "wwwr", "nobody")
    door.user("nobody")
    door.tries("made afterwards", "r", "nobody")


@scenario
def thresholds(s):
    for threshold in ("1", "2", "3", 6):
        door = Door(s, lockout_threshold=threshold)
        door.user()
        door.tries(f"threshold {threshold}", "w" * int(threshold) + "wr")
    door = Door(s)
    door.user()
    door.tune("of the system", lockout_threshold="0", lockout_duration="system", lockout_counter_reset_duration="system")
    door.tries("of the system", "wwwwwr")


@scenario
def settings_of_now(s):
    door = Door(s, lockout_threshold="4")
    door.user()
    door.quietly("ww")
    door.tune("lowered", lockout_threshold="2")
    door.tries("lowered", "rw")
    door.tune("raised", lockout_threshold="6")
    door.tries("raised", "w")
    door.tune("lowered again", lockout_threshold="3")
    door.tries("lowered again", "r")


@scenario
def raised_after_the_lock(s):
    door = Door(s, lockout_threshold="2")
    door.user()
    door.tries("lock", "wwr")
    door.tune("raised", lockout_threshold="6")
    door.tries("raised", "rrr")


@scenario
def disabled(s):
    door = Door(s, lockout_threshold="2", lockout_disable=True)
    door.user()
    door.tries("disabled", "wwwwr")
    door.tune("enabled", lockout_disable=False)
    door.tries("enabled", "wwr")
    door.tune("disabled again", lockout_disable=True)
    door.tries("disabled again", "wr")


@scenario
def disabled_at_enabling(s):
    m = s.fresh("people")
    s.step("enable", "POST", f"sys/auth/{m}", {"type": "userpass", "config": {"user_lockout_config": {"lockout_disable": True}}})
    s.user(m, "ada")
    for place, body in enumerate((WRONG, WRONG, WRONG, WRONG, WRONG, WRONG, RIGHT)):
        s.step(f"{place + 1}", "POST", f"auth/{m}/login/ada", body, token=None, view=outcome)


@scenario
def time_frees(s):
    door = Door(s, lockout_threshold="2", lockout_duration="2s", lockout_counter_reset_duration="1m")
    door.user()
    door.tries("lock", "wwwr")
    s.until(200, "POST", f"auth/{door.mount}/login/ada", None, RIGHT)
    door.tries("free", "rwr")


@scenario
def the_count_outlives_the_lock(s):
    door = Door(s, lockout_threshold="2", lockout_duration="1s", lockout_counter_reset_duration="1m")
    door.user()
    door.quietly("ww")
    time.sleep(2.1)
    door.tries("over", "wwr")


@scenario
def the_count_begins_anew(s):
    door = Door(s, lockout_threshold="2", lockout_duration="1m", lockout_counter_reset_duration="1s")
    door.user()
    for round_ in ("first", "second"):
        door.tries(round_, "w")
        time.sleep(2.1)
    door.tries("third", "r")


@scenario
def what_is_never_long_enough(s):
    for name, config in {"below a second": {"lockout_duration": "500ms"}, "zero": {"lockout_duration": 0}}.items():
        door = Door(s, lockout_threshold="2", **config)
        door.user()
        door.tries(name, "wwr")


@scenario
def administrators(s):
    door = Door(s, lockout_threshold="2")
    for user in ("deleted", "reset", "policies"):
        door.user(user)
        door.quietly("ww", user)
    s.step("delete", "DELETE", f"auth/{door.mount}/users/deleted")
    s.step("make again", "POST", f"auth/{door.mount}/users/deleted", RIGHT)
    door.tries("made again", "r", "deleted")
    s.step("reset", "POST", f"auth/{door.mount}/users/reset/password", {"password": "another one"})
    s.step("reset, in", "POST", f"auth/{door.mount}/login/reset", {"password": "another one"}, token=None, view=outcome)
    s.step("policies", "POST", f"auth/{door.mount}/users/policies/policies", {"policies": "x"})
    door.tries("policies", "r", "policies")
    door.user("reset")
    door.tries("written again", "r", "reset")


@scenario
def a_mount_enabled_again(s):
    door = Door(s, lockout_threshold="2")
    door.user()
    door.quietly("ww")
    door.tries("locked", "r")
    s.quiet("DELETE", f"sys/auth/{door.mount}")
    s.step("gone", "POST", f"auth/{door.mount}/login/ada", RIGHT, token=None)
    s.expect(204, s.quiet("POST", f"sys/auth/{door.mount}", {"type": "userpass"}))
    door.user()
    door.tries("again", "wwr")


@scenario
def the_same_name_elsewhere(s):
    first, second = Door(s, lockout_threshold="2"), Door(s, lockout_threshold="2")
    t = s.tenant()
    inside = Door(t, lockout_threshold="2")
    for door in (first, second, inside):
        door.user()
    first.tries("locked", "wwr")
    second.tries("another mount", "r")
    inside.tries("another namespace", "wwr")
    second.tries("as before", "r")


@scenario
def addresses(s):
    door = Door(s, lockout_threshold="2")
    door.user("far", token_bound_cidrs="203.0.113.0/24")
    door.tries("right from outside", "rrr", "far")
    door.tries("wrong from outside", "wwwr", "far")


@scenario
def logins_that_give_no_token(s):
    door = Door(s, lockout_threshold="2")
    door.user("root", token_policies="root")
    door.tries("root", "wrwr", "root")
    door.user("batch", token_type="batch")
    door.tries("batch", "wrwwr", "batch")


@scenario
def with_a_namespace_in_the_path(s):
    t = s.tenant()
    door = Door(t, lockout_threshold="2")
    door.user()
    for place, body in enumerate((WRONG, WRONG, RIGHT)):
        s.step(f"by path {place + 1}", "POST", f"{t.namespace}/auth/{door.mount}/login/ada", body, token=None, view=outcome)
    door.tries("by header", "r")
