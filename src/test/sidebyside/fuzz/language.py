"""The language of policies: texts that were changed here and there, taken or refused alike, and what those that were taken say."""
import base64
import json
import re

from .case import child, step, write

HCL = [
    'path "x" { capabilities = ["read", "list"] }',
    'path "x" {\n  capabilities = ["read"]\n}\npath "x/*" {\n  capabilities = ["list", "update"]\n}',
    'name = "n"\n# of all\npath "a/+/b" { policy = "write" }',
    'path "x" { capabilities = ["create"]\n allowed_parameters = { a = ["b", 1, true], "*" = [] }\n denied_parameters = { c = [] } }',
    'path "x" { capabilities = ["update"]\n required_parameters = ["a", "b"]\n min_wrapping_ttl = "1m"\n max_wrapping_ttl = 90 }',
    'path "x" { capabilities = ["list", "scan"]\n pagination_limit = 5\n list_scan_response_keys_filter_path = "x/{{ .key }}" }',
    'path "x" { capabilities = ["read"]\n expiration = "2101-01-01T00:00:00Z"\n comment = "why" }',
    'path "x" { comment = <<E\nlong\nE\n capabilities = ["deny"] }',
    '/* one */ path "x" { // two\n capabilities = [ # three\n "sudo", "patch", ] }',
    'path "{{identity.entity.id}}/x" { capabilities = ["read"] }',
    'path = { "x" = { capabilities = ["read"] } }',
    'path "x" = { capabilities = ["read"], comment = "c" }',
    'path x { capabilities = ["read"] }',
    'path "x" { capabilities = ["read"] } path "y" { capabilities = ["list"] }',
]
JSON = [
    '{"path":{"x":{"capabilities":["read","list"]}}}',
    '{"name":"n","path":{"x":{"policy":"write"},"x/*":{"capabilities":[]}}}',
    '{"path":[{"x":{"capabilities":["read"]}},{"y":{"capabilities":["deny"]}}]}',
    '{"path":{"x":{"capabilities":["update"],"allowed_parameters":{"a":["b",1,1.5,true],"*":[]},"denied_parameters":{"c":[]},"required_parameters":["a"]}}}',
    '{"path":{"x":{"capabilities":["read"],"min_wrapping_ttl":"1m","max_wrapping_ttl":90,"pagination_limit":5,"comment":"c","expiration":"2101-01-01T00:00:00Z"}}}',
]
TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_][\w.-]*|\d+(?:\.\d+)?|\s+|//.*|#.*|.', re.S)
WORDS = ['path', '"path"', '"x"', 'x', '{', '}', '[', ']', ',', '=', ':', '"read"', '"deny"', '"READ"', '"banana"', '""', 'capabilities', 'policy',
         'comment',
         'name', '5', '-5', '1.5', '0x1F', '010', '1e3', 'true', 'false', 'null', '\n', ' ', '\r\n', '\t', '#', '//', '/* */', '/*', '"${x}"', '"${"',
         '<<E\nx\nE\n',
         '<<-E\n  x\n  E\n', '"\\u0041"', '"\\x41"', '"\\101"', '"\\n"', '"\\q"', '"\\"', "'", '.', ';', '-', '+', '*', '"+*"', '"a/+*"', '"é"', 'é',
         '\ufeff', '\0', '\u2028',
         '\u00a0', '"/x"', '"{{"', '"}}"', '"{{x}}"', 'pagination_limit', 'expiration', 'required_parameters', 'allowed_parameters',
         'min_wrapping_ttl', '"1h"', '"-1h"',
         'mfa_methods', 'control_group', '[]', '{}', '["read"]', '{ a = [] }', '"x" "y"', 'unknown = 1', '"\U0001f600"', '\x0b', '\x0c', '\x7f',
         '"a\nb"', '1_000', '1.', '.5', '1e', '0x']
ATTRIBUTES = ["capabilities", "policy", "comment", "expiration", "pagination_limit", "min_wrapping_ttl", "max_wrapping_ttl", "allowed_parameters",
              "denied_parameters",
              "required_parameters", "list_scan_response_keys_filter_path"]
