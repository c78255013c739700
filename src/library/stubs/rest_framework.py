"""Django REST framework: views, view sets, routers, pagination, permissions."""
from functools import wraps
from django.http import HttpResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import View


class Response(HttpResponse):
    def __init__(self, data=None, *args, **kwargs):
        __consume__(data)
        self.data = data
        self.headers = {}


class Request(HttpRequest):
    pass


SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class BasePermission:
    def has_permission(self, request, view):
        return True

    def has_object_permission(self, request, view, obj):
        return True

    def __and__(self, other):
        return self


class AllowAny(BasePermission):
    pass


class IsAuthenticated(BasePermission):
    def has_permission(self, request, view):
        return request.user.is_authenticated


class IsAdminUser(IsAuthenticated):
    pass


class IsAuthenticatedOrReadOnly(IsAuthenticated):
    pass


class DjangoModelPermissions(IsAuthenticated):
    pass


class DjangoModelPermissionsOrAnonReadOnly(IsAuthenticated):
    pass


class DjangoObjectPermissions(IsAuthenticated):
    pass


class BaseThrottle:
    def allow_request(self, request, view):
        return True


class BasePagination:
    def get_paginated_response(self, data):
        return Response(data)


    def get_next_link(self):
        return __scalar__()

    def get_previous_link(self):
        return __scalar__()

    def get_results(self, data):
        return data

    template = None
    display_page_controls = False


class PageNumberPagination(BasePagination):
    @property
    def page_size(self):
        return __rest_setting__("PAGE_SIZE", None)

    max_page_size = None
    page_size_query_param = None
    page_query_param = "page"

    def get_page_size(self, request):
        if self.page_size_query_param is None:
            return self.page_size
        return __up_to__(self.page_size, self.max_page_size)

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        size = self.get_page_size(request)
        if __is_none__(size):
            return None
        self.count = __count__(queryset)
        return list(queryset[0:size])


class LimitOffsetPagination(BasePagination):
    @property
    def default_limit(self):
        return __rest_setting__("PAGE_SIZE", None)

    max_limit = None

    limit_query_param = "limit"
    offset_query_param = "offset"

    def get_limit(self, request):
        # Whoever asks may name another one.
        return __up_to__(self.default_limit, self.max_limit)

    def get_offset(self, request):
        return 0

    def get_count(self, queryset):
        return __count__(queryset)

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        self.limit = self.get_limit(request)
        if __is_none__(self.limit):
            return None
        self.count = self.get_count(queryset)
        return list(queryset[0 : self.limit])


class CursorPagination(BasePagination):
    @property
    def page_size(self):
        return __rest_setting__("PAGE_SIZE", None)

    ordering = "-created"

    def get_page_size(self, request):
        return self.page_size

    def paginate_queryset(self, queryset, request, view=None):
        size = self.get_page_size(request)
        if __is_none__(size):
            return None
        return list(queryset[0:size])


class BaseFilterBackend:
    def filter_queryset(self, request, queryset, view):
        return queryset


class SearchFilter(BaseFilterBackend):
    def filter_queryset(self, request, queryset, view):
        return __may_search__(queryset, view)


class OrderingFilter(BaseFilterBackend):
    def get_default_ordering(self, view):
        ordering = getattr(view, "ordering", None)
        return (ordering,) if isinstance(ordering, str) else ordering

    def get_ordering(self, request, queryset, view):
        return self.get_default_ordering(view)

    def filter_queryset(self, request, queryset, view):
        ordering = self.get_ordering(request, queryset, view)
        return queryset.order_by(*ordering) if ordering else queryset


class ObjectPermissionsFilter(BaseFilterBackend):
    """Of rest_framework_guardian: the rows that the user may see."""

    def filter_queryset(self, request, queryset, view):
        return queryset.filter(**__input__())


DjangoObjectPermissionsFilter = ObjectPermissionsFilter


class DjangoFilterBackend(BaseFilterBackend):
    def get_filterset_class(self, view, queryset=None):
        return getattr(view, "filterset_class", None)

    def filter_queryset(self, request, queryset, view):
        filterset_class = self.get_filterset_class(view, queryset)
        if filterset_class is None:
            return __may_ask__(queryset, view)
        return filterset_class(request.query_params, queryset=queryset, request=request).qs


