"""The nouns and verbs of a domain."""
