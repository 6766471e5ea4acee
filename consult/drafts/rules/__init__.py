"""Units, remarks and decisions on plain values."""
