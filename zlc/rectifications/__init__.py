"""整改: who puts which problems right, until when and how, with what evidence, and who verified it."""
