"""Drives hvac for ClientStoriesTest: one request a line on standard input, one answer a line on standard output, both JSON.

A request has `address`, `token`, `namespace` (empty for the root), `call` (a method below) and `arguments`. The answer has `result`, or `status` and `error` of
what the server refused.
"""
import json
import sys

import hvac
from hvac.exceptions import Forbidden, InvalidPath, InvalidRequest, VaultDown, VaultError

STATUS = {InvalidRequest: 400, Forbidden: 403, InvalidPath: 404, VaultDown: 503}


class Calls:
    def __init__(self, address, token, namespace):
        self.client = hvac.Client(url=address, token=token, namespace=namespace or None)
        self.userpass = self.client.auth.userpass
        self.token = self.client.auth.token

    def enable(self, mount):
        self.client.sys.enable_auth_method("userpass", path=mount)

    def tune(self, mount, seconds):
        self.client.sys.tune_auth_method(mount, default_lease_ttl=f"{seconds}s")

    def tuned(self, mount):
        return self.client.sys.read_auth_method_tuning(mount)["data"]["default_lease_ttl"]

    def mounts(self):
        return [path.rstrip("/") for path in self.client.sys.list_auth_methods()["data"]]

    def write_user(self, mount, name, password, policies):
        self.userpass.create_or_update_user(name, password=password, policies=policies, mount_point=mount)

    def policies(self, mount, name):
        return self.userpass.read_user(name, mount_point=mount)["data"]["token_policies"]

    def users(self, mount):
        return self.userpass.list_user(mount_point=mount)["data"]["keys"]

    def login(self, mount, name, password):
        auth = self.userpass.login(name, password, use_token=False, mount_point=mount)["auth"]
        return {"token": auth["client_token"], "policies": auth["policies"], "seconds": auth["lease_duration"]}

    def display_name(self):
        return self.client.auth.token.lookup_self()["data"]["display_name"]

    def renew(self):
        return self.client.auth.token.renew_self()["auth"]["lease_duration"]

    def change_password(self, mount, name, password):
        self.userpass.update_password_on_user(name, password, mount_point=mount)

    def revoke(self):
        self.client.auth.token.revoke_self()

    def delete_user(self, mount, name):
        self.userpass.delete_user(name, mount_point=mount)

    def disable(self, mount):
        self.client.sys.disable_auth_method(mount)

    def tune_lockout(self, mount, threshold, seconds):
        lockout = {
            "lockout_threshold": str(threshold),
            "lockout_duration": f"{seconds}s",
            "lockout_counter_reset_duration": f"{seconds}s",
        }
        self.client.write_data(f"sys/auth/{mount}/tune", data={"user_lockout_config": lockout})

    def accessor(self, mount):
        return self.client.read(f"sys/auth/{mount}")["data"]["accessor"]

    def locked(self, accessor):
        found = self.client.read(f"sys/locked-users?mount_accessor={accessor}")["data"]["by_namespace"]
        return [name for namespace in found for each in namespace["mount_accessors"] for name in each["alias_identifiers"] or ()]

    def unlock(self, accessor, name):
        self.client.write_data(f"sys/locked-users/{accessor}/unlock/{name}")

    def write_policy(self, name, text):
        self.client.sys.create_or_update_policy(name, text)

    def read_policy(self, name):
        return self.client.sys.read_policy(name)["data"]["rules"]

    def list_policies(self):
        return self.client.sys.list_policies()["data"]["policies"]

    def delete_policy(self, name):
        self.client.sys.delete_policy(name)

    def capabilities(self, path, token=None):
        return self.client.sys.get_capabilities([path], token=token)["data"][path]

    def create(self, policy, seconds, uses, orphan):
        make = self.token.create_orphan if orphan else self.token.create
        return make(policies=[policy], ttl=f"{seconds}s", num_uses=uses, meta={"told": "story"})["auth"]

    def create_by_role(self, role, policy):
        return self.token.create(policies=[policy], role_name=role)["auth"]

    def write_role(self, role, policy, seconds):
        self.token.create_or_update_role(role, allowed_policies=[policy], orphan=True, token_period=f"{seconds}s")

    def list_roles(self):
        return self.token.list_roles()["data"]["keys"]

    def delete_role(self, role):
        self.token.delete_role(role)

    def look_up(self, token):
        return self.token.lookup(token)["data"]["policies"]

    def look_up_accessor(self, accessor):
        return self.token.lookup_accessor(accessor)["data"]["policies"]

    def list_accessors(self):
        return self.token.list_accessors()["data"]["keys"]

    def renew_token(self, token):
        return self.token.renew(token)["auth"]["lease_duration"]

    def revoke_token(self, token):
        self.token.revoke(token)

    def revoke_accessor(self, accessor):
        self.token.revoke_accessor(accessor)

    def revoke_alone(self, token):
        self.token.revoke_and_orphan_children(token)

    def revoke_below(self, path):
        self.client.sys.revoke_prefix(path)

    def create_namespace(self, name, metadata):
        if metadata:
            self.client.write_data(f"sys/namespaces/{name}", data={"custom_metadata": metadata})
        else:
            self.client.sys.create_namespace(name)

    def read_namespace(self, name):
        return found(self.client.read(f"sys/namespaces/{name}"))["custom_metadata"]

    def list_namespaces(self):
        return self.client.sys.list_namespaces()["data"]["keys"]

    def scan_namespaces(self):
        return found(self.client.read("sys/namespaces?scan=true"))["keys"]

    def patch_namespace(self, name, key, value, removed):
        patch = {"custom_metadata": {key: value, removed: None}}
        headers = {"Content-Type": "application/merge-patch+json"}
        self.client.adapter.request("patch", f"/v1/sys/namespaces/{name}", headers=headers, json=patch)

    def delete_namespace(self, name):
        self.client.sys.delete_namespace(name)

    def lock_namespace(self, name):
        return self.client.write_data(api_lock("lock", name))["data"]["unlock_key"]

    def unlock_namespace(self, name, key):
        self.client.write_data(api_lock("unlock", name), data={"unlock_key": key})

    def login_below(self, namespace, mount, name, password):
        return self.client.write_data(f"{namespace}/auth/{mount}/login/{name}", data={"password": password})["auth"]["client_token"]

    def users_below(self, namespace, mount):
        return found(self.client.list(f"{namespace}/auth/{mount}/users"))["keys"]

    def healthy(self):
        sys_ = self.client.sys
        head, body = sys_.read_health_status(), sys_.read_health_status(method="GET")
        return head.status_code == 200 and not body["sealed"] and sys_.is_initialized() and not sys_.is_sealed()


def api_lock(verb, name):
    return f"sys/namespaces/api-lock/{verb}" + (f"/{name}" if name else "")


def found(answer):
    if answer is None:
        raise InvalidPath("nothing there")
    return answer["data"]


def answer(request):
    try:
        calls = Calls(request["address"], request["token"], request["namespace"])
        return {"result": getattr(calls, request["call"])(*request["arguments"])}
    except VaultError as refusal:
        return {"status": STATUS.get(type(refusal), 500), "error": str(refusal)}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
