"""Random policies and histories for the property tests and the long run.

Everything is drawn from a ``random.Random``: the property tests let Hypothesis play
that part, so that a failure shrinks; the long run takes a seeded one, which is fast.
"""
