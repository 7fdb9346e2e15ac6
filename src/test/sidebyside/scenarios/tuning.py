"""Tuning of the lockout of an auth mount, and of mounts in a namespace."""
from side import scenario

LOCKOUT = {
    "all texts": {"lockout_threshold": "5", "lockout_duration": "10m", "lockout_counter_reset_duration": "15m", "lockout_disable": True},
    "all numbers": {"lockout_threshold": 6, "lockout_duration": 300, "lockout_counter_reset_duration": 60, "lockout_disable": False},
    "threshold": {"lockout_threshold": "7"},
    "duration": {"lockout_duration": "1h"},
    "reset": {"lockout_counter_reset_duration": "2h"},
    "disable": {"lockout_disable": True},
    "enable": {"lockout_disable": False},
    "nothing": {},
    "null": None,
    "empty list": [],
    "nulls": {"lockout_threshold": None, "lockout_duration": None, "lockout_counter_reset_duration": None, "lockout_disable": None},
    "empty texts": {"lockout_threshold": "", "lockout_duration": "", "lockout_counter_reset_duration": ""},
    "upper case": {"LOCKOUT_THRESHOLD": "8", "Lockout_Duration": "2m", "LOCKOUT_Disable": True},
    "days": {"lockout_duration": "1d"},
    "parts of seconds": {"lockout_duration": "1500ms", "lockout_counter_reset_duration": "500ms"},
    "seconds as text": {"lockout_duration": "300"},
    "unknown": {"zzz": 1},
    "camels": {"lockoutThreshold": "9"},
    "back to the system's": {"lockout_threshold": "0", "lockout_duration": "system", "lockout_counter_reset_duration": "system", "lockout_disable": False},
}
ALIASES = {
    "documented names": {"lockout_counter_reset": "5m", "disable_lockout": True},
    "both names": {"lockout_counter_reset": "5m", "lockout_counter_reset_duration": "6m", "disable_lockout": True, "lockout_disable": False},
    "names of the answers": {
        "user_lockout_threshold": 5, "user_lockout_duration": 300, "user_lockout_counter_reset_duration": 60, "user_lockout_disable": True
    },
}
REFUSED = {
    "a text": "x",
    "a number": 5,
    "pairs": ["lockout_threshold=5"],
    "threshold negative": {"lockout_threshold": -1},
    "threshold no number": {"lockout_threshold": "abc"},
    "threshold a fraction": {"lockout_threshold": 1.5},
    "threshold with a sign": {"lockout_threshold": "+5"},
    "threshold hexadecimal": {"lockout_threshold": "0x10"},
    "threshold with blanks": {"lockout_threshold": " 5 "},
    "threshold too large": {"lockout_threshold": "18446744073709551616"},
    "threshold of the system": {"lockout_threshold": "system"},
    "threshold a boolean": {"lockout_threshold": True},
    "threshold a list": {"lockout_threshold": [5]},
    "threshold an object": {"lockout_threshold": {}},
    "duration no time": {"lockout_duration": "abc"},
    "duration ends in d": {"lockout_duration": "bad"},
    "duration without a unit": {"lockout_duration": "1.5"},
    "duration a fraction": {"lockout_duration": 1.5},
    "duration a boolean": {"lockout_duration": True},
    "duration of the System": {"lockout_duration": "SYSTEM"},
    "duration too long": {"lockout_duration": "10000000000000h"},
    "reset no time": {"lockout_counter_reset_duration": "5q"},
    "reset a list": {"lockout_counter_reset_duration": []},
    "disable a text": {"lockout_disable": "true"},
    "disable a number": {"lockout_disable": 1},
    "two that are bad": {"lockout_threshold": "x", "lockout_duration": "y"},
    "good and bad": {"lockout_threshold": "9", "lockout_duration": "y"},
    "bad type and bad text": {"lockout_disable": 1, "lockout_threshold": "x"},
}


def shown(body):
    """What a mount shows of its lockout, in a read or in a tuning."""
    data = body.get("data") or {}
    return {key: value for key, value in {**data, **data.get("config", {})}.items() if "lockout" in key}


