"""One server: where requests go out as they are written, and cases are played."""
import http.client
import itertools
import os
import re
import socket

from wire import Answer, Server

from . import judge
from .case import NAMED, READS

MADE = re.compile(r"^(?:sys/policies/acl|sys/auth|sys/namespaces|auth/token/roles)/@case@[^/?]*$")
RUN = os.urandom(3).hex()
WORDS = itertools.count()


class Link(Server):
    """A server on one connection that is kept, as far as it can be."""

    def __init__(self, base, root):
        super().__init__(base)
        self.root, self.kept, self.socket = root, {"run": f"r{RUN}"}, None

    def prepare(self, ground):
        """Plays steps whose results all later cases see."""
        names = {"root": self.root, **self.kept}
        for each in ground:
            answer = self.call(each, names)
            if answer.status >= 300:
                raise RuntimeError(f"preparation: {each.call}: {answer.status} {answer.raw[:300]!r}")
        self.kept = names

    def play(self, steps, word):
        """What is compared of each answer, in the order of the steps. What the case made goes at the end."""
        names = {"case": word, "root": self.root, **self.kept}
        taken = [judge.kept(each, self.call(each, names), names) for each in steps]
        self._tidy(steps, names)
        return taken

    def call(self, step, names):
        """Sends one step, and notes under its names what it keeps."""
        fill = lambda text: NAMED.sub(lambda found: names.get(found[1], found[0]), text)
        headers = [(name, fill(value)) for name, value in step.headers]
        if step.token:
            headers.append(("X-Vault-Token", fill(step.token)))
        if step.namespace:
            headers.append(("X-Vault-Namespace", fill(step.namespace)))
        path = fill(step.path)
        body = None if step.body is None else fill(step.body).encode("utf-8", "surrogateescape")
        answer = self.request(step.method, path if path.startswith("/") else f"/v1/{path}", headers, body, step.raw)
        for name, pointer in step.keep:
            value = answer.get(*pointer.split("/"))
            names[name] = value if isinstance(value, str) and value else "nothing"
        return answer

    def _tidy(self, steps, names):
        made = {(each.path, each.namespace) for each in steps if each.method not in READS and MADE.match(each.path)}
        for path, namespace in sorted(made, reverse=True):
            place = [("X-Vault-Namespace", NAMED.sub(lambda found: names.get(found[1], found[0]), namespace))] if namespace else []
            self.request("DELETE", "/v1/" + path.replace("@case@", names["case"]), [("X-Vault-Token", self.root), *place], None)
        for name, _ in {kept for each in steps for kept in each.keep if kept[1] == "auth/client_token"}:
            if names[name] != "nothing":
                self.request("POST", "/v1/auth/token/revoke", [("X-Vault-Token", self.root)], b'{"token":"%s"}' % names[name].encode())

    def request(self, method, target, headers, body, alone=False):
        """The answer; status 0 is none."""
        present = {name.lower() for name, _ in headers}
        lines = [f"{method} {target} HTTP/1.1", *([] if "host" in present else [f"Host: {self.host}:{self.port}"])]
        lines += [f"{name}: {value}" for name, value in headers]
        if body is not None and not present & {"content-length", "transfer-encoding"}:
            lines.append(f"Content-Length: {len(body)}")
        elif body is None and method in ("POST", "PUT", "PATCH") and not alone:
            lines.append("Content-Length: 0")
        message = "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + (body or b"")
        if alone:
            return self._exchanged(self._connected(), method, message)[0]
        fresh = self.socket is None
        answer, again = self._exchanged(self.socket or self._connected(), method, message)
        self.socket = again
        return answer if answer.status or fresh else self.request(method, target, headers, body)

    def _connected(self):
        connection = socket.create_connection((self.host, self.port), self.timeout)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    @staticmethod
    def _exchanged(connection, method, message):
        """The answer, and the connection if it can be used once more."""
        response = http.client.HTTPResponse(connection, method=method)
        try:
            connection.sendall(message)
            response.begin()
            answer = Answer(response.status, [(name.lower(), value) for name, value in response.getheaders()], response.read())
            if not response.will_close:
                return answer, connection
        except (http.client.HTTPException, OSError) as failed:
            answer = Answer(0, [], type(failed).__name__.encode())
        finally:
            response.close()
        connection.close()
        return answer, None


def word():
    """A name for one play of a case, the same on both servers."""
    return f"w{RUN}{next(WORDS):06}"
