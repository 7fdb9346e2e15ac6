"""What a policy text may be, and what it is told when it may not."""
from side import scenario

ACL = "sys/policies/acl"


def written(s, cases):
    """Each text as a policy of its own; what was accepted is asked for what it grants."""
    for name, text in cases.items():
        policy = s.unique("policy")
        s.made.append(f"{ACL}/{policy}")
        if s.step(name, "POST", f"{ACL}/{policy}", {"policy": text}).status == 204:
            token = s.child(policy)
            s.step(f"{name}, grants", "POST", "sys/capabilities", {"token": token, "paths": ["x", "x/y", "secret/a"]}, ordered=False,
                   view=lambda body: body["data"])


@scenario
def hcl(s):
    read = 'capabilities = ["read"]'
    written(s, {
        "plain": 'path "x" { capabilities = ["read"] }', "unquoted path": f"path x {{ {read} }}",
        "comments": f'# a\n// b\n/* c\n d */ path "x" {{ # e\n {read} // f\n }} /* g */',
        "comma in a list": 'path "x" { capabilities = ["read", "list",] }', "commas between": 'path "x" { capabilities = ["read"], comment = "y", }',
        "lines of a list": 'path "x" {\n capabilities = [\n "read",\n "list"\n ]\n}',
        "escape": 'path "\\u0078" { capabilities = ["read"] }', "other escape": 'path "\\x78" { capabilities = ["read"] }',
        "heredoc": 'path <<E\nx\nE\n { capabilities = ["read"] }', "heredoc value": 'path "x" {\n comment = <<E\nhello\nE\n capabilities = ["read"] }',
        "assigned path": f'path "x" = {{ {read} }}', "path as a map": 'path = { "x" = { capabilities = ["read"] } }',
        "name": f'name = "y"\npath "x" {{ {read} }}', "name block": f'name "y" {{ }}\npath "x" {{ {read} }}',
        "second label": f'path "x" "y" {{ {read} }}', "no label": f"path {{ {read} }}", "empty path": f'path "" {{ {read} }}',
        "slash": f'path "/x" {{ {read} }}', "two slashes": f'path "//x" {{ {read} }}',
        "twice": 'path "x" { capabilities = ["read"] }\npath "x" { capabilities = ["list"] }',
        "twice with deny": 'path "x" { capabilities = ["read"] }\npath "x" { capabilities = ["deny"] }',
        "empty block": 'path "x" { }', "no capabilities": 'path "x" { capabilities = [] }',
        "comment key": 'path "x" { comment = "hello"\n capabilities = ["read"] }', "comment number": 'path "x" { comment = 5\n capabilities = ["read"] }',
        "repeated capability": 'path "x" { capabilities = ["read", "read"] }',
        "all capabilities": 'path "x" { capabilities = ["create", "read", "update", "delete", "list", "sudo", "patch", "scan"] }',
        "deny among others": 'path "x" { capabilities = ["read", "deny", "sudo"] }', "single line": f'path "x" {{ {read} }} path "x/y" {{ {read} }}',
        "windows lines": f'path "x" {{\r\n {read}\r\n}}\r\n',
        "byte order mark": f'\ufeffpath "x" {{ {read} }}', "tabs": f'\tpath\t"x"\t{{\t{read}\t}}', "no blank": 'path"x"{capabilities=["read"]}',
        "not ascii": f'path "\u00e9" {{ {read} }}',
        "quoted keys": '"path" "x" { "capabilities" = ["read"] }', "empty list twice": 'path "x" { capabilities = []\n allowed_parameters = {} }',
        "semicolons": f'path "x" {{ {read}; }}',
        "interpolation": f'path "${{x}}" {{ {read} }}', "line end in a text": f'path "x\ny" {{ {read} }}', "null character": f'path "x\x00" {{ {read} }}',
    })
    for legacy in ("deny", "read", "write", "sudo"):
        written(s, {f"legacy {legacy}": f'path "x" {{ policy = "{legacy}" }}',
                    f"legacy {legacy} and others": f'path "x" {{ policy = "{legacy}"\n capabilities = ["patch"] }}'})


