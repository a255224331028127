"""What `headgate demo` is made of: the other commands, run one after the other, and the audit watching."""
