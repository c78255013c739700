//! Values, heap, query algebra and the interpreter; knows no framework and no price.
