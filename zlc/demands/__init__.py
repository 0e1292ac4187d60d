"""What was demanded of people on the way: proofs, and the intermediaries that had to be paid for one."""
