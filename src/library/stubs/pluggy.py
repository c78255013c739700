"""pluggy: a hook calls every implementation of its name."""


class HookspecMarker:
    def __init__(self, name):
        pass

    def __call__(self, function=None, **options):
        if __is_function__(function):
            return function

        def decorator(f):
            return f

        return decorator


class HookimplMarker:
    def __init__(self, name):
        pass

    def __call__(self, function=None, **options):
        if __is_function__(function):
            __register__("hook_implementation", function)
            return function

        def decorator(f):
            __register__("hook_implementation", f)
            return f

        return decorator


class Hooks:
    def __getattr__(self, name):
        def call(**kwargs):
            return __hook__(name, **kwargs)

        return call


class PluginManager:
    def __init__(self, name, *args, **kwargs):
        self.hook = Hooks()

    def list_name_plugin(self):
        return []

    def get_plugins(self):
        return []

    def get_plugin(self, name):
        return None

    def __getattr__(self, name):
        return __scalar__
