"""werkzeug.utils"""

from flask import Redirect


def cached_property(f):
    return property(__kept__(f))


def import_string(name, silent=False):
    return __import_string__(name)


def find_modules(*args, **kwargs):
    return __input__()


def secure_filename(name):
    return __scalar__()


def redirect(location, code=302):
    return Redirect()
