"""Pillow, WeasyPrint, sentence-transformers: objects whose methods compute for long."""


class Image:
    size = __scalar__()
    width = __scalar__()
    height = __scalar__()

    def __enter__(self):
        return self

    def resize(self, *args, **kwargs):
        __outside__("compute", "Image.resize")
        return self

    def thumbnail(self, *args, **kwargs):
        __outside__("compute", "Image.thumbnail")

    def save(self, *args, **kwargs):
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