SHAPES = ['"read"', '["read"]', '[]', '{}', '5', '-1', '1.5', 'true', '"5"', '"1m"', '"1.5m"', '"1d"', '"-1s"', '["read", 5]', '[["read"]]', '[{}]',
          '{ a = [] }', '{ a = {} }', '{ a = "b" }',
          '{ a = [[]] }', '"2001-01-01T00:00:00Z"', '"2101-01-01T00:00:00+02:00"', '"2101-01-01"', '2101', '""', '"x{{ .key }}"',
          '"{{ .path }}{{ .key }}"', '"{{.key}}"', '"{{ .key"',
          '["a", "A"]', '[""]', '[true]', '[1.5]', '0', '"0"', '99999999999', '" 5 "', '"1h1m1s"', '"1h 1m"', '"1us"', '"1µs"', '"1e3s"', '".5s"',
          '"5."', '<<E\n5\nE\n', '1e3', '0x10', '010', '"0x10"', '"010"']

GROUND = [write("@run@-show", 'path "sys/internal/ui/resultant-acl" { capabilities = ["read"] }')]


def case(random):
    text = random.choices([changed_hcl, changed_json, attributes, characters, encoded], [6, 4, 6, 2, 1])[0](random)
    return [write("@case@", text, view="verdict"), child("t", "@case@", "@run@-show"),
            step("POST", "sys/capabilities", {"token": "@t@", "paths": ["x", "x/y", "y", "a/1/b", ""]}, view="capabilities"),
            step("GET", "sys/internal/ui/resultant-acl", token="@t@")]


def changed_hcl(random):
    return changed(random, random.choice(HCL))


def changed_json(random):
    text = random.choice(JSON)
    if random.random() < 0.3:
        text = json.dumps(json.loads(text), indent=1)
    return changed(random, text)


def changed(random, text):
    """One to three tokens of the text are dropped, doubled, swapped, replaced or put between."""
    tokens = TOKENS.findall(text)
    for _ in range(random.choice([1, 1, 2, 3])):
        if not tokens:
            break
        place = random.randrange(len(tokens))
        kind = random.randrange(7)
        if kind == 0:
            del tokens[place]
        elif kind == 1:
            tokens.insert(place, tokens[place])
        elif kind == 2:
            other = random.randrange(len(tokens))
            tokens[place], tokens[other] = tokens[other], tokens[place]
        elif kind == 3:
            tokens[place] = random.choice(WORDS)
        elif kind in (4, 5):
            tokens.insert(place, random.choice(WORDS))
        elif random.random() < 0.5:
            del tokens[place:]
        else:
            tokens[place:place] = tokens[random.randrange(len(tokens)):][:random.randint(1, 8)]
    return "".join(tokens)


def attributes(random):
    """A block whose attributes have values of any shape."""
    lines = [f"{random.choice(ATTRIBUTES)} = {random.choice(SHAPES)}" for _ in range(random.choice([1, 1, 1, 2, 3]))]
    if random.random() < 0.7 and not any(line.startswith("capabilities") for line in lines):
        lines.insert(0, 'capabilities = ["list", "update"]')
    return 'path "x" {\n ' + "\n ".join(lines) + "\n}"


def characters(random):
    """Single characters changed."""
    text = list(random.choice(HCL + JSON))
    for _ in range(random.randint(1, 2)):
        place = random.randrange(len(text))
        text[place:place + random.randrange(2)] = random.choice(list('"\'\\{}[]=,:#/*-+.$<>;\n\r\t\0 \ufeffé😀x0'))
    return "".join(text)


def encoded(random):
    """Base64 of a text, whole or not quite."""
    text = changed(random, random.choice(HCL + JSON)) if random.random() < 0.3 else random.choice(HCL + JSON)
    sent = base64.b64encode(text.encode()).decode()
    return random.choice([sent, sent, sent.rstrip("="), sent + "=", sent[:-3], " " + sent, sent + "\n", sent.replace("+", "-").replace("/", "_"),
                          sent[:20] + "\n" + sent[20:]])
