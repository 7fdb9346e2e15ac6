"""Auth mounts: list, read, enable, disable, tune."""
from side import scenario


def only(*paths):
    """Cuts a map of mounts, which stands in `data` and again beside it, to these paths."""
    def view(body):
        if not isinstance(body, dict) or "data" not in body:
            return body
        kept = {key: value for key, value in body.items() if not key.endswith("/") or key in paths}
        return {**kept, "data": {key: value for key, value in (body["data"] or {}).items() if key in paths}}
    return view


@scenario
def built_in(s):
    for path in ("sys/auth", "sys/mounts"):
        s.step(f"{path}", "GET", path, ordered=False, view=only("token/", "sys/", "identity/", "cubbyhole/"))
        s.step(f"{path} with a slash", "GET", path + "/")
        s.step(f"{path} listed", "LIST", path)
        s.step(f"{path} without a token", "GET", path, token=None)
    s.step("token", "GET", "sys/auth/token", ordered=False)
    s.step("token with a slash", "GET", "sys/auth/token/", ordered=False)
    s.step("token by mounts", "GET", "sys/mounts/auth/token", ordered=False)
    s.step("sys", "GET", "sys/mounts/sys", ordered=False)
    s.step("identity", "GET", "sys/mounts/identity", ordered=False)
    s.step("cubbyhole", "GET", "sys/mounts/cubbyhole", ordered=False)
    s.step("unknown", "GET", "sys/auth/nope")
    s.step("unknown by mounts", "GET", "sys/mounts/auth/nope")
    s.step("unknown secrets", "GET", "sys/mounts/nope")
    s.step("tuning of token", "GET", "sys/auth/token/tune", ordered=False)
    s.step("tuning of token by mounts", "GET", "sys/mounts/auth/token/tune", ordered=False)
    s.step("tuning of sys", "GET", "sys/mounts/sys/tune", ordered=False)
    s.step("tuning of unknown", "GET", "sys/auth/nope/tune")
    s.step("tuning of unknown by mounts", "GET", "sys/mounts/auth/nope/tune")
    s.step("tune unknown", "POST", "sys/auth/nope/tune", {"description": "x"})
    s.step("tune unknown by mounts", "POST", "sys/mounts/auth/nope/tune", {"description": "x"})
    s.step("token type of token", "POST", "sys/auth/token/tune", {"token_type": "batch"})
    s.step("disable token", "DELETE", "sys/auth/token")
    s.step("disable token with a slash", "DELETE", "sys/auth/token/")
    s.step("disable what is not there", "DELETE", "sys/auth/never-there")
    s.step("unmount sys", "DELETE", "sys/mounts/sys")
    s.step("unmount what is not there", "DELETE", "sys/mounts/never-there")
    s.step("mount over sys", "POST", "sys/mounts/sys", {"type": "kv"})
    s.step("mount without a type", "POST", "sys/mounts/x", {})
    s.step("mount an unknown type", "POST", "sys/mounts/x", {"type": "nope"})


@scenario
def life(s):
    m = s.fresh("people")
    s.step("enable", "POST", f"sys/auth/{m}", {"type": "userpass", "description": "the staff"})
    s.step("read", "GET", f"sys/auth/{m}", ordered=False)
    s.step("read with a slash", "GET", f"sys/auth/{m}/", ordered=False)
    s.step("read by mounts", "GET", f"sys/mounts/auth/{m}", ordered=False)
    s.step("in the list", "GET", "sys/auth", ordered=False, view=only(f"{m}/"))
    s.step("not among the secrets", "GET", "sys/mounts", ordered=False, view=only(f"{m}/"))
    s.step("tuning", "GET", f"sys/auth/{m}/tune", ordered=False)
    s.step("enable again", "POST", f"sys/auth/{m}", {"type": "userpass"})
    s.step("enable below", "POST", f"sys/auth/{m}/sub", {"type": "userpass"})
    s.step("enable put", "PUT", f"sys/auth/{m}", {"type": "userpass"})
    s.quiet("POST", f"auth/{m}/users/ada", {"password": "correct horse"})
    token = s.login(m, "ada")
    s.step("disable", "DELETE", f"sys/auth/{m}")
    s.step("its token is dead", "GET", "auth/token/lookup-self", token=token)
    s.step("read after", "GET", f"sys/auth/{m}")
    s.step("login after", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)
    s.step("login after with root", "POST", f"auth/{m}/login/ada", {"password": "correct horse"})
    s.step("users after", "GET", f"auth/{m}/users/ada")
    s.step("disable again", "DELETE", f"sys/auth/{m}")
    s.step("enable once more", "POST", f"sys/auth/{m}", {"type": "userpass"})
    s.step("no users any more", "LIST", f"auth/{m}/users")


