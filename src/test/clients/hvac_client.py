"""Drives hvac for ClientStoriesTest: one request a line on standard input, one answer a line on standard output, both JSON.

A request has `address`, `token`, `call` (a method below) and `arguments`. The answer has `result`, or `status` and `error` of
what the server refused.
"""
import json
import sys

import hvac
from hvac.exceptions import Forbidden, InvalidPath, InvalidRequest, VaultError

STATUS = {InvalidRequest: 400, Forbidden: 403, InvalidPath: 404}


class Calls:
    def __init__(self, address, token):
        self.client = hvac.Client(url=address, token=token)
        self.userpass = self.client.auth.userpass

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

    def healthy(self):
        sys_ = self.client.sys
        head, body = sys_.read_health_status(), sys_.read_health_status(method="GET")
        return head.status_code == 200 and not body["sealed"] and sys_.is_initialized() and not sys_.is_sealed()


def answer(request):
    try:
        calls = Calls(request["address"], request["token"])
        return {"result": getattr(calls, request["call"])(*request["arguments"])}
    except VaultError as refusal:
        return {"status": STATUS.get(type(refusal), 500), "error": str(refusal)}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
