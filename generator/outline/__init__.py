"""A spec's field tree as neutral blocks (`blocks`), and what is written from them: the shared page; starter templates build on it too."""
