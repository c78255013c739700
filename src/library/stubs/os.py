"""os: the environment, with the defaults that the code gives."""


class Environ:
    def get(self, key, default=None):
        return __env__(key, default)

    def setdefault(self, key, default=None):
        return __env__(key, default)

    def pop(self, key, default=None):
        return __env__(key, default)

    def __getitem__(self, key):
        return __input__()


environ = Environ()


def getenv(key, default=None):
    return __env__(key, default)
