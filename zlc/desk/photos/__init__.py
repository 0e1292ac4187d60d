"""照片 of one walk."""
