"""What the tool has to say about a document, and how it says it."""
