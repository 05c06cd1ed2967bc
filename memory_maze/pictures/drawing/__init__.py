"""Pages as shapes, and how they become pixels, SVG or PDF: one description, whatever it is written as."""
