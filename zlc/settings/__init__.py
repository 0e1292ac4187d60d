"""设置: what the office says for all units that their lists go by."""
