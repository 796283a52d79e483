"""Item models over the session and over one message."""
