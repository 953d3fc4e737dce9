"""What a field of a form is. The only place that says a kind of field by its name."""
