"""Pillow, WeasyPrint, sentence-transformers: objects whose methods compute for long."""


class Image:
    size = __scalar__()
    width = __scalar__()
    height = __scalar__()
    small = False

    def __enter__(self):
        return self

    def resize(self, size=None, *args, **kwargs):
        __outside__("compute", "Image.resize")
        self.small = __small__(size)
        return self

    def thumbnail(self, size=None, *args, **kwargs):
        __outside__("compute", "Image.thumbnail")
        self.small = __small__(size)

    def save(self, *args, **kwargs):
        if not self.small:
            __outside__("compute", "Image.save")

    def convert(self, *args, **kwargs):
        return self

    def crop(self, *args, **kwargs):
        return self

    def rotate(self, *args, **kwargs):
        return self

    def copy(self):
        return self

    def __getattr__(self, name):
        return __scalar__


def open(fp, mode="r", formats=None):
    return Image()


def new(mode, size, color=0):
    return Image()


def frombytes(mode, size, data, *args, **kwargs):
    return Image()


class HTML:
    def __init__(self, *args, **kwargs):
        pass

    def write_pdf(self, *args, **kwargs):
        __outside__("compute", "HTML.write_pdf")
        return __scalar__()

    def render(self, *args, **kwargs):
        __outside__("compute", "HTML.render")
        return self

    def __getattr__(self, name):
        return __scalar__


class SentenceTransformer:
    def __init__(self, *args, **kwargs):
        pass

    def encode(self, *args, **kwargs):
        __outside__("compute", "SentenceTransformer.encode")
        return __scalar__()

    def __getattr__(self, name):
        return __scalar__
