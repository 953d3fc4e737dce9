"""Data as pictures: bar, stacked, pie, Gantt and heat map as SVG and PNG (DOC-94).

A `Chart` is laid out once into a scene of rectangles, lines, polygons and text (`scene`); `svg` and `png` write that scene.
No plotting library: the five types are simple, start quickly, and come out with the same bytes each run.
"""
