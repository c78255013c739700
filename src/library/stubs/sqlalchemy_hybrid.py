"""sqlalchemy.ext.hybrid"""


def hybrid_property(f):
    return property(f)


def hybrid_method(f):
    return f


class Comparator:
    def __init__(self, *args):
        pass
