"""The only package that writes to the disk."""
