"""pyramid.view: views are given a request, and pages are rendered of what they return."""


class Parameters:
    """Of the query or the form: none in the plain case."""

    def get(self, key, default=None):
        return __absent__(default)

    def getall(self, key):
        return __absent__([])

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class Request:
    def __init__(self):
        self.params = Parameters()
        self.GET = Parameters()
        self.POST = Parameters()

    @property
    def method(self):
        return __method__()

    def route_url(self, *args, **kwargs):
        return __scalar__()

    def route_path(self, *args, **kwargs):
        return __scalar__()

    def static_path(self, *args, **kwargs):
        return __scalar__()

    def current_route_path(self, *args, **kwargs):
        return __scalar__()

    def resource_url(self, *args, **kwargs):
        return __scalar__()

    def __getattr__(self, name):
        return __input__()


def view_config(**settings):
    methods = settings.get("request_method") or "GET"
    if isinstance(methods, str):
        methods = [methods]

    def decorator(view):
        def served(*args, **kwargs):
            return __view__(view, Request(), settings)

        __register__("named_route", settings.get("route_name"), __wraps__(view, served), {"methods": methods}, view)
        return view

    return decorator


def view_defaults(**settings):
    def decorator(cls):
        cls.__view_defaults__ = settings
        return cls

    return decorator


def notfound_view_config(**settings):
    return __input__()


def forbidden_view_config(**settings):
    return __input__()


def exception_view_config(*args, **settings):
    return __input__()
