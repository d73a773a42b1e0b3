"""What a policy says by itself: does it hang together, whatever any law says."""
