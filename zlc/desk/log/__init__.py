"""审计日志: who did what, when, from where, to which thing."""
