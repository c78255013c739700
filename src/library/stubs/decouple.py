"""python-decouple and django-environ: values of the environment, with the defaults that the code gives."""


class Undefined:
    pass


def config(name, default=__input__(), cast=None, **kwargs):
    return __env__(name, default)


class Csv:
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, value):
        return value


class Env:
    def __init__(self, *args, **scheme):
        pass

    def __call__(self, name, default=__input__(), cast=None, **kwargs):
        return __env__(name, default)

    def str(self, name, default=__input__(), **kwargs):
        return __env__(name, default)

    def bool(self, name, default=__input__(), **kwargs):
        return __env__(name, default)

    def int(self, name, default=__input__(), **kwargs):
        return __env__(name, default)

    def list(self, name, default=__input__(), **kwargs):
        return __env__(name, default)

    @staticmethod
    def read_env(*args, **kwargs):
        pass

    def __getattr__(self, name):
        return __input__


class Path:
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        return __scalar__()

    def __getattr__(self, name):
        return __scalar__