@scenario
def lockout(s):
    m = s.userpass()
    for place, (name, config) in enumerate(LOCKOUT.items()):
        path = f"sys/{('auth', 'mounts/auth')[place % 2]}/{m}/tune"
        s.step(name, ("POST", "PUT")[place % 2], path, {"user_lockout_config": config})
        s.step(f"{name}, tuning", "GET", path, ordered=False, view=shown)
        s.step(f"{name}, read", "GET", f"sys/auth/{m}", ordered=False, view=shown)
    s.step("all of the tuning", "GET", f"sys/auth/{m}/tune", ordered=False)
    s.step("all of the tuning by mounts", "GET", f"sys/mounts/auth/{m}/tune", ordered=False)
    s.step("all of the record", "GET", f"sys/auth/{m}", ordered=False)
    s.step("with more", "POST", f"sys/auth/{m}/tune",
           {"description": "the staff", "default_lease_ttl": "1h", "user_lockout_config": {"lockout_threshold": "4"}, "zzz": 1})
    s.step("with more, tuning", "GET", f"sys/auth/{m}/tune", ordered=False)
    s.step("another tune", "POST", f"sys/auth/{m}/tune", {"description": "x"})
    s.step("another tune, tuning", "GET", f"sys/auth/{m}/tune", ordered=False)
    s.step("in the list", "GET", "sys/auth", ordered=False, view=lambda body: body["data"][f"{m}/"])
    s.step("one for the page", "GET", f"sys/internal/ui/mounts/auth/{m}", ordered=False)
    for name, config in ALIASES.items():
        s.step(name, "POST", f"sys/auth/{m}/tune", {"user_lockout_config": {"lockout_threshold": "1", "lockout_disable": False, **config}})
        s.step(f"{name}, tuning", "GET", f"sys/auth/{m}/tune", ordered=False, view=shown)


@scenario
def lockout_never_given(s):
    for name, config in {
            "nothing": {}, "null": None, "empty list": [], "unknown": {"zzz": 1}, "a null": {"lockout_threshold": None},
            "an empty text": {"lockout_duration": ""}, "zero": {"lockout_threshold": "0"}, **ALIASES
    }.items():
        m = s.userpass()
        s.step(name, "POST", f"sys/auth/{m}/tune", {"user_lockout_config": config})
        s.step(f"{name}, tuning", "GET", f"sys/auth/{m}/tune", ordered=False)
        s.step(f"{name}, read", "GET", f"sys/auth/{m}", ordered=False)


@scenario
def lockout_refused(s):
    m = s.userpass()
    s.quiet("POST", f"sys/auth/{m}/tune", {"user_lockout_config": {"lockout_threshold": "2"}})
    for name, config in REFUSED.items():
        s.step(name, "POST", f"sys/auth/{m}/tune", {"description": "changed", "user_lockout_config": config})
    s.step("nothing changed", "GET", f"sys/auth/{m}", ordered=False)
    for name, config in {
            "duration negative": {"lockout_duration": "-5m"}, "reset negative": {"lockout_counter_reset_duration": -5},
            "largest threshold": {"lockout_threshold": "18446744073709551615"}, "threshold above a double": {"lockout_threshold": 9007199254740993}
    }.items():
        s.step(name, "POST", f"sys/auth/{m}/tune", {"user_lockout_config": config})
        s.step(f"{name}, tuning", "GET", f"sys/auth/{m}/tune", ordered=False, view=shown)
    for path in ("sys/auth/token/tune", "sys/mounts/auth/token/tune", "sys/mounts/sys/tune", "sys/mounts/cubbyhole/tune"):
        s.step(f"{path}", "POST", path, {"user_lockout_config": {"lockout_threshold": "5"}})
        s.step(f"{path}, nothing", "POST", path, {"user_lockout_config": {}})
    s.step("a mount that is not there", "POST", "sys/auth/never-there/tune", {"user_lockout_config": {"lockout_threshold": "x"}})


