"""Figures, and long searches for faults; never part of a timed test."""
