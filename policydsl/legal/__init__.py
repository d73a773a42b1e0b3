"""Core against core: does a policy keep the laws that bind it."""
