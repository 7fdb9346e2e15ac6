"""What is kept of an answer, and how two of them are compared.

An answer becomes a flat map from pointers to values: `status`, `header/<name>`, `body/<key>/<key>...`, in document order unless
it says `unordered`. Whatever two servers cannot have in common (identifiers, tokens, times) is replaced by a placeholder that still tells its shape;
so are the texts of the built-in policies, and where and how a policy text breaks the grammar: no client reads those.
"""
import re
import time

SHAPES = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"\b((?:auth_)?[a-z]+)_[0-9a-f]{8}\b"), r"<accessor \1>"),
    (re.compile(r"\bs\.[0-9A-Za-z]{24}\b"), "<token>"),
    (re.compile(r"\bb\.[0-9A-Za-z_-]{40,}"), "<batch token>"),
    (re.compile(r"\bh[0-9a-f]{40,64}\b|\bh[0-9A-Za-z_-]{43}(?![0-9A-Za-z_-])"), "<token hash>"),
    (re.compile(r"^[0-9A-Za-z]{24}(?=$|\.)"), "<token accessor>"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z"), "<time>"),
    (re.compile(r"\b[a-z]+-cluster-[0-9a-f]{8}\b"), "<cluster>"),
    (re.compile(r"(?s)^(failed to parse policy: )(?:Expected .*: |At )?\d+:\d+(?!: root\.)\b.*"), r"\1<syntax>"),
]
DURATION = re.compile(r"\b(?=\d+[hms])(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?\b")
BUILT_IN_POLICIES = ("default", "response-wrapping")
CLOCKED = ("ttl", "lease_duration")
UNCOMPARED_HEADERS = {"date", "content-length", "transfer-encoding", "connection", "keep-alive"}


def shaped(value, names):
    """The value with placeholders; `names` maps what this run made up (texts and patterns) to what it stands for."""
    if isinstance(value, dict):
        built_in = value.get("name") in BUILT_IN_POLICIES
        return {shaped(key, names): "<text of the built-in policy>" if built_in and key in ("policy", "rules") else shaped(child, names)
                for key, child in value.items()}
    if isinstance(value, list):
        return [shaped(child, names) for child in value]
    if isinstance(value, str):
        for made_up, stem in names.items():
            value = made_up.sub(lambda _, stem=stem: stem, value) if isinstance(made_up, re.Pattern) else value.replace(made_up, stem)
        for pattern, placeholder in SHAPES:
            value = pattern.sub(placeholder, value)
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value - time.time()) < 7 * 86400:
        return "<unix seconds>"
    return value


def leaves(value, pointer):
    """(pointer, leaf) in document order; an empty object or array is a leaf."""
    if isinstance(value, dict) and value:
        for key, child in value.items():
            yield from leaves(child, f"{pointer}/{key}")
    elif isinstance(value, list) and value:
        for place, child in enumerate(value):
            yield from leaves(child, f"{pointer}/{place}")
    else:
        yield pointer, value


def flat(answer, names, view, ordered):
    """The map of an answer. `view` cuts the JSON body to what a scenario compares; `ordered` keeps the order of its keys."""
    kept = {"status": answer.status}
    for name, value in answer.headers:
        if name not in UNCOMPARED_HEADERS:
            kept[f"header/{name}"] = shaped(value, names)
    if answer.json is None:
        kept["body"] = shaped(answer.raw.decode(errors="backslashreplace"), names)
        return kept
    body = list(leaves(shaped(view(without_ticks(answer.json)), names), "body"))
    kept.update(body if ordered else sorted(body, key=lambda leaf: leaf[0]))
    if not answer.raw.endswith(b"\n"):
        kept["no newline"] = True
    if not ordered:
        kept["unordered"] = True
    return kept


def without_ticks(body):
    """Drops the warning that a time was cut by what the clock ticked since the login: it comes or not, as the second falls."""
    if isinstance(body, dict) and isinstance(body.get("warnings"), list):
        kept = [text for text in body["warnings"] if not (text.startswith("TTL of") and ticked(*seconds(text)[:2]))]
        return {**body, "warnings": kept or None}
    return body


def ticked(asked, given):
    return 0 < asked - given <= 2


def differences(reference, ours):
    """pointer -> (the reference's value or None, ours or None), for every pointer where they are not alike."""
    found = {}
    for pointer in [*reference, *(p for p in ours if p not in reference)]:
        a, b = reference.get(pointer), ours.get(pointer)
        if (pointer in reference) != (pointer in ours) or not alike(pointer, a, b):
            found[pointer] = (a, b)
    if not found and "unordered" not in ours and order(reference) != order(ours):
        found["order"] = (order(reference), order(ours))
    return found


def order(kept):
    """The pointers into the body, as they stood in it."""
    return [pointer for pointer in kept if pointer.startswith("body/")]


def alike(pointer, a, b):
    """Equal in type and value; what is left of a time may differ by two seconds, since clocks tick between two calls."""
    if type(a) is not type(b):
        return False
    if isinstance(a, int) and pointer.rsplit("/", 1)[-1] in CLOCKED:
        return abs(a - b) <= 2
    if isinstance(a, str) and a != b:
        return DURATION.sub("", a) == DURATION.sub("", b) and all(abs(x - y) <= 2 for x, y in zip(seconds(a), seconds(b)))
    return a == b


def seconds(text):
    """The durations in a text such as `1h59m59s`."""
    return [sum(int(part or 0) * unit for part, unit in zip(found, (3600, 60, 1))) for found in DURATION.findall(text)]
