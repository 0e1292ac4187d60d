"""Reading what an office hands in: Excel, CSV, text pasted from a portal. Files in, numbered rows of cells out; knows no table."""
