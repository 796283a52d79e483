"""The rules across calls, one a file: what a call shows only beside those that came before it."""
