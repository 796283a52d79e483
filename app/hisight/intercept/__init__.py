"""Calls held or changed on their way, when somebody asks for it: breakpoints, and rules. The proxy (addons/) does the deed."""