@scenario
def hcl_refused(s):
    written(s, {
        "nonsense": "nonsense", "a word and a brace": "nonsense {", "open block": 'path "x" {', "open list": 'path "x" { capabilities = ["read" }',
        "open text": 'path "x { capabilities = ["read"] }', "closed twice": 'path "x" { } }',
        "open comment": '/* x', "missing comma": 'path "x" { capabilities = ["read" "list"] }', "leading comma": 'path "x" { capabilities = [, "read"] }',
        "two commas": 'path "x" { capabilities = ["read",, "list"] }',
        "single quotes": "path 'x' { capabilities = ['read'] }", "bad escape": 'path "\\q" { capabilities = ["read"] }', "unknown top": 'foo "x" { }',
        "two unknown": 'foo "x" { }\nbar = 1', "unknown upper case": 'PATH "x" { }',
        "unknown key": 'path "x" { foo = 1 }', "two unknown keys": 'path "x" {\n foo = 1\n bar = 2 }', "upper case key": 'path "x" { Capabilities = ["read"] }',
        "bad capability": 'path "x" { capabilities = ["banana"] }',
        "upper case capability": 'path "x" { capabilities = ["READ"] }', "empty capability": 'path "x" { capabilities = [""] }',
        "root capability": 'path "x" { capabilities = ["root"] }', "second is bad": 'path "x" { capabilities = ["read", "banana", "apple"] }',
        "bad policy": 'path "x" { policy = "banana" }', "a text for a list": 'path "x" { capabilities = "read" }',
        "a number for a list": 'path "x" { capabilities = 5 }', "numbers in the list": 'path "x" { capabilities = [5] }',
        "lists in the list": 'path "x" { capabilities = [["read"]] }', "true in the list": 'path "x" { capabilities = [true] }',
        "object for a list": 'path "x" { capabilities = { } }',
        "plus and star": 'path "a/+*" { capabilities = ["read"] }', "plus and star inside": 'path "a/+*/b" { capabilities = ["read"] }',
        "required a text": 'path "x" { required_parameters = "y" }',
        "allowed a text": 'path "x" { allowed_parameters = "y" }', "allowed a list": 'path "x" { allowed_parameters = ["y"] }',
        "allowed values a text": 'path "x" { allowed_parameters = { y = "z" } }', "denied values a number": 'path "x" { denied_parameters = { y = 5 } }',
        "bad wrapping time": 'path "x" { min_wrapping_ttl = "zz" }', "bad longest wrapping time": 'path "x" { max_wrapping_ttl = "zz" }',
        "less than the least": 'path "x" { min_wrapping_ttl = "2m"\n max_wrapping_ttl = "1m" }',
        "wrapping list": 'path "x" { min_wrapping_ttl = [] }', "bad expiration": 'path "x" { expiration = "x" }', "braces": 'path "{{x" { }',
        "braces closed": 'path "x}}" { }', "braces swapped": 'path "}}x{{" { }', "braces within": 'path "{{ {{x}} }}" { }',
        "filter without list": 'path "x" { capabilities = ["read"]\n list_scan_response_keys_filter_path = "{{ .path }}{{ .key }}" }',
        "filter without the key": 'path "x" { capabilities = ["list"]\n list_scan_response_keys_filter_path = "{{ .path }}" }',
        "filter bad": 'path "x" { capabilities = ["list"]\n list_scan_response_keys_filter_path = "{{ .nope }" }',
        "filter unknown": 'path "x" { capabilities = ["list"]\n list_scan_response_keys_filter_path = "{{ .nope }}" }',
        "bad limit": 'path "x" { pagination_limit = "x" }', "bad methods": 'path "x" { mfa_methods = "x" }', "path a number": "path 5 { }",
        "path a text": 'path = "x"', "path a list": 'path = ["x"]', "path a list of numbers": "path = [5]",
        "second block is bad": 'path "x" { capabilities = ["read"] }\npath "y" { capabilities = ["banana"] }',
        "first of two": 'path "y" { foo = 1 }\npath "x" { capabilities = ["banana"] }', "key without a value": 'path "x" { capabilities }',
        "value without a key": 'path "x" { = 5 }',
        "block of capabilities": 'path "x" { capabilities { } }', "number as key": 'path "x" { 5 = 5 }', "assignment alone": "=", "brace alone": "}",
        "bracket alone": "[]", "number too large": 'path "x" { pagination_limit = 99999999999999999999 }', "octal": 'path "x" { pagination_limit = 09 }',
    })


