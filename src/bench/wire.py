"""HTTP as the measurements need it: a login as bytes, the head and body of an answer, and a small client of the API."""
import asyncio
import http.client
import json
import urllib.parse
from dataclasses import dataclass

USERS = 64
PASSWORD = "correct horse"
WRONG_PASSWORD = "battery staple"
READING = (OSError, asyncio.IncompleteReadError, ValueError)


@dataclass(frozen=True)
class Target:
    """The users `u0` to `u63` of a mount."""

    base: str
    namespace: str
    mount: str

    @property
    def address(self):
        url = urllib.parse.urlsplit(self.base)
        return url.hostname, url.port

    def path(self):
        return f"/v1/auth/{self.mount}/login/u"

    def login(self, user, password):
        """The request in which this user logs in."""
        body = json.dumps({"password": password})
        head = [
            f"POST {self.path()}{user % USERS} HTTP/1.1",
            "Host: {}:{}".format(*self.address),
            f"Content-Length: {len(body)}",
            *([f"X-Vault-Namespace: {self.namespace}"] if self.namespace else []),
        ]
        return ("\r\n".join(head) + "\r\n\r\n" + body).encode()

    def arguments(self):
        return [self.base, self.namespace, self.mount]


async def read_answer(reader):
    """Status and headers of the next answer; its body is read and forgotten."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if headers.get("transfer-encoding") == "chunked":
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readuntil(b"\r\n")
    else:
        await reader.readexactly(int(headers.get("content-length", 0)))
    return int(lines[0].split()[1]), headers


class Api:
    """Calls a server with its root token."""

    def __init__(self, base, token):
        self.address = urllib.parse.urlsplit(base).netloc
        self.token = token

    def call(self, method, path, body=None, namespace=""):
        """The body of the answer, as JSON; a refusal ends the program."""
        connection = http.client.HTTPConnection(self.address, timeout=60)
        headers = {"X-Vault-Token": self.token, **({"X-Vault-Namespace": namespace} if namespace else {})}
        connection.request(method, "/v1/" + path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status not in (200, 204):
            raise SystemExit(f"{method} {path} at {self.address}: {answer.status} {content.decode(errors='replace')}")
        return json.loads(content) if content else {}

    def make_namespace(self, namespace):
        self.call("POST", "sys/namespaces/" + namespace)

    def make_mount(self, namespace, mount, threshold=None):
        """A userpass mount with all its users; it locks nobody out, unless there is a threshold for that."""
        self.call("POST", "sys/auth/" + mount, {"type": "userpass"}, namespace)
        lockout = {"lockout_disable": True} if threshold is None else {"lockout_threshold": str(threshold), "lockout_duration": "1h"}
        tuning = {"user_lockout_config": lockout}
        self.call("POST", f"sys/auth/{mount}/tune", tuning, namespace)
        for user in range(USERS):
            self.call("POST", f"auth/{mount}/users/u{user}", {"password": PASSWORD}, namespace)

    def lock(self, namespace, mount):
        """Locks all users of a mount with a threshold of 1."""
        headers = {"X-Vault-Namespace": namespace} if namespace else {}
        for user in range(USERS):
            connection = http.client.HTTPConnection(self.address, timeout=60)
            connection.request("POST", f"/v1/auth/{mount}/login/u{user}", json.dumps({"password": WRONG_PASSWORD}), headers)
            status = connection.getresponse().status
            connection.close()
            if status != 400:
                raise SystemExit(f"a wrong password was answered with {status}")
