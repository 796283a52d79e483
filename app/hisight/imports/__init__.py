"""What people have, read as exchanges: one format a file."""
