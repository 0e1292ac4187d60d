"""导入: a list of matters on its way into the catalogue: read, mapped, checked, looked at, and only then applied."""