@scenario
def deep_paths(s):
    m = s.fresh("people")
    deep = f"{m}/of/a/team"
    s.made.append(f"sys/auth/{deep}")
    s.step("enable deep", "POST", f"sys/auth/{deep}", {"type": "userpass"})
    s.step("read deep", "GET", f"sys/auth/{deep}", ordered=False)
    s.step("enable above", "POST", f"sys/auth/{m}/of", {"type": "userpass"})
    s.step("enable beside", "POST", f"sys/auth/{m}/of/another", {"type": "userpass"})
    s.made.append(f"sys/auth/{m}/of/another")
    s.step("write a user", "POST", f"auth/{deep}/users/ada", {"password": "correct horse"})
    answer = s.step("login", "POST", f"auth/{deep}/login/ada", {"password": "correct horse"}, token=None)
    s.step("look-up", "GET", "auth/token/lookup-self", token=answer.client_token)
    s.step("path of a tree", "GET", f"auth/{m}/of/users/ada")
    s.step("a path that ends in tune", "POST", f"sys/auth/{m}/tune", {"type": "userpass"})
    s.step("blank in the path", "POST", f"sys/auth/{m}%20x", {"type": "userpass"})
    s.made.append(f"sys/auth/{m}%20x")
    s.step("read with a blank", "GET", f"sys/auth/{m}%20x", ordered=False)
    s.names[m.upper()] = "PEOPLE"
    s.step("case counts", "GET", f"sys/auth/{m.upper()}/of/a/team", view=lambda body: None)


@scenario
def enable_refused(s):
    m = s.fresh("people")
    for name, body in {
        "no type": {}, "empty type": {"type": ""}, "null": None, "type token": {"type": "token"}, "type ns_token": {"type": "ns_token"},
        "type plugin": {"type": "plugin"}, "unknown type": {"type": "nope"}, "upper case type": {"type": "Userpass"},
        "type an array": {"type": ["userpass"]}, "config no object": {"type": "userpass", "config": "x"},
        "config an array": {"type": "userpass", "config": ["x"]}, "bad default": {"type": "userpass", "config": {"default_lease_ttl": "xx"}},
        "bad maximum": {"type": "userpass", "config": {"max_lease_ttl": "xx"}},
        "default above maximum": {"type": "userpass", "config": {"default_lease_ttl": "2h", "max_lease_ttl": "1h"}},
        "default above the system's": {"type": "userpass", "config": {"default_lease_ttl": "900h"}},
        "negative default": {"type": "userpass", "config": {"default_lease_ttl": "-5s"}},
        "bad token type": {"type": "userpass", "config": {"token_type": "nope"}},
        "bad visibility": {"type": "userpass", "config": {"listing_visibility": "xx"}},
        "default an object": {"type": "userpass", "config": {"default_lease_ttl": {}}},
        "force_no_cache a text": {"type": "userpass", "config": {"force_no_cache": "maybe"}},
        "options with a version": {"type": "userpass", "options": {"version": "2"}},
        "options a text": {"type": "userpass", "options": "x"}, "local a text": {"type": "userpass", "local": "maybe"},
        "version that is not there": {"type": "userpass", "config": {"plugin_version": "v1.0.0"}},
    }.items():
        s.step(name, "POST", f"sys/auth/{m}", body)
        s.quiet("DELETE", f"sys/auth/{m}")
    s.step("path of token", "POST", "sys/auth/token", {"type": "userpass"})
    s.step("below token", "POST", "sys/auth/token/x", {"type": "userpass"})
    s.step("without a path", "POST", "sys/auth/", {"type": "userpass"})
    s.step("slash at the end", "POST", f"sys/auth/{m}/", {"type": "userpass"})
    s.step("without a token", "POST", f"sys/auth/{m}", {"type": "userpass"}, token=None)


