"""The life of a server: its record key, its versions, its machine, its requests, and what an operator does to it. (Initialising needs a
server of its own that nobody has initialised: that is told by tests of ours alone.)"""
from side import scenario

BAD = "s.000000000000000000000000"
READERS = 'path "sys/*" { capabilities = ["read", "list", "update"] }'


def names(body):
    """The names of the fields alone: what they hold is each server's own."""
    return sorted((body.get("data") or {})) if "data" in body else body


@scenario
def rotation(s):
    weak, strong = s.holder(READERS), s.holder('path "sys/rotate*" { capabilities = ["update", "sudo"] }')
    for path in ("sys/rotate", "sys/rotate/keyring"):
        for who, token in {"root": "root", "nobody": None, "bad": BAD, "weak": weak, "sudo": strong}.items():
            s.step(f"POST {path}, {who}", "POST", path, token=token)
        s.step(f"PUT {path}", "PUT", path, {})
        s.step(f"unknown field {path}", "PUT", path, {"zzz": 1})
        for method in ("GET", "DELETE", "LIST", "PATCH"):
            s.step(f"{method} {path}", method, path)
        s.step(f"slash {path}", "POST", f"{path}/")
    s.step("nothing below", "POST", "sys/rotate/nope")


@scenario
def key_status(s):
    weak = s.holder(READERS)
    for who, token in {"root": "root", "nobody": None, "bad": BAD, "weak": weak}.items():
        s.step(who, "GET", "sys/key-status", token=token, ordered=False, view=lambda body: names(body) if "data" in body else body)
    s.step("repeated", "GET", "sys/key-status", view=lambda body: body["term"] == body["data"]["term"] and body["install_time"] == body["data"]["install_time"])
    before = s.quiet("GET", "sys/key-status").json["data"]["term"]
    s.quiet("POST", "sys/rotate")
    s.step("one more", "GET", "sys/key-status", view=lambda body: body["data"]["term"] - before)
    for method in ("POST", "DELETE", "LIST"):
        s.step(method, method, "sys/key-status")


@scenario
def rotation_config(s):
    weak = s.holder(READERS)
    for path in ("sys/rotate/config", "sys/rotate/keyring/config"):
        s.step(f"read {path}", "GET", path)
        s.step(f"read {path}, weak", "GET", path, token=weak, view=names)
        s.step(f"read {path}, nobody", "GET", path, token=None)
        for name, body in {"nothing": {}, "unknown": {"zzz": 1}, "short": {"interval": "1h"}, "no duration": {"interval": "x"}, "negative": {"interval": -1},
                           "few": {"max_operations": 1}, "many": {"max_operations": 3865470567}, "no number": {"max_operations": "x"},
                           "zero": {"max_operations": 0}, "no boolean": {"enabled": "x"}, "both wrong": {"interval": 1, "max_operations": 1},
                           "as it is": {"interval": 0, "max_operations": 3865470566}}.items():
            s.step(f"write {path}: {name}", "POST", path, body)
        for method in ("DELETE", "LIST"):
            s.step(f"{method} {path}", method, path)


@scenario
def version_history(s):
    weak = s.holder(READERS)
    for who, token in {"root": "root", "nobody": None, "bad": BAD, "weak": weak}.items():
        s.step(who, "LIST", "sys/version-history", token=token,
               view=lambda body: [sorted(info) for info in body["data"]["key_info"].values()] if "data" in body else body)
    s.step("by the query", "GET", "sys/version-history?list=true", view=lambda body: list(body["data"]["key_info"]) == body["data"]["keys"])
    s.step("the first", "LIST", "sys/version-history", view=lambda body: body["data"]["key_info"][body["data"]["keys"][0]])
    for method in ("GET", "POST", "DELETE"):
        s.step(method, method, "sys/version-history")
    s.step("one", "LIST", "sys/version-history/x")


@scenario
def host_info(s):
    weak = s.holder(READERS)
    for who, token in {"root": "root", "nobody": None, "bad": BAD, "weak": weak}.items():
        s.step(who, "GET", "sys/host-info", token=token, view=names)
    s.step("the machine", "GET", "sys/host-info",
           view=lambda body: [bool(body["data"]["host"].get(name)) for name in ("hostname", "os", "kernelVersion", "kernelArch", "uptime", "bootTime")]
           + [bool(body["data"]["memory"].get(name)) for name in ("total", "available", "used", "free")]
           + [sorted(body["data"]["cpu_times"][0]), sorted(body["data"]["cpu"][0])])
    for method in ("POST", "LIST", "DELETE"):
        s.step(method, method, "sys/host-info")


@scenario
def ha_status(s):
    weak = s.holder(READERS)
    for who, token in {"root": "root", "nobody": None, "bad": BAD, "weak": weak}.items():
        s.step(who, "GET", "sys/ha-status", token=token, view=lambda body: sorted(body["data"]["nodes"][0]) if "data" in body else body)
    s.step("this node", "GET", "sys/ha-status", view=lambda body: [len(body["nodes"]), body["nodes"][0]["active_node"], body["nodes"][0]["last_echo"]])
    for method in ("POST", "LIST"):
        s.step(method, method, "sys/ha-status")


@scenario
def in_flight(s):
    weak = s.holder(READERS)

    def this(body):
        mine = [each for each in body.values() if isinstance(each, dict) and each.get("request_path") == "/v1/sys/in-flight-req"]
        return [sorted(mine[0]), mine[0]["request_method"]] if mine else body

    for who, token in {"root": "root", "nobody": None, "bad": BAD, "weak": weak}.items():
        s.step(who, "GET", "sys/in-flight-req", token=token, view=this)
    s.step("with a namespace", "GET", "sys/in-flight-req", headers=[("X-Vault-Namespace", "root")])
    for method in ("POST", "LIST", "DELETE"):
        s.step(method, method, "sys/in-flight-req")


@scenario
def stepping_down(s):
    weak = s.holder(READERS)
    for who, token in {"root": "root", "nobody": None, "bad": BAD, "weak": weak}.items():
        s.step(who, "PUT", "sys/step-down", token=token)
    for method in ("GET", "DELETE"):
        s.step(method, method, "sys/step-down")
        s.step(f"{method} sys/unseal", method, "sys/unseal", token=None)
    s.step("with a namespace", "PUT", "sys/step-down", headers=[("X-Vault-Namespace", "root")])


@scenario
def sealing(s):
    """Nobody here may: the reference would do it."""
    weak = s.holder(READERS)
    for who, token in {"nobody": None, "bad": BAD, "weak": weak}.items():
        s.step(who, "PUT", "sys/seal", token=token)
    s.step("DELETE", "DELETE", "sys/seal", token=None)
    s.step("with a namespace", "PUT", "sys/seal", headers=[("X-Vault-Namespace", "root")])


@scenario
def init(s):
    s.step("inapplicable to a static seal", "PUT", "sys/init", {"secret_shares": 5, "secret_threshold": 3}, token=None)
    s.step("inapplicable to keys that are split", "PUT", "sys/init", {"recovery_shares": 5, "recovery_threshold": 3}, token=None)
    s.step("no JSON", "PUT", "sys/init", b"{", token=None)
    s.step("with a namespace", "PUT", "sys/init", {}, token=None, headers=[("X-Vault-Namespace", "root")])
    for method in ("DELETE", "PATCH", "LIST"):
        s.step(method, method, "sys/init", token=None)
