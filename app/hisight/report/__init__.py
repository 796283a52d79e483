"""Conformance and coverage of a session, or of many, and the few causes that explain most of its failures."""
