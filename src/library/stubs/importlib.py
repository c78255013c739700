"""importlib: modules by name."""


def import_module(name, package=None):
    return __import_string__(name)
