"""Message keys, and the fields that tell two records apart."""
