"""走流程记录 and the page of one walk."""
