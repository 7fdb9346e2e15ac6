#!/usr/bin/env python3
"""Writes the list of differences in docs/compatibility.md, between its two markers, from explained.json and the recorded answers.

  document.py ../../../docs/compatibility.md           writes it
  document.py --check ../../../docs/compatibility.md   says whether it is as it would be written: exit code 1 if not
"""
import fnmatch
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True

from run import GENERATED, HERE, stored

BEGIN, END = "<!-- differences: written by src/test/sidebyside/document.py -->\n", "<!-- end of the differences -->\n"
CODES = re.compile(r" \((?:threats )?[A-Z]\d+(?:, [A-Z]\d+)*\)(?=[.:,]|$)")
LONGEST = 160
AREAS = {
    "Requests and answers": ("envelope", "namespace_requests"), "Users and logins": ("userpass",), "User lockout": ("lockout", "locked_users"),
    "Auth mounts and their tuning": ("mounts", "remount", "tuning"), "Namespaces": ("namespaces", "namespace_policies", "namespace_deletion"),
    "Lock of a namespace": ("api_lock", "locked_namespace"), "Tokens": ("tokens", "token_*", "namespace_tokens", "leases"),
    "Policies and capabilities": ("policies", "policy_text", "acl*", "capabilities"), "System": ("system", "life", "internal_ui"),
    "Parameters at their limits": ("operations",),
}


def area(step):
    file = step.split(".", 1)[0]
    return next(title for title, files in AREAS.items() if any(fnmatch.fnmatchcase(file, pattern) for pattern in files))


def steps(transcript, patterns):
    """(scenario, step, what is kept) of each step that a pattern names."""
    for scenario, taken in transcript.items():
        for step, kept in taken.items():
            if any(fnmatch.fnmatchcase(f"{scenario}/{step}", pattern) for pattern in patterns):
                yield scenario, step, kept


def told(status, text):
    """An answer in a few words; a text that is cut, or of which only the beginning is known, ends with an ellipsis."""
    if status in (0, None) or isinstance(status, int) and status < 400:
        return str(status or "no answer")
    text = " ".join(text.replace("1 error occurred:\n\t* ", "").split())
    text = text[:-1] + "…" if text.endswith("*") else text
    text = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return f"{status} `{text}`" if text else str(status)


def text_of(kept):
    return next((kept[pointer] for pointer in ("body/errors/0", "body/0") if kept.get(pointer) and isinstance(kept[pointer], str)), "")


def overlaid(kept, ours):
    """The status and text of our answer, where the explanation says what they are."""
    def value(pointer):
        for pattern, wanted in ours.items():
            if fnmatch.fnmatchcase(pointer, pattern):
                if isinstance(wanted, dict) and "reference" in wanted:
                    return kept.get(pointer, "").replace(*wanted["reference"])
                return "" if wanted == "*" else wanted
        return kept.get(pointer)
    return value("status"), text_of({pointer: value(pointer) for pointer in ("body/errors/0", "body/0")})


def request(scenario, step, kept):
    return kept.get("call") or f"{scenario.removeprefix(GENERATED)}, {step}"


def example(entry, transcript):
    """The first request that the entry explains, with both answers, or with the fields that differ where status and text do not."""
    exact = [pattern for pattern in entry["steps"] if "*" not in pattern]
    found = [*steps(transcript, exact), *steps(transcript, entry["steps"])]
    for scenario, step, kept in found:
        there, here = told(kept.get("status"), text_of(kept)), told(*overlaid(kept, entry["ours"]))
        if here != "no answer" and there != here:
            return f"`{request(scenario, step, kept)}`: OpenBao {there}, Portcullis {here}"
    for scenario, step, kept in found:
        fields = [f"`{pointer.removeprefix('body/')}`" for pointer in entry["ours"] if "*" not in pointer and pointer != "no newline"]
        if fields:
            return f"`{request(scenario, step, kept)}`: {', '.join(fields)}"
    return ""


def lines(entries, transcript):
    """The list: an area's reasons in their order, each with the first example that can be told."""
    reasons = {}
    for entry in entries:
        reasons.setdefault(CODES.sub("", entry["why"]), []).append(entry)
    for title in AREAS:
        mine = [(why, of) for why, of in reasons.items() if area(of[0]["steps"][0]) == title]
        if mine:
            yield f"\n### {title}\n\n"
        for why, of in mine:
            shown = next(filter(None, (example(entry, transcript) for entry in of)), "")
            yield f"* {why}\n" + (f"  {shown}\n" if shown else "")


def written(page, listing):
    head, rest = page.split(BEGIN)
    return head + BEGIN + listing + "\n" + END + rest.split(END)[1]


def main():
    path = pathlib.Path(sys.argv[-1])
    page = path.read_text(encoding="utf-8")
    entries = json.loads((HERE / "explained.json").read_text(encoding="utf-8"))
    should = written(page, "".join(lines(entries, stored(HERE / "reference-2.7.2.json"))))
    if "--check" in sys.argv:
        return 0 if page == should else f"{path} is not what document.py writes: run it"
    path.write_text(should, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
