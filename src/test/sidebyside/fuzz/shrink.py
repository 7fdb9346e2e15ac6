"""Makes a case small: drops and shortens what it can while the same difference stays."""
import dataclasses
import json
import re

from .case import NAMED
from .text import Literal, Pairs, dump, parse


ATOMS = re.compile(rf"{NAMED.pattern}|.", re.S)


def shrunk(steps, fails, budget=1500):
    """The smallest case that this many tries found. `fails` plays a case and tells whether the difference is there."""
    place = 0
    while True:
        candidates = list(smaller(steps))
        for candidate in range(len(candidates)):
            budget -= 1
            turn = (place + candidate) % len(candidates)
            if budget > 0 and fails(candidates[turn]):
                steps, place = candidates[turn], turn
                break
        else:
            return steps


def smaller(steps):
    """Cases that are a little smaller than this one, the boldest first."""
    for fewer in without_parts(steps):
        if fewer:
            yield fewer
    for place, each in enumerate(steps):
        for simpler in simpler_steps(each):
            yield [*steps[:place], simpler, *steps[place + 1:]]


def without_parts(items):
    """The list without a half, a quarter ... down to without one item."""
    size = len(items) // 2 or 1
    while items and size:
        for start in range(len(items) - size, -1, -size):
            yield items[:start] + items[start + size:]
        size //= 2


def simpler_steps(each):
    for fewer in without_parts(list(each.headers)):
        yield dataclasses.replace(each, headers=tuple(fewer))
    if each.namespace:
        yield dataclasses.replace(each, namespace="")
    if each.raw:
        for path in shorter(each.path):
            if NAMED.findall(path) == NAMED.findall(each.path):
                yield dataclasses.replace(each, path=path)
    if each.body is not None:
        yield dataclasses.replace(each, body=None)
        try:
            bodies = map(dump, simpler_values(parse(each.body)))
        except ValueError:
            bodies = shorter(each.body)
        for body in bodies:
            yield dataclasses.replace(each, body=body)


def simpler_values(value):
    """JSON values that are a little simpler."""
    if isinstance(value, Literal):
        return
    if isinstance(value, str):
        yield from shorter(value)
    elif isinstance(value, list):
        for fewer in without_parts(list(value)):
            yield type(value)(fewer)
        for place, child in enumerate(value):
            inner = child[1] if isinstance(value, Pairs) else child
            for simpler in simpler_values(inner):
                yield type(value)([*value[:place], (child[0], simpler) if isinstance(value, Pairs) else simpler, *value[place + 1:]])


def shorter(text):
    """The text without some of its lines, then without some of its characters; what is named stays whole."""
    lines = text.split("\n")
    if len(lines) > 1:
        for fewer in without_parts(lines):
            yield "\n".join(fewer)
    if len(text) <= 200:
        for fewer in without_parts([part[0] for part in ATOMS.finditer(text)]):
            yield "".join(fewer)


def printed(steps):
    return "\n".join(f"  {place}: {json.loads(each.shown())}" for place, each in enumerate(steps))