@scenario
def json(s):
    written(s, {
        "plain": '{"path":{"x":{"capabilities":["read"]}}}', "blanks": ' \n {"path": {"x": {"capabilities": ["read"]}}} ',
        "list of objects": '{"path":[{"x":{"capabilities":["read"]}},{"x/y":{"capabilities":["list"]}}]}', "empty": "{}", "path empty": '{"path":{}}',
        "path null": '{"path":null}', "path an array": '{"path":[]}', "name": '{"name":"y","path":{"x":{"capabilities":["read"]}}}',
        "twice": '{"path":{"x":{"capabilities":["read"]},"x":{"capabilities":["list"]}}}',
        "path twice": '{"path":{"x":{"capabilities":["read"]}},"path":{"x":{"capabilities":["list"]}}}',
        "escape": '{"path":{"\\u0078":{"capabilities":["read"]}}}', "policy": '{"path":{"x":{"policy":"read"}}}',
        "parameters": '{"path":{"x":{"capabilities":["read"],"allowed_parameters":{"a":["b"],"c":[]},"required_parameters":["a"],"min_wrapping_ttl":"1m"}}}',
        "number": '{"path":{"x":{"capabilities":["read"],"max_wrapping_ttl":60}}}',
    })
    written(s, {
        "unknown top": '{"foo":1}', "unknown key": '{"path":{"x":{"foo":1}}}', "bad capability": '{"path":{"x":{"capabilities":["banana"]}}}',
        "text for a list": '{"path":{"x":{"capabilities":"read"}}}', "array below a path": '{"path":{"x":["read"]}}',
        "path a text": '{"path":"x"}', "path a number": '{"path":5}', "text below a path": '{"path":{"x":"read"}}', "null below a path": '{"path":{"x":null}}',
        "comma at the end": '{"path":{"x":{"capabilities":["read",]}}}', "no quotes": '{path:{}}', "single quotes": "{'path':{}}",
        "no comma": '{"path":{} "name":"x"}', "colon twice": '{"path"::{}}', "not closed": '{"path":{"x":{"capabilities":["read"]}}',
        "closed twice": '{"path":{}}}', "just a brace": "{", "half a key": '{"pa', "half a path": '{"path":', "comment": '{"path":{}} # x',
        "an array": '[{"path":{}}]',
        "bad escape": '{"path":{"\\q":{}}}', "true": '{"path":true}', "star and plus": '{"path":{"a/+*":{}}}', "hcl after it": '{} path "x" {}',
        "object for a list": '{"path":{"x":{"capabilities":{"read":1}}}}',
    })


@scenario
def values(s):
    block = lambda inner: f'path "x" {{ capabilities = ["read", "list"]\n {inner} }}'
    for name, inner in {
        "least wrapping number": "min_wrapping_ttl = 60", "least wrapping text": 'min_wrapping_ttl = "90"',
        "least wrapping duration": 'min_wrapping_ttl = "1h30m"', "wrapping negative": 'min_wrapping_ttl = "-5s"', "wrapping zero": "max_wrapping_ttl = 0",
        "wrapping days": 'max_wrapping_ttl = "1d"',
        "wrapping fraction": "max_wrapping_ttl = 1.5", "wrapping true": "max_wrapping_ttl = true",
        "wrapping equal": 'min_wrapping_ttl = "1m"\n max_wrapping_ttl = "60"', "limit": "pagination_limit = 5", "limit text": 'pagination_limit = "5"',
        "limit negative": "pagination_limit = -1",
        "limit fraction": "pagination_limit = 1.5", "limit zero": "pagination_limit = 0", "expiration": 'expiration = "2101-01-01T00:00:00Z"',
        "expiration past": 'expiration = "2001-01-01T00:00:00Z"', "expiration number": "expiration = 5", "expiration day": 'expiration = "2101-01-01"',
        "methods": 'mfa_methods = ["a"]', "allowed": "allowed_parameters = { a = [1, true, \"x\", 1.5] }", "allowed block": "allowed_parameters { a = [] }",
        "allowed lists": 'allowed_parameters = { a = [["x", "y"]] }', "allowed objects": 'allowed_parameters = { a = [{ b = "c" }] }',
        "allowed twice": 'allowed_parameters = { a = ["b"] }\n allowed_parameters = { c = [] }',
        "allowed quoted": 'allowed_parameters = { "a b" = [], "*" = [] }', "allowed upper case": "allowed_parameters = { ABC = [] }",
        "required": 'required_parameters = ["A", "b"]', "required numbers": "required_parameters = [5]",
        "required twice": 'required_parameters = ["a"]\n required_parameters = ["b"]', "capabilities twice": 'capabilities = ["update"]',
        "filter": 'list_scan_response_keys_filter_path = "{{ .path }}{{ .key }}"',
        "filter twice": 'list_scan_response_keys_filter_path = "a{{ .key }}"\n list_scan_response_keys_filter_path = "b{{ .key }}"',
        "heredoc": "comment = <<E\n x\nE\n", "heredoc with dents": "comment = <<-E\n x\n E\n", "heredoc not closed": "comment = <<E\n x\nE",
        "octal": "pagination_limit = 010", "hexadecimal": "pagination_limit = 0x10", "exponent": "pagination_limit = 1e2",
    }.items():
        policy = s.unique("policy")
        s.made.append(f"{ACL}/{policy}")
        if s.step(name, "POST", f"{ACL}/{policy}", {"policy": block(inner)}).status == 204:
            token = s.child(policy, s.policy("default", 'path "sys/internal/ui/resultant-acl" { capabilities = ["read"] }'))
            s.step(f"{name}, result", "GET", "sys/internal/ui/resultant-acl", token=token, ordered=False,
                   view=lambda body: (body["data"].get("exact_paths") or {}).get("x"))
