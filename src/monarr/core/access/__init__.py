"""Who may do what: permissions are resource x action, given by roles, changed by overrides for one person."""

from monarr.core.access.allowed import Override, Role, allowed, system_role
from monarr.core.access.explain import Access, Because, explain_access
from monarr.core.access.matrix import MATRIX, PERMISSIONS, SYSTEM_ROLES, SystemRole

__all__ = [
    "MATRIX", "PERMISSIONS", "SYSTEM_ROLES", "Access", "Because", "Override", "Role", "SystemRole", "allowed",
    "explain_access", "system_role",
]  # fmt: skip
