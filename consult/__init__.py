"""Consult: the platform on which a community agrees its local policy. README.md has the map of this package."""
