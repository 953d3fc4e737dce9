"""The service: pages for people who do not use a terminal, over the same plan of a form and the same pipeline as the commands."""