@scenario
def enable_with_config(s):
    bodies = {
        "as the command line": {"type": "userpass", "description": "", "local": False, "seal_wrap": False, "external_entropy_access": False,
                                "options": None, "config": {"options": None, "default_lease_ttl": "0s", "max_lease_ttl": "0s", "force_no_cache": False}},
        "times": {"type": "userpass", "config": {"default_lease_ttl": "1h", "max_lease_ttl": "2h30m"}},
        "times as numbers": {"type": "userpass", "config": {"default_lease_ttl": 60, "max_lease_ttl": "120"}},
        "times of the system": {"type": "userpass", "config": {"default_lease_ttl": "system", "max_lease_ttl": ""}},
        "maximum above the system's": {"type": "userpass", "config": {"max_lease_ttl": "900h"}},
        "the rest": {"type": "userpass", "local": True, "seal_wrap": True, "external_entropy_access": True,
                     "options": {"a": "b", "c": 1}, "config": {
                         "force_no_cache": True, "audit_non_hmac_request_keys": ["a", "b"], "audit_non_hmac_response_keys": "c,d",
                         "passthrough_request_headers": ["X-One"], "allowed_response_headers": "X-Two", "listing_visibility": "unauth",
                         "token_type": "service", "unknown": {"x": 1}}},
        "hidden": {"type": "userpass", "config": {"listing_visibility": "hidden"}},
        "version at the top": {"type": "userpass", "plugin_version": "v1.0.0"},
        "options as pairs": {"type": "userpass", "options": ["k=v"]},
    }
    for name, body in bodies.items():
        m = s.fresh("people")
        s.step(name, "POST", f"sys/auth/{m}", body)
        s.step(f"{name}, read", "GET", f"sys/auth/{m}", ordered=False)
        s.step(f"{name}, tuning", "GET", f"sys/auth/{m}/tune", ordered=False)


@scenario
def tune(s):
    m = s.userpass()
    for name, body in {
        "as the command line": {"options": None, "default_lease_ttl": "1h0m0s", "max_lease_ttl": "", "force_no_cache": False},
        "as by its defaults": {"options": None, "default_lease_ttl": "", "max_lease_ttl": "", "force_no_cache": False},
        "nothing": {}, "no body": None, "description": {"description": "the staff"}, "empty description": {"description": ""},
        "both times": {"default_lease_ttl": "30m", "max_lease_ttl": 7200}, "back to the system's": {"default_lease_ttl": "system", "max_lease_ttl": "0"},
        "days": {"max_lease_ttl": "2d"}, "zero seconds": {"max_lease_ttl": "0s"},
        "visible": {"listing_visibility": "unauth"}, "hidden": {"listing_visibility": "hidden"}, "visibility empty": {"listing_visibility": ""},
        "token type": {"token_type": "service"}, "token type empty": {"token_type": ""},
        "lists": {"audit_non_hmac_request_keys": "a,b", "audit_non_hmac_response_keys": ["c"], "passthrough_request_headers": ["X-One"],
                  "allowed_response_headers": ["X-Two"]},
        "lists empty": {"audit_non_hmac_request_keys": [], "audit_non_hmac_response_keys": "", "passthrough_request_headers": [],
                        "allowed_response_headers": []},
        "options": {"options": {"a": "b"}}, "options as pairs": {"options": ["c=d"]}, "option deleted": {"options": {"a": ""}},
        "options null": {"options": None}, "unknown field": {"zzz": 1},
    }.items():
        s.step(name, "POST", f"sys/mounts/auth/{m}/tune", body)
        s.step(f"{name}, tuning", "GET", f"sys/auth/{m}/tune", ordered=False)
    s.step("by the other path", "PUT", f"sys/auth/{m}/tune", {"description": "other"})
    s.step("read at the end", "GET", f"sys/auth/{m}", ordered=False)


