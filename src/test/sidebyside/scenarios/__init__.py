"""The scenarios, a file for each area."""
from . import envelope, mounts, userpass, tokens, system  # noqa: F401
from . import token_create, token_roles, token_lookup, token_renew, token_revoke, leases  # noqa: F401
from . import policies, policy_text, capabilities, acl, acl_parameters, acl_requests, acl_templates, internal_ui  # noqa: F401
from . import life  # noqa: F401
from . import lockout, locked_users, api_lock, locked_namespace  # noqa: F401
from . import operations  # noqa: F401
from . import namespaces, namespace_requests, namespace_tokens, namespace_policies, namespace_deletion, remount, tuning  # noqa: F401
