"""What an entry is: its kinds, its body, how it travels. Pure."""
