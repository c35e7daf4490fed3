"""Files and folders: read whole, written all or nothing, kept as a copy before they are overwritten."""
