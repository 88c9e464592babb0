"""Why a check failed, in one record: `feedback` makes it, the other modules know errors, values and calls."""
