"""All that is found in a document: by reading it, by lint rules, by its settings."""
