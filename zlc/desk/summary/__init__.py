"""走流程汇总, on a page and in print."""
