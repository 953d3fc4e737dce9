"""Damaged inputs by the thousand, and what each must lead to. Nothing here but `observe` and `plant` imports the program."""
