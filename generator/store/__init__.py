"""What the service keeps: drafts, uploads, finished documents, sessions, in one database with the bytes of files beside it."""
