"""What every page shares: who may use a view, the one commit, forms, refusals, headers, languages, limits."""
