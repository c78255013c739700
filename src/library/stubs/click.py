"""click and Flask's command line: functions that run as commands."""


def command(name=None, *args, **options):
    def decorator(f):
        __register__("command", name, f)
        return f

    if __is_function__(name):
        __register__("command", None, name)
        return name
    return decorator


def group(name=None, *args, **options):
    def decorator(f):
        return AppGroup()

    if __is_function__(name):
        return AppGroup()
    return decorator


class AppGroup:
    def __init__(self, *args, **kwargs):
        pass

    def command(self, *args, **options):
        return command(*args, **options)

    def group(self, *args, **options):
        return group(*args, **options)

    def __getattr__(self, name):
        return __scalar__


FlaskGroup = AppGroup
Group = AppGroup
