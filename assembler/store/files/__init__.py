"""Files and folders: complete reads, atomic writes, transactions on several files, and caches."""
