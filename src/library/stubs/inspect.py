"""inspect: signatures that a program composes."""


class Parameter:
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4
    empty = __input__()

    def __init__(self, name, kind=1, default=__input__(), annotation=None):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

    def replace(self, **options):
        return Parameter(options.get("name", self.name), self.kind, options.get("default", self.default), self.annotation)


class Signature:
    def __init__(self, parameters=None, return_annotation=None):
        self.stated = parameters
        self.parameters = __input__()

    def replace(self, parameters=None, **options):
        return Signature(parameters)


def isclass(value):
    return isinstance(value, type)


def iscoroutinefunction(function):
    return __is_coroutine__(function)
