"""What a questionnaire says, and what its answers must be: pure, and the same for every door."""
