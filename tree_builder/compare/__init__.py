"""What readers will notice when a tree becomes another."""
