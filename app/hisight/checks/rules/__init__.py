"""One rule a file; the file is named after the rule."""
