"""Clauses that no article of the laws needs: what may go without one failing."""
