"""事项目录, its editions and its imports."""
