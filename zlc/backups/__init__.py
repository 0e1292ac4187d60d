"""One file that holds everything: made while the server serves, checked by reading it back, and put in place again."""
