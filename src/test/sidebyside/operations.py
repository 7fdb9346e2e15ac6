#!/usr/bin/env python3
"""Lists the operations of the reference's OpenAPI document that we serve, one a line, for scenarios/operations.py.

  operations.py reference=http://127.0.0.1:8200,root > operations-2.7.2.json

A line is [method, path, query parameters, {field of the body: its type}]. `auth/userpass` stands for any mount of that type.
"""
import json
import re
import sys

sys.dont_write_bytecode = True

from wire import Server

SERVED = re.compile(r"auth/(token|userpass)/|sys/(auth|mounts|namespaces|policies/acl|policies/detailed/acl|policy|leases|locked-users|remount)(/|$)"
                    r"|sys/capabilities|sys/(health|seal-status|leader|init)$|sys/internal/ui/")
ENGINES = re.compile(r"sys/mounts/\{path\}$")


def operations(document):
    """The operations in the order of their paths and methods."""
    for path, item in sorted(document["paths"].items()):
        for method in ("get", "post", "patch", "delete"):
            served = SERVED.match(path[1:]) and not (method != "get" and ENGINES.match(path[1:]))
            if method in item and served:
                yield [method.upper(), path[1:], queries(item, item[method]), fields(document, item[method])]


def queries(item, operation):
    return sorted({parameter["name"] for parameter in item.get("parameters", []) + operation.get("parameters", []) if parameter["in"] == "query"})


def fields(document, operation):
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = document["components"]["schemas"].get(content["schema"].get("$ref", "").rsplit("/", 1)[-1], content["schema"])
        return {name: field.get("type", "any") for name, field in sorted(schema.get("properties", {}).items())}
    return {}


def main():
    base, root = sys.argv[1].split("=", 1)[1].rsplit(",", 1)
    server, credentials = Server(base), [("X-Vault-Token", root)]
    server.send("POST", "/v1/sys/auth/userpass", {"type": "userpass"}, credentials)
    document = server.send("GET", "/v1/sys/internal/specs/openapi", None, credentials).json
    server.send("DELETE", "/v1/sys/auth/userpass", None, credentials)
    print("[\n" + ",\n".join(json.dumps(operation) for operation in operations(document)) + "\n]")


if __name__ == "__main__":
    main()
