"""Units, people, roles, logins, and the audit log."""
