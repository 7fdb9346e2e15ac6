"""Durations, whole numbers, booleans, texts, lists, pairs and networks in every shape that JSON allows, and what is read back."""
from .case import step
from .acl import HASH
from .text import Literal, Pairs

L = Literal
DURATIONS = ["1h", "90s", "5m", "1h30m", "1.5h", "2d", "1d12h", "1w", "1y", "500ms", "1500ms", "1us", "1µs", "1μs", "1ns", "0", "00", "007", "60",
             "60.0", "1.5", "-5", "-5s", "+5", "+5s", "1e3",
             "1e3s", "", " ", " 5m", "5m ", "5 m", "1h-30m", "1H", "5M", "1h 30m", "0x10", "1_000", ".5h", "5.h", ".s", "s", "h", "abc", "1d1",
             "1.5d", "d", "-1d", "9223372036s", "9223372037s", "2562047h",
             "2562048h", "9223372036854775807", "9223372036854775808", "99999999999999999999", "106751d", "106752d", "1h1h", "1m1h", "１h", "1h\n",
             "system", "0s", "-0", "-0s", "0d", "+1d", "1D", "24h", "768h", "2764800"]
NUMBERS = [L(n) for n in ("0", "1", "5", "60", "3600", "-1", "-5", "-0", "0.0", "1.0", "1.5", "60.0", "-1.5", "1e0", "1e3", "1E3", "1e+3", "1e-3",
                          "15e-1", "1.5e1", "2147483647", "2147483648", "4294967296", "9223372036",
                          "9223372037", "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e18", "1e19",
                          "1e400", "-9223372036854775808", "-9223372036854775809",
                          "0.99999999999999999999", "1.00000000000000000001", "01", "+1", ".5", "5.", "0x10", "1_0", "NaN", "Infinity", "-", "1e",
                          "--1")]
BOOLS = [True, False, "true", "false", "True", "TRUE", "tRUE", "t", "f", "T", "F", "1", "0", "yes", "no", "on", "", " ", " true", "true ", "2", "-1",
         "1.0", "null", "0x1", "01", L("1"), L("0"), L("2"), L("1.0"), L("0.5"), L("-1"), L("1e0")]
LISTS = ["", " ", ",", ",,", "a", "a,b", " a , b ", "a,,b", "a,b,", "a b", "a\tb", "a\nb", '"a","b"', '["a","b"]', '["a"', "[]", "{}", "A,a", "b,a",
         "a,a", "root", "default", "Default", "é", "a;b", "a/b", "*", "a*", "a\u00a0,b",
         [], ["a"], ["b", "a"], ["a", "a"], ["A", "a"], ["a,b"], ["a", ""], [""], [" a "], [L("1"), "a"], [L("1.5")], [L("1e3")], [True, False],
         [None], ["a", None], [["a"]], [["a", "b"], "c"], [{}], [{"a": "b"}], [[]], {}, {"a": "b"}, {"0": "a"}]
PAIRS = [{}, {"a": "b"}, {"a": L("1")}, {"a": L("1.5")}, {"a": L("1e3")}, {"a": L("1.0")}, {"a": True}, {"a": None}, {"a": ["b"]}, {"a": {"b": "c"}},
         {"a": {}}, {"a": []}, {"": "b"}, {"a": ""}, {"A": "b", "a": "c"}, [], ["a=b"], ["a=b", "c=d"], ["a=b=c"], ["a"], ["=b"], ["a="],
         [""], ["a=b", "a=c"], [{"a": "b"}], [{"a": "b"}, {"c": "d"}], [None], [L("1")], "a=b", "a=b,c=d", "a", "", " a = b ", '{"a":"b"}', '{"a":1}',
         "[]", L("5"), True, [["a=b"]], [" a = b "]]
CIDRS = ["127.0.0.1", "127.0.0.1/32", "10.0.0.0/8", "10.1.2.3/8", "0.0.0.0/0", "::1", "::1/128", "2001:db8::/32", "2001:DB8::1/32", "::ffff:10.0.0.1",
         "::ffff:10.0.0.0/104", "::/0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "10.0.0.0/08", "10.0.0.0/+8", "10.0.0",
         "010.0.0.1", "10.0.0.1/255.0.0.0", "10.0.0.1:80", "[::1]", "[::1]:80", "fe80::1%eth0", "fe80::1%eth0/64", "localhost", "", " ", " 10.0.0.1",
         "10.0.0.1 ", "10.0.0.1,10.0.0.2", "10.0.0.1, 10.0.0.0/8", "1.2.3.4/32,", "0", "1", "1.2.3.4.5", "::g", "1::2::3", "256.0.0.1", "::1.2.3.4",
         "1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7:8:9",
         "10.0.0.0/8 ", "١.2.3.4", "0x7f.0.0.1", "127.1", "::ffff:0a00:0001", "0:0:0:0:0:0:0:1", "10.0.0.0/8,::/0", ["127.0.0.1"],
         ["10.0.0.1", "::1"], [L("1")], [""], [None], ["10.0.0.0/8", "10.0.0.0/8"], [["10.0.0.1"]], ["10.0.0.1,10.0.0.2"]]
