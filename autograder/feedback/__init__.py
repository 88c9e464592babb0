"""What people read about a result: nothing here reads a check's `detail`, which is the instructor's alone."""