@scenario
def tune_refused(s):
    m = s.userpass()
    for name, body in {
        "bad default": {"default_lease_ttl": "xx"}, "bad maximum": {"max_lease_ttl": "5q"}, "no unit": {"max_lease_ttl": "1.7"},
        "default above maximum": {"default_lease_ttl": "20", "max_lease_ttl": "10"},
        "bad token type": {"token_type": "nope"},
        "bad visibility": {"listing_visibility": "xx"}, "lockout no object": {"user_lockout_config": "x"},
        "default an array": {"default_lease_ttl": ["1h"]}, "description an object": {"description": {}}, "options a number": {"options": 5},
        "lists an object": {"audit_non_hmac_request_keys": {}},
    }.items():
        s.step(name, "POST", f"sys/auth/{m}/tune", body)
    s.step("slash at the end", "POST", f"sys/auth/{m}/tune/", {"description": "x"})
    s.step("deleted", "DELETE", f"sys/auth/{m}/tune")
    s.step("nothing changed", "GET", f"sys/auth/{m}", ordered=False)
    s.step("default above the system's", "POST", f"sys/auth/{m}/tune", {"default_lease_ttl": "900h"})
    s.step("negative maximum", "POST", f"sys/auth/{m}/tune", {"max_lease_ttl": "-5s"})


@scenario
def times_reach_the_token(s):
    m = s.userpass("people", default_lease_ttl="1h", max_lease_ttl="2h")
    s.user(m, "ada")
    s.step("default of the mount", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)
    s.user(m, "bob", token_ttl="3h")
    s.step("capped by the mount", "POST", f"auth/{m}/login/bob", {"password": "correct horse"}, token=None)
    s.quiet("POST", f"sys/auth/{m}/tune", {"default_lease_ttl": "10m"})
    s.step("after a tune", "POST", f"auth/{m}/login/ada", {"password": "correct horse"}, token=None)


@scenario
def without_rights(s):
    m = s.userpass()
    s.user(m, "ada")
    token = s.login(m, "ada")
    for who, credential in (("weak", token), ("nobody", None), ("unknown", "s.000000000000000000000000")):
        s.step(f"list, {who}", "GET", "sys/auth", token=credential)
        s.step(f"read, {who}", "GET", f"sys/auth/{m}", token=credential)
        s.step(f"enable, {who}", "POST", f"sys/auth/{m}x", {"type": "userpass"}, token=credential)
        s.step(f"tune, {who}", "POST", f"sys/mounts/auth/{m}/tune", {"description": "x"}, token=credential)
        s.step(f"disable, {who}", "DELETE", f"sys/auth/{m}", token=credential)
        s.step(f"secrets, {who}", "GET", "sys/mounts", token=credential)


@scenario
def seen_by_the_login_page(s):
    def view(body):
        kept = {key: value for key, value in (body.get("data") or {}).get("auth", {}).items() if key in (f"{m}/", f"{n}/", "token/")}
        return {**body, "data": {"auth": kept, "kinds": sorted(body.get("data") or {})}} if "data" in body else body
    m, n = s.userpass("people", listing_visibility="unauth"), s.userpass("staff")
    s.user(m, "ada")
    token = s.login(m, "ada")
    listed = "sys/internal/ui/mounts"
    s.step("nobody", "GET", listed, token=None, ordered=False, view=view)
    s.step("root", "GET", listed, ordered=False, view=view)
    s.step("root, all", "GET", listed, ordered=False, view=lambda body: sorted({*body["data"]["secret"]} - {"secret/"}))
    s.step("weak", "GET", listed, token=token, ordered=False, view=view)
    s.step("unknown token", "GET", listed, token="s.000000000000000000000000")
    s.step("written", "POST", listed, {})
    for who, credential in (("root", "root"), ("nobody", None), ("unknown", "s.000000000000000000000000")):
        s.step(f"one, {who}", "GET", f"{listed}/auth/{m}", token=credential, ordered=False)
        s.step(f"below one, {who}", "GET", f"{listed}/auth/{m}/users/ada", token=credential, ordered=False)
        s.step(f"one with a slash, {who}", "GET", f"{listed}/auth/{m}/", token=credential, ordered=False)
        s.step(f"one that is not there, {who}", "GET", f"{listed}/never-there/foo", token=credential)
        s.step(f"cubbyhole, {who}", "GET", f"{listed}/cubbyhole", token=credential, ordered=False)
        s.step(f"no path, {who}", "GET", f"{listed}/", token=credential)
    s.step("one that a weak token cannot touch", "GET", f"{listed}/auth/{m}", token=token)
