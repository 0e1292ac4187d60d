"""Search in Chinese, for every table that keeps a text to be looked through: what a text is compared by (`words`), and the
index that the database keeps of it (`index`)."""
