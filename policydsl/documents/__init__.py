"""Documents on disk: how they are read, and where a name is looked for."""
