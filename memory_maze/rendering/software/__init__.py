"""The software renderer: MuJoCo's frame from arithmetic.

Its folders in order: records, images, visibility, shading, drawing, layers.
"""
