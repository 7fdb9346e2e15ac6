"""The scenarios, a file for each area."""
from . import envelope, mounts, userpass, tokens, system  # noqa: F401
