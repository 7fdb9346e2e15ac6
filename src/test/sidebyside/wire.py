"""One server as the scenarios see it: plain HTTP/1.1 over loopback, nothing cleaned, encoded or retried on the way."""
import http.client
import json
from urllib.parse import urlsplit


class Answer:
    """What came back: status (0: the server hung up), the header lines as (lower-case name, value), the raw body and, if it is JSON, its value."""

    def __init__(self, status, headers, raw):
        self.status, self.headers, self.raw = status, headers, raw
        try:
            self.json = json.loads(raw)
        except ValueError:
            self.json = None

    def get(self, *path):
        """The value at this path of the JSON body, or None."""
        value = self.json
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    @property
    def client_token(self):
        return self.get("auth", "client_token")


class Server:
    """Sends requests to one base address, each on a connection of its own: a refused body never spoils the next request."""

    def __init__(self, base, timeout=20):
        address = urlsplit(base)
        self.host, self.port, self.timeout = address.hostname, address.port, timeout

    def send(self, method, target, body=None, headers=()):
        """`target` goes out as it is. `body` is bytes, text, or something that is sent as JSON; None sends none."""
        payload = body if body is None or isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        connection = http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            if payload is not None or method in ("POST", "PUT", "PATCH"):
                connection.putheader("Content-Length", str(len(payload or b"")))
            connection.endheaders(payload)
            response = connection.getresponse()
            return Answer(response.status, [(name.lower(), value) for name, value in response.getheaders()], response.read())
        except http.client.RemoteDisconnected:
            return Answer(0, [], b"hung up")
        finally:
            connection.close()