class APIView(View):
    @property
    def permission_classes(self):
        return __rest_setting__("DEFAULT_PERMISSION_CLASSES", [])

    authentication_classes = []
    throttle_classes = []
    renderer_classes = []
    parser_classes = []
    format_kwarg = None
    action = None

    def dispatch(self, request, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs
        self.request = request
        self.initial(request, *args, **kwargs)
        return __dispatch_verb__(self, [request, *args], kwargs)

    def initial(self, request, *args, **kwargs):
        self.check_permissions(request)

    def initialize_request(self, request, *args, **kwargs):
        return request

    def finalize_response(self, request, response, *args, **kwargs):
        return response

    def get_permissions(self):
        return [__instance__(permission) for permission in self.permission_classes]

    def get_authenticators(self):
        return []

    def get_throttles(self):
        return []

    def check_permissions(self, request):
        for permission in self.get_permissions():
            if not __check__(permission.has_permission, request, self):
                self.permission_denied(request)

    def check_object_permissions(self, request, obj):
        for permission in self.get_permissions():
            if not __check__(permission.has_object_permission, request, self, obj):
                self.permission_denied(request)

    def permission_denied(self, request, message=None, code=None):
        pass

    def get_view_name(self):
        return __scalar__()

    def get_parser_context(self, *args):
        return {}

    def handle_exception(self, exc):
        return Response()


class GenericAPIView(APIView):
    queryset = None
    model = None
    serializer_class = None
    lookup_field = "pk"
    lookup_url_kwarg = None
    @property
    def filter_backends(self):
        return __rest_setting__("DEFAULT_FILTER_BACKENDS", [])

    @property
    def pagination_class(self):
        return __rest_setting__("DEFAULT_PAGINATION_CLASS", None)


    def get_queryset(self):
        if self.queryset is None and self.model is not None:
            return self.model._default_manager.all()
        return self.queryset.all()

    def get_object(self):
        queryset = self.filter_queryset(self.get_queryset())
        obj = __filtered__(queryset, self.lookup_field, __scalar__()).get()
        self.check_object_permissions(self.request, obj)
        return obj

    def get_serializer(self, *args, **kwargs):
        serializer_class = self.get_serializer_class()
        kwargs.setdefault("context", self.get_serializer_context())
        return serializer_class(*args, **kwargs)

    def get_serializer_class(self):
        return self.serializer_class

    def get_serializer_context(self):
        return {"request": self.request, "format": None, "view": self}

    def filter_queryset(self, queryset):
        for backend in self.filter_backends:
            queryset = __query_through__(__instance__(backend), "filter_queryset", [self.request, queryset, self])
        return queryset

    @property
    def paginator(self):
        if not hasattr(self, "_paginator"):
            if self.pagination_class is None:
                self._paginator = None
            else:
                self._paginator = __instance__(self.pagination_class)
        return self._paginator

    def paginate_queryset(self, queryset):
        paginator = self.paginator
        if paginator is None:
            return None
        return __query_through__(paginator, "paginate_queryset", [queryset, self.request, self])

    def get_paginated_response(self, data):
        return self.paginator.get_paginated_response(data)


class CreateModelMixin:
    def create(self, request, *args, **kwargs):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        self.perform_create(serializer)
        return Response(serializer.data, status=201, headers=self.get_success_headers(serializer.data))

    def perform_create(self, serializer):
        serializer.save()

    def get_success_headers(self, data):
        return {}


class ListModelMixin:
    def list(self, request, *args, **kwargs):
        queryset = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(queryset)
        if page is not None:
            serializer = self.get_serializer(page, many=True)
            return self.get_paginated_response(serializer.data)
        serializer = self.get_serializer(queryset, many=True)
        return Response(serializer.data)


class RetrieveModelMixin:
    def retrieve(self, request, *args, **kwargs):
        instance = self.get_object()
        serializer = self.get_serializer(instance)
        return Response(serializer.data)


class UpdateModelMixin:
    def update(self, request, *args, **kwargs):
        instance = self.get_object()
        serializer = self.get_serializer(instance, data=request.data, partial=kwargs.get("partial", False))
        serializer.is_valid(raise_exception=True)
        self.perform_update(serializer)
        return Response(serializer.data)

    def perform_update(self, serializer):
        serializer.save()

    def partial_update(self, request, *args, **kwargs):
        return self.update(request, *args, **kwargs)


class DestroyModelMixin:
    def destroy(self, request, *args, **kwargs):
        instance = self.get_object()
        self.perform_destroy(instance)
        return Response(status=204)

    def perform_destroy(self, instance):
        instance.delete()


class CreateAPIView(CreateModelMixin, GenericAPIView):
    def post(self, request, *args, **kwargs):
        return self.create(request, *args, **kwargs)


class ListAPIView(ListModelMixin, GenericAPIView):
    def get(self, request, *args, **kwargs):
        return self.list(request, *args, **kwargs)


class RetrieveAPIView(RetrieveModelMixin, GenericAPIView):
    def get(self, request, *args, **kwargs):
        return self.retrieve(request, *args, **kwargs)


class DestroyAPIView(DestroyModelMixin, GenericAPIView):
    def delete(self, request, *args, **kwargs):
        return self.destroy(request, *args, **kwargs)


class UpdateAPIView(UpdateModelMixin, GenericAPIView):
    def put(self, request, *args, **kwargs):
        return self.update(request, *args, **kwargs)

    def patch(self, request, *args, **kwargs):
        return self.partial_update(request, *args, **kwargs)


class ListCreateAPIView(ListAPIView, CreateAPIView):
    pass


class RetrieveUpdateAPIView(RetrieveAPIView, UpdateAPIView):
    pass


class RetrieveDestroyAPIView(RetrieveAPIView, DestroyAPIView):
    pass


class RetrieveUpdateDestroyAPIView(RetrieveAPIView, UpdateAPIView, DestroyAPIView):
    pass


class ViewSetMixin:
    @classmethod
    def as_view(cls, actions=None, **initkwargs):
        def view(request, *args, **kwargs):
            self = cls(**initkwargs)
            self.action_map = actions
            self.action = actions.get(__verb__())
            self.setup(request, *args, **kwargs)
            return __dispatch_decorated__(self, self.dispatch, [request, *args], kwargs)

        __register__("view_actions", view, actions)
        return __view_class__(view, cls)

    def dispatch(self, request, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs
        self.request = request
        self.initial(request, *args, **kwargs)
        handler = getattr(self, self.action)
        return handler(request, *args, **kwargs)

    def get_extra_action_url_map(self):
        return {}

    def reverse_action(self, *args, **kwargs):
        return __scalar__()


class ViewSet(ViewSetMixin, APIView):
    pass


class GenericViewSet(ViewSetMixin, GenericAPIView):
    pass


class ReadOnlyModelViewSet(RetrieveModelMixin, ListModelMixin, GenericViewSet):
    pass


class ModelViewSet(
    CreateModelMixin, RetrieveModelMixin, UpdateModelMixin, DestroyModelMixin, ListModelMixin, GenericViewSet
):
    pass


class NestedViewSetMixin:
    """The rows of the parent that the path names."""

    def get_queryset(self):
        return super().get_queryset().filter(**__input__())


class OfPackage:
    """What a view set of a package that is not known may have set."""

    pagination_class = __input__()


class PackageGenericViewSet(OfPackage, GenericViewSet):
    pass


class PackageReadOnlyModelViewSet(OfPackage, ReadOnlyModelViewSet):
    pass


class PackageModelViewSet(OfPackage, ModelViewSet):
    pass


def action(methods=None, detail=None, url_path=None, url_name=None, **kwargs):
    def decorator(f):
        __register__("view_action", f, methods or ["get"], detail, url_path, kwargs)
        return f

    return decorator


def detail_route(methods=None, **kwargs):
    return action(methods, True, kwargs.get("url_path"))


def list_route(methods=None, **kwargs):
    return action(methods, False, kwargs.get("url_path"))


def api_view(http_method_names=None):
    def decorator(f):
        __register__("view_methods", f, http_method_names or ["GET"])
        return f

    return decorator


def permission_classes(classes):
    def decorator(f):
        return f

    return decorator


authentication_classes = permission_classes
throttle_classes = permission_classes
renderer_classes = permission_classes
parser_classes = permission_classes
schema = permission_classes


class BaseRouter:
    def __init__(self, *args, **kwargs):
        self.registry = []
        self.trailing = "/"
        if kwargs.get("trailing_slash", True) == False:
            self.trailing = ""

    def register(self, prefix, viewset, basename=None, base_name=None, **kwargs):
        self.registry.append((prefix, viewset, basename or base_name))
        return self

    def get_urls(self):
        return [self]

    @property
    def urls(self):
        return self.get_urls()


class SimpleRouter(BaseRouter):
    pass


class DefaultRouter(BaseRouter):
    pass


class NestedSimpleRouter(BaseRouter):
    def __init__(self, parent_router, parent_prefix, *args, **kwargs):
        self.registry = []
        self.trailing = "/"
        self.parent_router = parent_router
        self.parent_prefix = parent_prefix


NestedDefaultRouter = NestedSimpleRouter


class NestedRegistryItem:
    def __init__(self, router, prefix):
        self.router = router
        self.prefix = prefix

    def register(self, prefix, viewset, basename=None, parents_query_lookups=("",), base_name=None, **kwargs):
        below = self.prefix + "/(?P<parent_lookup_" + parents_query_lookups[-1] + ">[^/.]+)/" + prefix
        self.router.registry.append((below, viewset, basename or base_name))
        return NestedRegistryItem(self.router, below)


class NestedRouterMixin:
    def register(self, prefix, viewset, basename=None, base_name=None, **kwargs):
        self.registry.append((prefix, viewset, basename or base_name))
        return NestedRegistryItem(self, prefix)


class ExtendedSimpleRouter(NestedRouterMixin, SimpleRouter):
    pass


class ExtendedDefaultRouter(NestedRouterMixin, DefaultRouter):
    pass


def format_suffix_patterns(urlpatterns, *args, **kwargs):
    return urlpatterns


class APIException(Exception):
    pass


class NotFound(APIException):
    pass


class ParseError(APIException):
    pass


class PermissionDenied(APIException):
    pass


class ValidationError(APIException):
    pass


def reverse(*args, **kwargs):
    return __scalar__()
