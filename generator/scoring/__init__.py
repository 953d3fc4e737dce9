"""The scores of the regulation: pure functions, numbers in, numbers out, exact. `registry.SCORES` names them all."""
