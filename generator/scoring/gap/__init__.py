"""CGI: the gap between what a jenjang asks and what is there (SCO-10)."""
