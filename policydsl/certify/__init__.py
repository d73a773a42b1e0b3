"""Certificates: one record of what was proved of a policy, and on which terms."""