@scenario
def lockout_at_enable(s):
    for name, config in {
            "texts": LOCKOUT["all texts"], "numbers": LOCKOUT["all numbers"], "disable": {"lockout_disable": True}, "nothing": {}, "null": None,
            "unknown": {"zzz": 1}, "a text": "x", "a list": [], "disable a text": {"lockout_disable": "true"}, "threshold bad": {"lockout_threshold": "x"},
            "duration bad": {"lockout_duration": "abc"}, **ALIASES
    }.items():
        m = s.fresh("people")
        s.step(name, "POST", f"sys/auth/{m}", {"type": "userpass", "config": {"user_lockout_config": config}})
        s.step(f"{name}, tuning", "GET", f"sys/auth/{m}/tune", ordered=False)
        s.step(f"{name}, read", "GET", f"sys/auth/{m}", ordered=False)
    m = s.fresh("people")
    s.step("beside the config", "POST", f"sys/auth/{m}", {"type": "userpass", "user_lockout_config": {"lockout_threshold": "5"}})
    s.step("beside the config, tuning", "GET", f"sys/auth/{m}/tune", ordered=False)


@scenario
def in_a_namespace(s):
    t = s.tenant()
    t.quiet("POST", "sys/auth/people", {"type": "userpass"})
    everything = {
        "default_lease_ttl": "1h", "max_lease_ttl": "2h", "description": "the staff", "audit_non_hmac_request_keys": "a,b",
        "audit_non_hmac_response_keys": ["c"], "passthrough_request_headers": ["X-One"], "allowed_response_headers": "X-Two", "listing_visibility": "unauth",
        "token_type": "service", "options": {"a": "b"}, "user_lockout_config": {"lockout_threshold": "3"}
    }
    for path in ("sys/auth/people", "sys/mounts/auth/people"):
        t.step(f"{path} tune", "POST", f"{path}/tune", everything)
        t.step(f"{path} tuning", "GET", f"{path}/tune", ordered=False)
        t.step(f"{path} read", "GET", path, ordered=False)
        for key, value in {
                "default_lease_ttl": "system", "max_lease_ttl": 0, "description": "", "listing_visibility": "", "audit_non_hmac_request_keys": [],
                "audit_non_hmac_response_keys": "", "passthrough_request_headers": [], "allowed_response_headers": [], "options": {"a": ""},
                "user_lockout_config": {"lockout_threshold": "0"}
        }.items():
            t.step(f"{path} back: {key}", "POST", f"{path}/tune", {key: value})
        t.step(f"{path} tuned back", "GET", f"{path}/tune", ordered=False)
    for path in ("sys/auth/token", "sys/mounts/auth/token", "sys/mounts/sys", "sys/mounts/identity"):
        t.step(f"{path} tuning", "GET", f"{path}/tune", ordered=False)
    t.step("token type of token", "POST", "sys/auth/token/tune", {"token_type": "batch"})
    t.step("times of token", "POST", "sys/auth/token/tune", {"default_lease_ttl": "1h", "description": "ours"})
    t.step("times of token, tuning", "GET", "sys/auth/token/tune", ordered=False)
    t.step("unknown", "GET", "sys/auth/nope/tune")
    t.step("unknown by mounts", "POST", "sys/mounts/auth/nope/tune", {"description": "x"})
    s.step("by path", "GET", f"{t.namespace}/sys/auth/people/tune", ordered=False)
    s.step("tune by path", "POST", f"{t.namespace}/sys/mounts/auth/people/tune", {"description": "by path"})
    s.step("by path from above, as a mount", "GET", f"sys/auth/{t.namespace}/people/tune")
    for who, text in {
            "read": 'path "sys/auth/people/tune" { capabilities = ["read", "update"] }',
            "sudo": 'path "sys/auth/people/tune" { capabilities = ["read", "update", "sudo"] }',
            "mounts": 'path "sys/mounts/auth/people/tune" { capabilities = ["read", "update"] }'
    }.items():
        token = t.holder(text)
        for path in ("sys/auth/people/tune", "sys/mounts/auth/people/tune"):
            t.step(f"{who}: read {path}", "GET", path, token=token, view=lambda body: body.get("errors") or "read")
            t.step(f"{who}: tune {path}", "POST", path, {"description": who}, token=token)
            s.step(f"{who}: {path} of the root", "GET", path, token=token)
