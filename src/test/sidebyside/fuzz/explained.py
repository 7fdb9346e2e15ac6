"""The differences that are meant: each with its reason, and as narrow as it can be said."""
import base64
import dataclasses
import json
import re
from fnmatch import fnmatchcase


@dataclasses.dataclass
class Meant:
    """A reason; which requests; and from patterns of pointers to what the two answers have there, as JSON texts (`-` is nothing).

    All three are regular expressions that fit the whole but for the pointers, which are globs. `told` is what the two say why they refuse; `when`
    may look at the step itself, `with_case` at the whole case.
    """

    why: str
    call: str
    differs: dict
    told: tuple = (".*", ".*")
    when: object = None
    with_case: object = None
    seen: int = 0

    def covers(self, steps, step, pointer, reference, ours, reasons):
        if not re.fullmatch(self.call, step.call, re.S) or self.when and not self.when(step) or self.with_case and not self.with_case(steps):
            return False
        if not all(re.fullmatch(pattern, reason, re.S) for pattern, reason in zip(self.told, reasons)):
            return False
        return any(fnmatchcase(pointer, pattern) and re.fullmatch(a, reference, re.S) and re.fullmatch(b, ours, re.S)
                   for pattern, (a, b) in self.differs.items())


def written(value):
    return json.dumps(value, sort_keys=True)


class Explanations:
    """The table below, and how often each reason was needed."""

    def __init__(self):
        self.table = [dataclasses.replace(each) for each in TABLE]

    def unexplained(self, steps, step, reference, ours, found):
        """The differences of a step that no reason covers. Without any, the reasons that were needed are counted."""
        needed, left = set(), {}
        reasons = [str(side.get("told", side.get("body/errors/0", ""))) for side in (reference, ours)]
        for pointer, pair in found.items():
            told = [written(side[pointer]) if pointer in side else "-" for side in (reference, ours)]
            why = next((place for place, each in enumerate(self.table) if each.covers(steps, step, pointer, *told, reasons)), None)
            if why is None:
                left[pointer] = pair
            else:
                needed.add(why)
        for place in needed if not left else ():
            self.table[place].seen += 1
        return left


def ours_refuses(why, call, status, text, **more):
    """Ours is a refusal of this status for this reason, whatever the reference answers."""
    anything = (".*", ".*")
    return Meant(why, call, {"status": (".*", str(status)), "body*": anything, "header/*": anything, "no newline": anything, "unordered": anything},
                 **{"told": (".*", text), **more})


def asked(step):
    """The body of a request, as a map from its keys."""
    try:
        value = json.loads(step.body or "null")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def is_no_json(text):
    """Whether a text that begins as an object is none, to the letter."""
    try:
        json.loads(text, parse_constant=int)
    except ValueError:
        return text.lstrip().startswith("{")
    return False


def policy_text(step):
    """The text of the policy that a step writes; base64 of a text counts as that."""
    text = str(asked(step).get("policy", ""))
    bare = text.replace("\n", "").replace("\r", "")
    try:
        return base64.b64decode(bare, validate=True).decode() if len(bare) % 4 == 0 else text
    except ValueError:
        return text


def promised(steps):
    """Whether a token is made by a role with an end that the call names."""
    return any("auth/token/create/" in each.path and "explicit_max_ttl" in asked(each) for each in steps)


def listed_boolean(steps):
    """Whether a policy in JSON has a boolean in a list."""
    return any(re.search(r"^\s*\{.*[\[,]\s*(true|false)\s*[,\]]", policy_text(each), re.S) for each in steps if re.match(POLICY, each.call))


