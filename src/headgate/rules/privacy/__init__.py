"""Personal values, and what happens to them before others read them."""
