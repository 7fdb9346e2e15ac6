"""JSON as it is to be sent: numbers of any spelling, keys that come twice, bytes that are no UTF-8 (as lone surrogates)."""
import json


class Literal(str):
    """A piece of JSON that is written as it stands, such as `1e3`."""


class Pairs(list):
    """An object as its pairs, in this order, a key as often as it comes."""


def dump(value):
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, Pairs):
        return "{" + ",".join(f"{json.dumps(key)}:{dump(child)}" for key, child in value) + "}"
    if isinstance(value, dict):
        return dump(Pairs(value.items()))
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(dump, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def parse(text):
    """The value of a text that `dump` could have written: numbers as literals, objects as pairs."""
    return json.loads(text, parse_int=Literal, parse_float=Literal, parse_constant=Literal, object_pairs_hook=Pairs)
