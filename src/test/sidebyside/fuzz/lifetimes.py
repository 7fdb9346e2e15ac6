"""How long tokens live: times of mounts, users, roles and calls against each other, and renewals."""
from .acl import HASH
from .case import step

TIMES = [0, 0, 0, 60, 90, 600, 3600, 5400, 7200, 86400, 2764800, 2764801, 3000000, 9000000]
SHORT = [0, 0, 30, 60, 600, 3600, 7200]
GROUND = [step("POST", "sys/namespaces/@run@-times")]
WORD = "correct horse"


def case(random):
    return random.choices([login, created, with_role], [3, 4, 3])[0](random)


def times(random, *names, share=0.5):
    return {name: spelled(random, random.choice(TIMES)) for name in names if random.random() < share}


def spelled(random, seconds):
    return random.choice([seconds, seconds, f"{seconds}s", str(seconds)])


def mount_times(random):
    return {name: f"{random.choice(TIMES)}s" for name in ("default_lease_ttl", "max_lease_ttl") if random.random() < 0.5}


def renewals(random):
    """Some renewals by all ways, each with a look at the token."""
    steps = []
    for _ in range(random.choice([1, 2, 3])):
        more = {"increment": spelled(random, random.choice(TIMES))} if random.random() < 0.8 else {}
        steps.append(random.choice([step("POST", "auth/token/renew", {"token": "@t@", **more}),
                                    step("POST", "auth/token/renew-self", more, token="@t@"),
                                    step("POST", "auth/token/renew-accessor", {"accessor": "@a@", **more})]))
        if random.random() < 0.5:
            steps.append(step("POST", "auth/token/lookup", {"token": "@t@"}))
    return steps


KEPT = (("t", "auth/client_token"), ("a", "auth/accessor"))


def login(random):
    """A login by the times of system, mount and user; the user's or the mount's may change before a renewal."""
    user = "auth/@case@/users/u"
    fields = ("token_ttl", "token_max_ttl", "token_explicit_max_ttl", "token_period")
    settings = times(random, *fields, share=0.35)
    if random.random() < 0.1:
        settings["token_num_uses"] = random.choice([0, 5])
    steps = [step("POST", "sys/auth/@case@", {"type": "userpass", "config": mount_times(random)}), step("POST", user, {"password": WORD, **settings}),
             step("POST", "auth/@case@/login/u", {"password": WORD}, token="", keep=KEPT), step("POST", "auth/token/lookup", {"token": "@t@"}),
             *renewals(random)]
    if random.random() < 0.4:
        steps.append(random.choice([step("POST", user, times(random, *fields)), step("POST", "sys/auth/@case@/tune", mount_times(random))]))
        steps += renewals(random)
    return steps


def created(random):
    """A token of a token, whose parent may have an end of its own."""
    call = times(random, "ttl", "explicit_max_ttl", "period", share=0.4)
    if random.random() < 0.2:
        call["renewable"] = random.random() < 0.5
    parent = "@root@"
    steps = []
    if random.random() < 0.4:
        steps.append(step("POST", "auth/token/create", {"policies": ["root"], **times(random, "ttl", share=0.6)}, keep=(("p", "auth/client_token"),)))
        parent = "@p@"
    if random.random() < 0.3:
        call["policies"] = random.choice([["root"], ["a"], ["default"]])
    path = random.choice(["auth/token/create", "auth/token/create", "auth/token/create-orphan"])
    return [*steps, step("POST", path, call, token=parent, keep=KEPT), step("POST", "auth/token/lookup", {"token": "@t@"}), *renewals(random)]


def with_role(random):
    """A token of a role, which may change before a renewal."""
    role, fields = "auth/token/roles/@case@", ("token_period", "token_explicit_max_ttl", "period", "explicit_max_ttl")
    settings = {**times(random, *fields, share=0.25), **({"renewable": False} if random.random() < 0.15 else {}),
                **({"orphan": True} if random.random() < 0.2 else {})}
    call = times(random, "ttl", "explicit_max_ttl", "period", share=0.3)
    steps = [step("POST", role, settings), step("POST", "auth/token/create/@case@", {"policies": ["a"], **call}, keep=KEPT),
             step("POST", "auth/token/lookup", {"token": "@t@"}), *renewals(random)]
    if random.random() < 0.4:
        steps.append(random.choice([step("POST", role, times(random, *fields)), step("DELETE", role)]))
        steps += renewals(random)
    return steps
