"""What was answered, as files for those who count with their own tools: one writer for each format."""
