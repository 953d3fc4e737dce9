"""Office packages: parts, relationships, their XML, and the gate in front of them."""
