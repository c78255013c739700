"""Django Ninja: operations of routers become patterns of URLs; parameters and models are read as FastAPI's are."""
from functools import partial, wraps

from django.conf import settings
from django.urls import URLInclude, path as _pattern
from fastapi import Body, Cookie, File, Form, Header, Parameter, Path, Query, UploadFile
from pydantic import BaseModel, Field

UploadedFile = UploadFile


class Schema(BaseModel):
    pass


class ModelSchema(Schema):
    pass


class FilterSchema(Schema):
    def filter(self, queryset):
        return queryset

    def get_filter_expression(self):
        return __input__()


def create_schema(model, **options):
    return __input__()


class Status:
    def __init__(self, code, payload=None):
        self.payload = payload


class HttpError(Exception):
    def __init__(self, status_code, message=""):
        self.status_code = status_code


class ValidationError(Exception):
    pass


def _model(response):
    """What reads the answer: of several, that of the success."""
    if isinstance(response, dict):
        return response.get(200) or response.get(201) or False
    return response or False


def _view(function, response, methods, checks):
    @wraps(function)
    def answer(*args, **kwargs):
        result = function(*args, **kwargs)
        if isinstance(result, tuple):
            return result[1]
        if isinstance(result, Status):
            return result.payload
        return result

    @wraps(function)
    def view(request, **parameters):
        for check in checks:
            request.auth = __check__(check, request)
        return __serve__(partial(answer, request), [], _model(response))

    __register__("view_methods", view, methods)
    return view


def _listed(auth):
    return [auth] if callable(auth) else auth or []


class Router:
    def __init__(self, **options):
        self._options = options
        self._operations = []
        self._below = []

    def api_operation(self, methods, path, **options):
        def decorator(function):
            self.add_api_operation(path, methods, function, **options)
            return function

        return decorator

    def add_api_operation(self, path, methods, view_func, **options):
        self._operations.append((path, methods, view_func, options))

    def get(self, path, **options):
        return self.api_operation(["GET"], path, **options)

    def post(self, path, **options):
        return self.api_operation(["POST"], path, **options)

    def put(self, path, **options):
        return self.api_operation(["PUT"], path, **options)

    def patch(self, path, **options):
        return self.api_operation(["PATCH"], path, **options)

    def delete(self, path, **options):
        return self.api_operation(["DELETE"], path, **options)

    def add_router(self, prefix, router, **options):
        self._below.append((prefix, router, options))

    def _patterns(self, given):
        checks = _listed(self._options["auth"]) if "auth" in self._options else given
        found = []
        for path, methods, function, options in self._operations:
            own = _listed(options["auth"]) if "auth" in options else checks
            found.append(_pattern(_address(path), _view(function, options.get("response"), methods, own)))
        for prefix, router, options in self._below:
            if isinstance(router, str):
                router = __import_string__(router)
            own = _listed(options["auth"]) if "auth" in options else checks
            found.append(_pattern(_address(prefix.rstrip("/") + "/"), URLInclude(router._patterns(own))))
        return found


def _address(path):
    return path.lstrip("/").replace("{", "<").replace("}", ">")


class NinjaAPI(Router):
    @property
    def urls(self):
        return (self._patterns([]), "api", "api")

    def exception_handler(self, kind):
        def decorator(function):
            return function

        return decorator

    add_exception_handler = __input__()
    create_response = __input__()
    create_temporal_response = __input__()


class _Credentials:
    def __init__(self, *args, **options):
        pass

    def __call__(self, request):
        return self.authenticate(request, __input__())

    def authenticate(self, request, token):
        return __input__()


HttpBearer = APIKeyHeader = APIKeyQuery = APIKeyCookie = _Credentials


class HttpBasicAuth(_Credentials):
    def __call__(self, request):
        return self.authenticate(request, __input__(), __input__())


class SessionAuth(_Credentials):
    def authenticate(self, request, key):
        return request.user if request.user.is_authenticated else None


class SessionAuthSuperUser(SessionAuth):
    pass


class SessionAuthIsStaff(SessionAuth):
    pass


django_auth = SessionAuth()
django_auth_superuser = SessionAuthSuperUser()
django_auth_is_staff = SessionAuthIsStaff()


class PaginationBase:
    items_attribute = "items"

    def __init__(self, **options):
        pass

    def _items_count(self, queryset):
        return len(queryset) if isinstance(queryset, (list, tuple)) else queryset.all().count()


class LimitOffsetPagination(PaginationBase):
    def __init__(self, **options):
        # Whoever asks may name another limit.
        most = getattr(settings, "NINJA_PAGINATION_MAX_LIMIT", None)
        self.page_size = __up_to__(getattr(settings, "NINJA_PAGINATION_PER_PAGE", 100), most)

    def paginate_queryset(self, queryset, pagination, **params):
        return {self.items_attribute: queryset[: self.page_size], "count": self._items_count(queryset)}


class PageNumberPagination(LimitOffsetPagination):
    def __init__(self, page_size=None, **options):
        self.page_size = page_size or getattr(settings, "NINJA_PAGINATION_PER_PAGE", 100)


AsyncPaginationBase = PaginationBase


def _paginated(function, paginator):
    @wraps(function)
    def view(request, *args, **kwargs):
        rows = function(request, *args, **kwargs)
        page = paginator.paginate_queryset(rows, pagination=__input__(), request=request)
        # The model of the answer is that of an item.
        return page[paginator.items_attribute] if isinstance(page, dict) else page

    return view


def paginate(func_or_class=LimitOffsetPagination, **options):
    if isinstance(func_or_class, type):
        return lambda function: _paginated(function, func_or_class(**options))
    return _paginated(func_or_class, LimitOffsetPagination())
