"""Twelve rules over the facts of one row: policydsl and CEL, side by side."""