TEXTS = ["", "a", " a ", "é", "\u0000", "\n", "x" * 300, "😀", "a,b", "<&>", "\u2028", L("5"), L("1.5"), L("1e3"), L("-0"), L("1.0"), L("1e400"), True,
         False, ["a"], [], {}, {"a": "b"}, [L("1")], L("9007199254740993"), L("0.1e1")]
TYPES = ["", "default", "service", "batch", "default-service", "default-batch", "Service", " service", "x", "default_batch"]
ANY = [None, True, L("0"), L("1"), L("1.5"), "", "x", [], ["x"], {}, {"x": "y"}, [None], L("1e3"), [[]]]
KINDS = {"duration": DURATIONS + NUMBERS,
         "int": NUMBERS + ["5", "-5", "0", "", " 5", "5 ", "1.5", "1.0", "0x10", "010", "0b1", "0o7", "1e3", "1_000", "+5", "abc",
                                                            "9223372036854775807", "9223372036854775808", "--1"], "bool": BOOLS, "list": LISTS,
         "pairs": PAIRS,
         "cidrs": CIDRS, "text": TEXTS, "type": TYPES, "visibility": ["unauth", "hidden", *TEXTS]}
GOOD = {"duration": ["1h", "90s", L("7200"), "2h", "0", L("0")], "int": [L("0"), L("5"), "7"], "bool": [True, False, "true"],
        "list": ["a,b", ["b", "a"], "default", []], "pairs": [{"a": "b"}, {}],
        "cidrs": ["127.0.0.1", ["127.0.0.0/8", "::1"], []], "text": ["a", ""], "visibility": ["unauth", "hidden"], "type": ["", "service", "default", "batch", "default-service"]}

USER = {"token_policies": "list", "policies": "list", "token_bound_cidrs": "cidrs", "bound_cidrs": "cidrs", "token_ttl": "duration",
        "token_max_ttl": "duration", "ttl": "duration", "max_ttl": "duration", "token_explicit_max_ttl": "duration",
        "token_period": "duration", "token_no_default_policy": "bool", "token_num_uses": "int", "token_type": "type",
        "token_strictly_bind_ip": "bool", "username": "text"}
ROLE = {"allowed_policies": "list", "disallowed_policies": "list", "allowed_policies_glob": "list", "disallowed_policies_glob": "list",
        "orphan": "bool", "renewable": "bool", "path_suffix": "text", "allowed_entity_aliases": "list", "token_period": "duration",
        "token_explicit_max_ttl": "duration", "token_bound_cidrs": "cidrs", "token_num_uses": "int", "token_no_default_policy": "bool",
        "token_type": "type", "token_strictly_bind_ip": "bool", "period": "duration", "explicit_max_ttl": "duration", "bound_cidrs": "cidrs"}
TOKEN = {"policies": "list", "no_default_policy": "bool", "meta": "pairs", "display_name": "text", "no_parent": "bool", "renewable": "bool",
         "ttl": "duration", "lease": "duration", "explicit_max_ttl": "duration", "period": "duration", "type": "type", "num_uses": "int",
         "entity_alias": "text"}
TUNE = {"default_lease_ttl": "duration", "max_lease_ttl": "duration", "description": "text", "audit_non_hmac_request_keys": "list",
        "audit_non_hmac_response_keys": "list", "passthrough_request_headers": "list", "allowed_response_headers": "list",
        "listing_visibility": "visibility", "token_type": "type", "options": "pairs", "plugin_version": "text"}
LOCKOUT = {"lockout_threshold": "int", "lockout_duration": "duration", "lockout_counter_reset_duration": "duration", "lockout_disable": "bool"}
ENABLE = {"description": "text", "local": "bool", "seal_wrap": "bool", "external_entropy_access": "bool", "options": "pairs", "plugin_name": "text"}
POLICY = {"expiration": "text", "ttl": "duration", "cas": "int", "cas_required": "bool"}

