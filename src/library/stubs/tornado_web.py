"""tornado.web: handlers are classes whose verbs serve the addresses that a program writes beside them."""


class HTTPError(Exception):
    def __init__(self, status_code=500, log_message=None, *args, **kwargs):
        pass


class Finish(Exception):
    pass


class MissingArgumentError(HTTPError):
    pass


class Headers:
    """Headers and cookies: whether credentials are among them is not known."""

    def get(self, key, default=None):
        return __header__(key, default)

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class HTTPServerRequest:
    def __init__(self):
        self.headers = Headers()
        self.arguments = __input__()
        self.body = __scalar__()
        self.files = __input__()

    @property
    def method(self):
        return __method__()

    def __getattr__(self, name):
        return __input__()


class Application:
    def __init__(self, handlers=None, default_host=None, transforms=None, **settings):
        self.settings = settings

    def add_handlers(self, host_pattern, host_handlers):
        pass

    def listen(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return __input__()


class RequestHandler:
    def __init_subclass__(cls, **options):
        def served(*args, **kwargs):
            handler = cls(__input__(), HTTPServerRequest())
            handler.prepare()
            __dispatch__(handler, args, kwargs)
            handler.on_finish()

        __register__("class_route", __view_class__(served, cls), cls)

    def __init__(self, application=None, request=None, **kwargs):
        self.application = application
        self.request = request
        self.path_args = __input__()
        self.path_kwargs = __input__()
        self.initialize(**kwargs)

    def initialize(self, **kwargs):
        pass

    def prepare(self):
        pass

    def on_finish(self):
        pass

    def get_current_user(self):
        return None

    @property
    def current_user(self):
        if not hasattr(self, "_current_user"):
            self._current_user = self.get_current_user()
        return self._current_user

    @current_user.setter
    def current_user(self, value):
        self._current_user = value

    def get_argument(self, name, default=__input__(), strip=True):
        return __absent__(default)

    def get_query_argument(self, name, default=__input__(), strip=True):
        return __absent__(default)

    def get_body_argument(self, name, default=__input__(), strip=True):
        return __absent__(default)

    def get_arguments(self, name, strip=True):
        return __absent__([])

    def get_query_arguments(self, name, strip=True):
        return __absent__([])

    def get_body_arguments(self, name, strip=True):
        return __absent__([])

    def get_cookie(self, name, default=None):
        return __header__(name, default)

    def get_secure_cookie(self, name, *args, **kwargs):
        return __header__(name, None)

    def get_signed_cookie(self, name, *args, **kwargs):
        return __header__(name, None)

    def write(self, chunk):
        return __consume__(chunk)

    def finish(self, chunk=None):
        return __consume__(chunk)

    def render(self, template_name, **kwargs):
        return __render__(template_name, kwargs)

    def render_string(self, template_name, **kwargs):
        return __render__(template_name, kwargs)

    def set_status(self, *args, **kwargs):
        pass

    def set_header(self, *args, **kwargs):
        pass

    def add_header(self, *args, **kwargs):
        pass

    def clear_header(self, *args, **kwargs):
        pass

    def set_cookie(self, *args, **kwargs):
        pass

    def set_secure_cookie(self, *args, **kwargs):
        pass

    def clear_cookie(self, *args, **kwargs):
        pass

    def flush(self, *args, **kwargs):
        pass

    def redirect(self, url, *args, **kwargs):
        pass

    def send_error(self, *args, **kwargs):
        pass

    def reverse_url(self, *args):
        return __scalar__()

    def static_url(self, *args, **kwargs):
        return __scalar__()

    @property
    def settings(self):
        return __input__()

    def data_received(self, chunk):
        pass


class StaticFileHandler(RequestHandler):
    def __init_subclass__(cls, **options):
        pass


class RedirectHandler(StaticFileHandler):
    pass


class ErrorHandler(StaticFileHandler):
    pass


class FallbackHandler(StaticFileHandler):
    pass


def authenticated(method):
    return method


def addslash(method):
    return method


def removeslash(method):
    return method


def stream_request_body(cls):
    return cls


def url(*args, **kwargs):
    return __input__()


URLSpec = url
