"""The service for other programs: the same check and the same documents, by keys instead of cookies."""
