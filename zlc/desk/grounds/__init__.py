"""情形提示: the grounds that the programme's document names, each with its rule and the rows behind it."""
