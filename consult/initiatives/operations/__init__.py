"""Writes: people send, mend and support initiatives; officials lead them through their stages."""
