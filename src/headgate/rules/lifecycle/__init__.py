"""What a contract is, who has it, and whether it still holds."""
