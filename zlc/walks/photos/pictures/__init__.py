"""Pictures: whole or not, clean or not, smaller. Knows files and Pillow, no table; what may cost much runs apart."""
