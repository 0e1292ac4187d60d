"""需求清单 and the page of one need."""
