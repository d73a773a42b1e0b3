"""What sentences mean."""