POLICY = r"(POST|PUT) (/v1/)?sys/(policies/acl|policy)/.*"
REFUSED = '400|"refused"'
SYNTAX = r"failed to parse policy: .*"
ANY = (".*", ".*")
BRIEF = r'"\d+(ns|us|µs|μs|ms)"'
USERS = r"(/v1/)?auth/[^/]+/users/.*"
TABLE = [
    Meant("A user always shows policies, ttl and max_ttl, with the values of the token_ fields, and bound_cidrs when there are any.",
          rf"GET {USERS}",
          {"body/data/policies*": ANY, "body/data/ttl": ("-", ".*"), "body/data/max_ttl": ("-", ".*"), "body/data/bound_cidrs*": ("-", ".*")}),
    ours_refuses("A deny that cannot be filled in may have covered anything: its tokens are refused (P3).", r"POST sys/capabilities .*", 403,
                 r"1 error occurred:\n\t\* error parsing templated policy .*: no value could be found for one of the template directives\n\n"),
    ours_refuses("An attribute or a parameter that comes twice is refused (P5).", POLICY, REFUSED, SYNTAX + r': duplicate key ".*"'),
    ours_refuses("JSON that is none is no policy.", POLICY, REFUSED, SYNTAX, when=lambda step: is_no_json(policy_text(step))),
    ours_refuses("No comma without a value.", POLICY, REFUSED, SYNTAX, when=lambda step: re.search(r"[\[,]\s*,", policy_text(step))),
    ours_refuses("Capabilities are a list: an object in its place does not count as an empty one.", POLICY, REFUSED,
                 SYNTAX + r"unknown slice type: \*ast.ObjectType"),
    ours_refuses("A policy that asks for what we do not check is refused.", POLICY, REFUSED, SYNTAX + r'invalid key "(mfa_methods|control_group)".*'),
    Meant("A slash before a path that is asked about says nothing, in a namespace as in root; there, only in root.", r"POST sys/capabilities .*",
          {"body//*": ('"[a-zR-]*"', '"[a-zR-]*"')}, when=lambda step: step.namespace),
    Meant("Numbers equal numbers, and lists are compared element by element (P1).", r"(POST|PUT) (?!sys/|auth/).*",
          {"status": ('"(through|denied)"', '"(through|denied)"')},
          when=lambda step: any(isinstance(value, (int, float, list)) and not isinstance(value, bool) for value in asked(step).values())),
    Meant("The path of a rule is told as it stands in the text.", POLICY,
          {"body/errors/0": (r'"failed to parse policy: .*invalid use of wildcards.*', r'"failed to parse policy: .*invalid use of wildcards.*')},
          when=lambda step: step.namespace),
    Meant("No piece of a body stands in an error: it may be one of a password.", ".*",
          {"body/errors/0": (r'"failed to decode JSON input: .*', r'"failed to decode JSON input: invalid character"')}),
    ours_refuses("A body that is not UTF-8 or has half a surrogate pair would make different passwords equal: refused (H5).", ".*", 400,
                 "failed to decode JSON input: invalid character|error parsing form data",
                 when=lambda step: re.search(r"[\ud800-\udfff]|\\u[dD][89a-fA-F]|%[89a-fA-F]", step.body or "")),
    ours_refuses("A key that comes twice is read differently by different readers: refused.", ".*", 400,
                 "failed to decode JSON input: an object has the same key twice"),
    ours_refuses("A body is of moderate depth.", ".*", 400,
                 "refused JSON input due to high complexity: exceeded maximum depth, number of tokens, or length of a name or number"),
    ours_refuses("A target that is not UTF-8 is read differently by different readers: refused (W1).", ".*", 400, "request target is not UTF-8"),
    Meant("Every refusal is JSON, that of a broken escape as well.", ".*", {"header/*": ANY, "body*": ANY, "unordered": ANY},
          ("", "malformed (percent-escape in the )?request target")),
    ours_refuses("A name of a policy has no empty segment: there, a rule about the name without it would not cover the call.",
                 r".* /v1/sys/polic(y|ies/acl)/.*", 400, "policy name has an empty segment"),
    Meant("A listing without a key is 404 under the older name of the endpoint, too.", r"(LIST|GET|SCAN) /v1/sys/policy.*",
          {"status": ("200", "404"), "body*": ANY, "header/*": ANY, "unordered": ANY}),
    Meant("Names may end with a dot or a hyphen, as the documents say.", rf".* {USERS}", {"status": ("404", ".*"), "body*": ANY, "unordered": ANY},
          (r"1 error occurred:\n\t\* unsupported path\n\n", ".*"),
          when=lambda step: re.search(r"(\.|%2[eE]|-|%2[dD])/?(\?.*)?$", step.path)),
    Meant("A mistake of the client is 400, not 500 (D3, D4, S9).", ".*", {"status": ("500", "400"), "body/errors/0": ANY},
          (r"(1 error occurred:\n\t\* )?(missing password|username does not exist|no token found)(\n\n)?|.*",
           r"(1 error occurred:\n\t\* )?(missing password|username does not exist|no token found)(\n\n)?")),
    ours_refuses("An address with a port, or a mask that does not fit, is none (D18).", ".*", 400,
                 "(error parsing (role fields|bound_cidrs): )?error parsing address .*"),
    ours_refuses("Negative times of a mount are refused (D13, D20).", r"POST sys/auth/.*", 400, r"\w+ cannot be negative"),
    ours_refuses("So is a default above the system's maximum, in a tune as when enabled (D20).", r"POST sys/auth/.*", 400,
                 "given default lease TTL greater than system max lease TTL of 2764800"),
    ours_refuses("Batch tokens come later; until then a request for one is refused.", r"POST .*", 400, "batch tokens are not supported yet"),
    Meant("A type that is no text makes the reference hang up.", r"POST (/v1/)?auth/token/roles/.*",
          {"status": ("0", "400"), "body*": ANY, "header/*": ANY, "unordered": ANY}),
    ours_refuses("token_strictly_bind_ip is read where it is sent.", r"POST auth/token/roles/.*", 400,
                 'error converting input for field "token_strictly_bind_ip": .*'),
    ours_refuses("Names and metadata of namespaces have limits (N4).", r"\w+ (/v1/)?sys/namespaces/.*", 400,
                 "(custom_metadata|namespace name is longer|a key|a value) .*"),
    Meant("What a token was promised to end by holds, also when its role is asked for a renewal.", r"POST auth/token/(renew|lookup).*",
          {"body/auth/lease_duration": ANY, "body/data/ttl": ANY, "body/data/last_renewal*": ANY, "body/warnings*": ANY}, with_case=promised),
    Meant("There is no web console.", r"\w+ (/|/ui.*)(\?\S*)?( .*)?", {"status": ("200|307", "404"), "body": ANY, "header/*": ANY}),
    Meant("The older keys stand at the top level too, however the namespace is named.", r"GET .*sys/(auth|mounts|policy).*", {"body/*": ("-", ".*")}),
    ours_refuses("A broken escape is refused wherever it stands in the target (W1).", ".*", 400, "malformed percent-escape in the request target"),
    ours_refuses("A path of a mount has no empty segment.", r".* /v1/sys/.*", 400, "mount path has an empty segment"),
    Meant("A boolean in a list counts, also in a policy that is JSON. There it is dropped: what allows or denies one value is about all.",
          r"GET sys/internal/ui/resultant-acl|(POST|PUT) (?!sys/|auth/).*",
          {"body/data/*_paths/*_parameters/*": ANY}, with_case=listed_boolean),
    ours_refuses("A text that ends behind an equals sign is cut off.", POLICY, REFUSED, SYNTAX,
                 when=lambda step: re.search(r"=(\s|#.*|//.*|/\*.*\*/)*$", policy_text(step))),
    ours_refuses("A threshold has 63 bits.", r"POST sys/auth/.*", 400, "unable to parse user lockout threshold: .*: value out of range"),
    ours_refuses("A time is within the years that can be written.", r"POST sys/policies/.*", 400,
                 r'Field validation failed: error converting input for field "expiration": could not parse string as date and time'),
    ours_refuses("A path that is not clean is sent to the clean one before its query is read, and before help is given.", r".* .*(//|/\.).*", 307, "",
                 told=(r"|relative paths not supported|permission denied|no handler for route .*", "")),
    Meant("An empty version says nothing in a tune, as when a mount is enabled.", r"POST sys/auth/.*",
          {"status": ("400", "204"), "body*": ANY, "unordered": ANY},
          (r'version "" is not a valid semantic version: malformed version: ', "(?!plugin).*")),
    Meant("A version that is not there is told as it was sent.", r"POST sys/auth/.*", {"body/errors/0": ANY},
          (r'version ".*" is not a valid semantic version.*|plugin not found .*', ".*")),
    Meant("Open: media types that are none are told as another type (app.RequestParser).", r"PATCH .*",
          {"status": ("400", ".*"), "body*": ANY, "unordered": ANY}, ("mime: .*", ".*")),
    ours_refuses("Segments of dots are refused before the verb is looked at.", r"\w+ .*", 400, "relative paths not supported",
                 told=("", "relative paths not supported")),
    Meant("There are no secret engines that could be mounted or unmounted.", r"(DELETE|POST|PUT) /v1/sys/mounts/.*",
          {"status": ("204|400", "405"), "body*": ANY, "header/*": ANY, "unordered": ANY}),
    ours_refuses("A mount is read by its own path, not by one below it.", r"GET /v1/sys/(mounts/)?auth/.+/.*", 400, r"No (secret|auth) engine.*"),
    Meant("A number that is too large is not told: it may be one of a password.", ".*",
          {"body/errors/0": (r'".*json: cannot unmarshal number \S+ into Go value of type float64"',
                                                            r'".*json: cannot unmarshal number into Go value of type float64"')}),
    Meant("The config of a new mount is converted as a tune is.", r"POST sys/auth/@case@ .*config.*",
          {"status": ("400|204", "400|204"), "body*": ANY, "unordered": ANY},
          ("unable to convert given auth config information", "(?!unable to convert given auth).*")),
    Meant("A config with an object or a list for a text is refused; there, some are not looked at.", r"POST sys/auth/@case@ .*config.*(\[\]|\{).*",
          {"status": ("400|204", "400"), "body*": ANY, "unordered": ANY},
          (".*", "unable to convert given auth config information")),
    Meant("An escaped slash makes no empty segment that is redirected.", r".*%2[fF].*",
          {"status": ("307", ".*"), "body*": ANY, "header/*": ANY, "unordered": ANY}),
    Meant("Of what follows the first value of a body only the beginning is looked at.", r".*[}l]\s*[\[{\"].*",
          {"status": ("400", "20.|40."), "body*": ANY, "header/*": ANY, "unordered": ANY}, ("failed to decode JSON input: .*", ".*")),
    Meant("An array of nothing is an empty map.", r"(POST auth/token|\w+ sys/namespaces|GET sys/auth)/.*",
          with_case=lambda steps: any("[null]" in (each.body or "") for each in steps),
          differs={"body/auth/metadata*": ANY, "body/data/custom_metadata*": ANY, "body/data/meta*": ANY, "body/data/options*": ANY, "body/options*": ANY}),
    ours_refuses("A query that cannot be decoded is refused, whatever the verb (W1).", r"\w+ [^ ]*\?.*", 400, "error parsing query parameters"),
    ours_refuses("A token that has run out before it is told of is not told of.", r"POST auth/token/create.*", 403, "permission denied",
                 when=lambda step: re.search(BRIEF, step.body or "")),
    Meant("A token of less than a second may have run out by the next call.", r"POST auth/token/lookup.*",
          {"status": ("200|403", "200|403"), "body*": ANY, "unordered": ANY},
          with_case=lambda steps: any(re.search(BRIEF, each.body or "") for each in steps)),
    Meant("The config is looked at before the type.", r"POST sys/auth/@case@ .*config.*", {"body/errors/0": ANY},
          ("backend type must be specified as a string", ".*")),
    Meant("Slashes at the end of a mount's path say nothing.", r"GET /v1/sys/(mounts/)?auth/.*(/|%2[fF])",
          {"status": ("400", "200"), "body*": ANY, "header/*": ANY, "unordered": ANY}),
    Meant("Open: the bare path of a child namespace is that namespace and no path in it; with a slash at the end it ends with one (app.Route).",
          r"\w+ (@run@-team(/app)?|app)/?(\?\S*)?( .*)?",
          {"status": ANY, "body*": ANY, "header/*": ANY, "unordered": ANY}, when=lambda step: step.view == "reach"),
    Meant("Help is given at clean paths only.", r"HELP \S*(//|/\.).*", {"status": (".*", "307"), "body*": ANY, "header/*": ANY, "unordered": ANY}),
    Meant("HEAD is answered as GET is, without the reason.", r"HEAD .*%([89a-fA-F]|[^0-9a-fA-F]|.?[^0-9a-fA-F]|.?$).*",
          {"status": (".*", "400"), "header/*": ANY}),
    ours_refuses("A wrapping time is a number or a text.", POLICY, REFUSED, SYNTAX,
                 when=lambda step: re.search(r"_wrapping_ttl\"?\s*[=:]?\s*[\[{]", policy_text(step))),
    Meant("Names of required parameters are the same in either case, and stand there once.", r"GET sys/internal/ui/resultant-acl",
          {"body/data/*_paths/*/required_parameters/*": ANY}),
    Meant("Slashes around the name of a namespace say nothing, and a rule about the name covers them.",
          r"\w+ /v1/sys/namespaces/.*%2[fF].*", {"status": ("400", "200"), "body*": ANY, "unordered": ANY}),
    Meant("What an expired rule says is checked as well.", POLICY,
          {"status": ("204|\"accepted\"", "400|\"refused\""), "body*": ANY, "unordered": ANY}, (".*", SYNTAX),
          when=lambda step: re.search(r'expiration\W+20[01]\d-', policy_text(step))),
    ours_refuses("A carriage return stands before the end of a line only.", POLICY, REFUSED, SYNTAX,
                 when=lambda step: re.search(r"\r(?!\n)", policy_text(step))),
    Meant("Open: a path in an error has its backslashes once (app).", r".*\\.*",
          {"body/errors/0": (r'"no handler for route .*', r'"no handler for route .*')}),
    Meant("Help outside of /v1/ is not found, without a word.", r"HELP /(?!v1/).*", {"body/errors*": ANY, "unordered": ANY},
          ("Missing /v1/ prefix.*", "")),
    Meant("A path that begins with /v1 and an escaped slash is none of ours.", r"\w+ /v1%2[fF].*", {"status": (".*", "404"), "body*": ANY, "unordered": ANY}),
]
