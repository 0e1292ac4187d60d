"""Reading what an office hands in: Excel, CSV, text pasted from a portal. Files in, numbered rows of cells out; knows no table."""

import os

# What reads a workbook is bounded by the memory of Python's own parser; lxml, which is there for PDF, would do it another way.
os.environ.update(OPENPYXL_LXML="False")  # openpyxl asks for it when it is imported
