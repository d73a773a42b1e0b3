"""The parts of lowering: each takes one kind of phrase to the core."""
