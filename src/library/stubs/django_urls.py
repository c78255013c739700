"""django.urls: patterns and includes keep what they are given; linking walks them from ROOT_URLCONF."""


class URLPattern:
    def __init__(self, route, view, kwargs=None, name=None):
        self.route = route
        self.view = view
        self.default_args = kwargs
        self.name = name
        __register__("urlpattern", self)


class RegexPattern(URLPattern):
    pass


class URLInclude:
    def __init__(self, target, namespace=None):
        self.target = target
        self.namespace = namespace


class URLPrefixed:
    """`i18n_patterns`: patterns below a language prefix."""

    def __init__(self, prefix, patterns):
        self.prefix = prefix
        self.patterns = patterns


def path(route, view, kwargs=None, name=None):
    return URLPattern(route, view, kwargs, name)


def re_path(route, view, kwargs=None, name=None):
    return RegexPattern(route, view, kwargs, name)


def url(regex, view, kwargs=None, name=None):
    return RegexPattern(regex, view, kwargs, name)


def include(arg, namespace=None, app_name=None):
    return URLInclude(arg, namespace)


def patterns(prefix, *args):
    """Django before 1.10: names of views stand below a module."""
    for pattern in args:
        pattern.below = prefix
    return list(args)


def i18n_patterns(*urls, prefix_default_language=True):
    return [URLPrefixed("{language}/", urls)]


def static(prefix, view=None, **kwargs):
    return []


def staticfiles_urlpatterns(prefix=None):
    return []


def register_converter(converter, name):
    pass


def reverse(viewname, *args, **kwargs):
    return __scalar__()


def reverse_lazy(viewname, *args, **kwargs):
    return __scalar__()


def resolve(path, urlconf=None):
    return __input__()


def get_language_from_path(path):
    return __scalar__()
