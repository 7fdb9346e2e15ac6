"""Rules whose paths are filled in from the identity of the token."""
import re

from side import scenario

READ = '{ capabilities = ["read"] }\n'


def people(s):
    """A userpass mount and its accessor."""
    m = s.userpass()
    accessor = s.quiet("GET", f"sys/auth/{m}").get("data", "accessor")
    s.names[accessor] = "the accessor"
    return m, accessor


@scenario
def of_the_alias(s):
    m, accessor = people(s)
    policy = s.policy("policy",
                      f'path "nowhere/{{{{identity.entity.aliases.{accessor}.name}}}}/*" {READ}path "plain" {READ}path "nowhere/{{{{ identity.entity.aliases.{accessor}.name }}}}" {{ capabilities = ["list"] }}')
    for name in ("bob", "alice", "a.b-c_d"):
        s.user(m, name, token_policies=policy)
    s.user(m, "boss", token_policies=[policy, s.policy("maker", 'path "auth/token/create" { capabilities = ["update"] }')])
    for name, token in {"bob": s.login(m, "bob"), "alice": s.login(m, "alice"), "BOB": s.login(m, "BOB"), "dotted": s.login(m, "a.b-c_d"),
                        "no entity": s.child(policy), "child": s.child(policy, parent=s.login(m, "boss"))}.items():
        s.step(f"{name}: may", "POST", "sys/capabilities", {"token": token,
                                                            "paths": ["nowhere/bob/x", "nowhere/alice/x", "nowhere/a.b-c_d/x", "nowhere/boss/x", "nowhere/bob",
                                                                      "plain", "nowhere//x", "nowhere/{{identity.entity.aliases.x.name}}/x"]}, ordered=False,
                                                                      view=lambda body: body["data"])
        s.step(f"{name}: reads bob's", "GET", "nowhere/bob/x", token=token)
        s.step(f"{name}: reads alice's", "GET", "nowhere/alice/x", token=token)


@scenario
def selectors(s):
    m, accessor = people(s)
    for name, template in {"entity id": "identity.entity.id", "entity name": "identity.entity.name", "alias id": f"identity.entity.aliases.{accessor}.id",
                           "alias name": f"identity.entity.aliases.{accessor}.name", "unknown accessor": "identity.entity.aliases.auth_userpass_00000000.name",
                           "metadata": "identity.entity.metadata.x", "alias metadata": f"identity.entity.aliases.{accessor}.metadata.username",
                           "alias custom metadata": f"identity.entity.aliases.{accessor}.custom_metadata.x", "group": "identity.groups.names.x.id",
                           "group id": "identity.groups.ids.x.name",
                           "bogus": "bogus", "empty": "", "blanks": "   ", "upper case": "IDENTITY.ENTITY.ID",
                           "two": "identity.entity.id}}/{{identity.entity.name", "part": "identity.entity", "time": "time.now", "time plus": "time.now.plus.1h",
                           "blank around": "  identity.entity.id  "}.items():
        s.user(m, "bob", token_policies=s.policy("policy", f'path "t/{{{{{template}}}}}/a" {READ}path "plain" {READ}'))
        token = s.login(m, "bob")
        entity = s.quiet("GET", "auth/token/lookup-self", token=token).get("data", "entity_id")
        filled = lambda body: sorted(re.sub(r"(?<![0-9a-f-])\d{10}(?![0-9a-f-])", "<time>", path.replace(entity,
                                                                              "its entity")) for path in body["data"]["exact_paths"] if path.startswith(("t/",
                                                                                                                                                         "plain")))
        s.step(name, "GET", "sys/internal/ui/resultant-acl", token=token, view=filled)


@scenario
def unresolved(s):
    for who, token in {"no entity": s.child(s.policy("policy", f'path "t/{{{{identity.entity.id}}}}" {READ}path "plain" {READ}path "plain2" {READ}')),
                       "two rules": s.child(s.policy("policy", f'path "{{{{bogus}}}}" {READ}path "plain" {READ}'))}.items():
        s.step(f"{who}: the others stand", "GET", "plain", token=token)
        s.step(f"{who}: it is skipped", "GET", "t/x", token=token)
        s.step(f"{who}: it is not literal", "GET", "t/%7B%7Bidentity.entity.id%7D%7D", token=token)
    for text in ('path "x" { capabilities = ["read"]\n comment = "{{bogus}}" }',
                 'path "x" { capabilities = ["read"]\n allowed_parameters = { "{{bogus}}" = ["{{identity.entity.id}}"] } }'):
        token = s.holder(text)
        s.step(f"not in a path: {len(text)}", "GET", "x", token=token)
    token = s.holder('path "t/{{identity.entity.id}}" { capabilities = ["deny"] }\npath "t/*" { capabilities = ["read"] }\npath "auth/token/lookup-self" { capabilities = ["read"] }')
    s.step("a deny that cannot be filled in", "GET", "t/x", token=token)
    s.step("a deny that cannot be filled in, look-up", "GET", "auth/token/lookup-self", token=token, view=lambda body: body.get("errors") or "found")
    s.step("a deny that cannot be filled in, capabilities", "POST", "sys/capabilities", {"token": token, "paths": ["t/x"]}, ordered=False)
    wild = s.holder('path "t/{{identity.entity.id}}/+/*" { capabilities = ["read"] }\npath "+/{{identity.entity.name}}" { capabilities = ["read"] }')
    s.step("with wildcards", "GET", "t/x/y/z", token=wild)
