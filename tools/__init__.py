"""What the repository prints about itself."""
