"""Word: what WordprocessingML means."""
