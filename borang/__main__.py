"""Lets `python -m borang` start the command line."""

from borang import main

if __name__ == "__main__":
    main()
