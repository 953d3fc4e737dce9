"""The stages that turn a filled form into finished documents."""
