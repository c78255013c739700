"""Decorators of views: methods, caches, CSRF, headers; `method_decorator`."""
from functools import wraps


def require_http_methods(methods):
    def decorator(f):
        __register__("view_methods", f, methods)
        return f

    return decorator


def require_GET(f):
    __register__("view_methods", f, ["GET"])
    return f


def require_POST(f):
    __register__("view_methods", f, ["POST"])
    return f


def require_safe(f):
    __register__("view_methods", f, ["GET"])
    return f


def _same(f):
    return f


csrf_exempt = _same
csrf_protect = _same
ensure_csrf_cookie = _same
requires_csrf_token = _same
never_cache = _same
gzip_page = _same
xframe_options_exempt = _same
xframe_options_deny = _same
xframe_options_sameorigin = _same
vary_on_cookie = _same
sync_and_async_middleware = _same
sync_only_middleware = _same
async_only_middleware = _same


def cache_page(timeout, *args, **kwargs):
    def decorator(f):
        @wraps(f)
        def cached(request, *a, **k):
            return __warm__(f, request, *a, **k)

        return cached

    return decorator


def _options(*args, **kwargs):
    return _same


cache_control = _options
vary_on_headers = _options
condition = _options
etag = _options
last_modified = _options
no_append_slash = _same
sensitive_variables = _options
sensitive_post_parameters = _options


def _applied(decorator, f):
    for one in __each__(decorator):
        f = __decorated__(one, f)
    return f


def method_decorator(decorator, name=""):
    def decorated(target):
        if not __is_function__(target):
            __register__("dispatch_decorator", target, decorator, name)
            return target

        @wraps(target)
        def method(self, request=None, *args, **kwargs):
            def bound(req, *a, **k):
                return target(self, req, *a, **k)

            view = _applied(decorator, bound)
            return view(request, *args, **kwargs)

        return method

    return decorated


def decorator_from_middleware(middleware):
    return _same
