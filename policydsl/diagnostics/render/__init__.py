"""How findings look: one module per output."""
