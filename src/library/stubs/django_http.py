"""django.http: what a request holds and what a response takes."""


class QueryDict:
    """Query parameters: none in the plain case."""

    def get(self, key, default=None):
        return __absent__(default)

    def getlist(self, key, default=None):
        return __absent__([])

    def pop(self, key, default=None):
        return __absent__(default)

    def copy(self):
        return self

    def dict(self):
        return __input__()

    def __contains__(self, key):
        return __absent__(False)

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class FormData:
    """What a form sent."""

    def get(self, key, default=None):
        return __param__(default)

    def getlist(self, key, default=None):
        return __param__([])

    def pop(self, key, default=None):
        return __param__(default)

    def setdefault(self, key, default=None):
        return __param__(default)

    def copy(self):
        return self

    def __contains__(self, key):
        return __param__(False)

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class Session(FormData):
    """What is put into it is saved at the end of the request, once."""

    def __setitem__(self, key, value):
        __session_write__("UPDATE")

    def flush(self):
        __session_write__("DELETE")

    def cycle_key(self):
        __session_write__("INSERT")


class Headers:
    """Headers and cookies: whether credentials are among them is not known."""

    def get(self, key, default=None):
        return __header__(key, default)

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class HttpRequest:
    def __init__(self):
        self.GET = QueryDict()
        self.POST = FormData()
        self.FILES = FormData()
        self.COOKIES = Headers()
        self.META = Headers()
        self.headers = Headers()
        self.session = Session()

    @property
    def method(self):
        return __method__()

    @property
    def user(self):
        return __proxy__("current_user")

    @property
    def query_params(self):
        return self.GET

    @property
    def data(self):
        return self.POST

    @property
    def _request(self):
        return self

    def auser(self):
        return self.user

    def build_absolute_uri(self, location=None):
        return __scalar__()

    def get_full_path(self, *args, **kwargs):
        return __scalar__()

    def get_host(self):
        return __scalar__()

    def is_ajax(self):
        return __scalar__()

    def is_secure(self):
        return True

    def __getattr__(self, name):
        return __input__()


current_request = HttpRequest()


class HttpResponse:
    status_code = 200

    def __init__(self, content="", *args, **kwargs):
        __consume__(content)
        self.headers = {}

    def __setitem__(self, key, value):
        pass

    def __getattr__(self, name):
        return __scalar__


class StreamingHttpResponse(HttpResponse):
    def __init__(self, streaming_content=(), *args, **kwargs):
        for part in streaming_content:
            pass
        self.headers = {}


class FileResponse(HttpResponse):
    def __init__(self, *args, **kwargs):
        self.headers = {}


class JsonResponse(HttpResponse):
    def __init__(self, data=None, *args, **kwargs):
        __consume__(data)
        self.headers = {}


class HttpResponseRedirect(HttpResponse):
    status_code = 302

    def __init__(self, redirect_to="", *args, **kwargs):
        self.headers = {}


HttpResponsePermanentRedirect = HttpResponseRedirect
HttpResponseRedirectBase = HttpResponseRedirect


class HttpResponseForbidden(HttpResponse):
    status_code = 403


class HttpResponseNotFound(HttpResponse):
    status_code = 404


class HttpResponseBadRequest(HttpResponse):
    status_code = 400


class HttpResponseNotAllowed(HttpResponse):
    status_code = 405


class HttpResponseServerError(HttpResponse):
    status_code = 500


class HttpResponseNotModified(HttpResponse):
    status_code = 304


class HttpResponseGone(HttpResponse):
    status_code = 410


class Http404(Exception):
    pass
