"""Differential fuzzing beside the reference: random cases, sent to both servers, until an answer differs that no reason is given for.

`case` what is sent, `link` how, `judge` what of the answers is compared, `explained` which differences are meant, `shrink` how a case becomes small, `recording`
answers of the reference for a machine that has none, `text` how bodies are written. All other modules are areas: each a `GROUND`
(steps that prepare a server once) and `case(random)`, which makes one case.
"""
