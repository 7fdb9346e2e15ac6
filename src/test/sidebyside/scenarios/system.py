"""Health, seal, leader, init, and what is not there."""
from side import scenario


@scenario
def health(s):
    s.step("read", "GET", "sys/health", token=None)
    s.step("head", "HEAD", "sys/health", token=None)
    s.step("with any token", "GET", "sys/health", token="nonsense")
    s.step("question mark", "GET", "sys/health?", token=None)
    for query in ("activecode=299", "activecode=204", "activecode=304", "activecode=503", "activecode=x", "activecode=", "activecode=99", "activecode=600",
                  "activecode=200&activecode=503", "standbycode=299", "standbycode=x", "sealedcode=204&uninitcode=204", "uninitcode=x", "sealedcode=x",
                  "standbyok=true", "standbyok", "standbyok=maybe", "perfstandbyok=true", "perfstandbyok=maybe", "drsecondarycode=x",
                  "performancestandbycode=299&removedcode=299&haunhealthycode=299&haunhealhtycode=299", "zzz=1", "activecode=+200", "activecode=2%2000"):
        s.step(f"read {query}", "GET", f"sys/health?{query}", token=None)
    s.step("head with a code", "HEAD", "sys/health?activecode=299", token=None)
    for method in ("POST", "PUT", "DELETE", "LIST", "PATCH", "OPTIONS", "FOO"):
        s.step(method, method, "sys/health", token=None)
    s.step("slash", "GET", "sys/health/")
    s.step("slash, nobody", "GET", "sys/health/", token=None)


@scenario
def seal_status(s):
    s.step("read", "GET", "sys/seal-status", token=None)
    for method in ("HEAD", "POST", "PUT", "DELETE", "LIST", "OPTIONS"):
        s.step(method, method, "sys/seal-status", token=None)
    s.step("with any token", "GET", "sys/seal-status", token="nonsense", view=lambda body: sorted(body))
    s.step("slash, nobody", "GET", "sys/seal-status/", token=None)


@scenario
def leader(s):
    s.step("read", "GET", "sys/leader", token=None)
    for method in ("HEAD", "POST", "DELETE"):
        s.step(method, method, "sys/leader", token=None)
    s.step("slash, nobody", "GET", "sys/leader/", token=None)


@scenario
def init(s):
    s.step("read", "GET", "sys/init", token=None)
    s.step("head", "HEAD", "sys/init", token=None)
    s.step("delete", "DELETE", "sys/init", token=None)
    s.step("slash, nobody", "GET", "sys/init/", token=None)
    s.step("again", "PUT", "sys/init", {"secret_shares": 1, "secret_threshold": 1}, token=None)
    s.step("again with nothing", "PUT", "sys/init", {}, token=None)


@scenario
def not_there(s):
    for method, path in (("GET", "sys/generate-root/attempt"), ("PUT", "sys/generate-root/attempt"), ("PUT", "sys/rekey/init"), ("GET", "sys/rekey/init"),
                         ("GET", "sys/raw/x"), ("GET", "sys/storage/raft/configuration"), ("GET", "sys/replication/status"), ("GET", "sys/license/status"),
                         ("POST", "sys/nope"), ("DELETE", "sys/nope"), ("LIST", "sys/nope"), ("GET", "sys"), ("GET", "sys/")):
        s.step(f"{method} {path}", method, path)
        s.step(f"{method} {path}, nobody", method, path, token=None)


@scenario
def sealing_without_rights(s):
    s.step("seal, nobody", "PUT", "sys/seal", token=None)
    s.step("seal, read", "GET", "sys/seal", token=None)
    s.step("unseal, read", "GET", "sys/unseal", token=None)
    s.step("step down, read", "GET", "sys/step-down", token=None)
