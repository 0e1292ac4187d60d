"""走流程全过程记录 in print."""
