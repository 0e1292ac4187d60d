"""PDF: pure rendering. Data in, pages out; knows no table and no request."""
