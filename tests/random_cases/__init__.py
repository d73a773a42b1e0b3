"""Random policies and histories for the property tests and the long run.

Everything is drawn from a ``random.Random``, so that a seed says it all.
"""