GROUND = [step("POST", "sys/auth/@run@-scalars", {"type": "userpass"})]


def case(random):
    return random.choices([user, role, token, tuned, lockout, enabled, capabilities, metadata, renewed, policy],
                          [4, 3, 4, 3, 3, 2, 1, 2, 1, 1])[0](random)


def value(random, kind):
    """A value of the kind, of another, or in a wrapping that may not be taken off."""
    chosen = random.choice(KINDS[kind])
    turn = random.randrange(12)
    if turn == 0:
        return random.choice(ANY)
    if turn == 1:
        return random.choice(KINDS[random.choice(list(KINDS))])
    if turn == 2:
        return random.choice([[chosen], {"a": chosen}])
    return str(chosen) if turn == 3 and isinstance(chosen, Literal) else chosen


def fields(random, table):
    """A field with any value, and two that are good at most: of two that are bad a server may tell either. Some names are odd."""
    first, *more = random.sample(list(table), random.choice([1, 1, 1, 2, 3]))
    pairs = Pairs([(first, value(random, table[first])), *((name, random.choice(GOOD[table[name]])) for name in more)])
    turn = random.randrange(25)
    if turn == 0:
        pairs = Pairs((random.choice([name.upper(), name.title(), name.replace("_", "-")]), given) for name, given in pairs)
    elif turn == 1:
        pairs.append(("zzz", value(random, "text")))
    return pairs


def user(random):
    path = "auth/@run@-scalars/users/@case@"
    steps = [step("POST", path, {"password_hash": HASH})] if random.random() < 0.5 else []
    steps.append(step("POST", path, Pairs([("password_hash", HASH), *fields(random, USER)]) if not steps else fields(random, USER)))
    return [*steps, step("GET", path), step("DELETE", path, view="status")]


def role(random):
    path = "auth/token/roles/@case@"
    return [*[step("POST", path, fields(random, ROLE)) for _ in range(random.choice([1, 1, 2]))], step("GET", path),
            step("POST", "auth/token/create/@case@", {"policies": ["a"]}, keep=(("t", "auth/client_token"),)),
            step("POST", "auth/token/lookup", {"token": "@t@"})]


def token(random):
    return [step("POST", random.choice(["auth/token/create", "auth/token/create-orphan"]), fields(random, TOKEN), keep=(("t", "auth/client_token"),)),
            step("POST", "auth/token/lookup", {"token": "@t@"})]


def tuned(random):
    mount = "sys/auth/@case@"
    steps = [step("POST", mount, {"type": "userpass"})]
    for _ in range(random.choice([1, 1, 2])):
        steps.append(step("POST", f"{mount}/tune", fields(random, TUNE)))
    return [*steps, step("GET", f"{mount}/tune"), step("GET", mount)]


def lockout(random):
    mount = "sys/auth/@case@"
    steps = [step("POST", mount, {"type": "userpass"})]
    for _ in range(random.choice([1, 1, 2])):
        steps.append(step("POST", f"{mount}/tune", {"user_lockout_config": fields(random, LOCKOUT)}))
    return [*steps, step("GET", f"{mount}/tune"), step("GET", mount)]


def enabled(random):
    mount = "sys/auth/@case@"
    body = Pairs([("type", "userpass"), *fields(random, ENABLE)]) if random.random() < 0.4 else {"type": "userpass", "config": fields(random, TUNE)}
    return [step("POST", mount, body), step("GET", mount), step("GET", f"{mount}/tune")]


def capabilities(random):
    body = Pairs([("token", "@root@"), (random.choice(["paths", "path", "paths"]), value(random, "list"))])
    return [step("POST", f"sys/capabilities{random.choice(['', '-self'])}", body)]


def metadata(random):
    path = "sys/namespaces/@case@"
    given = {"custom_metadata": value(random, "pairs")}
    merge = (("Content-Type", "application/merge-patch+json"),)
    return random.choice([[step("PUT", path, given), step("GET", path)],
                          [step("PUT", path, {"custom_metadata": {"a": "1", "z": "2"}}), step("PATCH", path, given, headers=merge),
                           step("GET", path)]])


def renewed(random):
    return [step("POST", "auth/token/create", {"ttl": "1h", "policies": ["a"]}, keep=(("t", "auth/client_token"),), view="status"),
            step("POST", "auth/token/renew", {"token": "@t@", "increment": value(random, "duration")})]


def policy(random):
    path = "sys/policies/acl/@case@"
    return [step("POST", path, Pairs([("policy", 'path "x" { capabilities = ["read"] }'), *fields(random, POLICY)])), step("GET", path)]
