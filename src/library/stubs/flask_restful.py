"""Flask-RESTful and Flask-RESTX: resources, namespaces and request parsers."""
import marshmallow
from flask.views import MethodView


class Resource(MethodView):
    method_decorators = []

    def dispatch_request(self, *args, **kwargs):
        def verb(*a, **k):
            return __dispatch__(self, a, k)

        for decorator in self.method_decorators:
            verb = __decorated__(decorator, verb)
        return verb(*args, **kwargs)


class Routed:
    """What resources are added to: kept until it is known where they are served."""

    def add_resource(self, resource, *urls, **kwargs):
        self.resources.append((resource, urls, kwargs))
        for owner in self.owners:
            self.serve(owner, resource, urls, kwargs)

    def route(self, *urls, **kwargs):
        def decorator(resource):
            self.add_resource(resource, *urls, **kwargs)
            return resource

        return decorator

    def resource(self, *urls, **kwargs):
        return self.route(*urls, **kwargs)

    def schema_model(self, *args, **kwargs):
        return __input__()

    def model(self, name=None, model=None, **kwargs):
        return model or {}

    def inherit(self, name, *models):
        fields = {}
        for model in models:
            fields.update(model)
        return fields

    def clone(self, name, *models):
        return self.inherit(name, *models)

    def parser(self):
        return RequestParser()

    def abort(self, *args, **kwargs):
        __abort__()

    def marshal_with(self, fields, **kwargs):
        return marshal_with(fields)

    def marshal_list_with(self, fields, **kwargs):
        return marshal_with(fields)

    def marshal(self, data, fields, **kwargs):
        return marshal(data, fields)

    def __getattr__(self, name):
        return __scalar__


class Api(Routed):
    def __init__(self, app=None, prefix="", default_mediatype=None, decorators=None, **kwargs):
        self.prefix = prefix
        self.decorators = decorators or []
        self.resources = []
        self.owners = []
        self.namespaces = []
        if app is not None:
            self.init_app(app)

    def init_app(self, app, **kwargs):
        self.owners.append(app)
        for resource, urls, options in self.resources:
            self.serve(app, resource, urls, options)
        for namespace, path in self.namespaces:
            for resource, urls, options in namespace.resources:
                self.serve_below(path, app, resource, urls, options)

    def serve(self, app, resource, urls, options):
        self.serve_below("", app, resource, urls, options)

    def serve_below(self, path, app, resource, urls, options):
        view = resource.as_view(options.get("endpoint") or resource.__name__.lower())
        for decorator in self.decorators:
            view = __decorated__(decorator, view)
        for url in urls:
            app.add_url_rule(self.prefix + path + url, options.get("endpoint") or resource.__name__.lower(), view)

    def add_namespace(self, namespace, path=None):
        path = namespace.path if path is None else path
        self.namespaces.append((namespace, path))
        namespace.owners.append((self, path))
        for owner in self.owners:
            for resource, urls, options in namespace.resources:
                self.serve_below(path, owner, resource, urls, options)

    def namespace(self, name, description=None, path=None, **kwargs):
        namespace = Namespace(name, path=path)
        self.add_namespace(namespace)
        return namespace

    def representation(self, mediatype):
        def decorator(f):
            return f

        return decorator


class Namespace(Routed):
    def __init__(self, name, description=None, path=None, **kwargs):
        self.name = name
        self.path = "/" + name if path is None else path
        self.resources = []
        self.owners = []

    def serve(self, owner, resource, urls, options):
        for app in owner[0].owners:
            owner[0].serve_below(owner[1], app, resource, urls, options)


def marshal(data, fields, envelope=None, **kwargs):
    if __is_class__(fields):
        fields = fields()
    if __is_many__(data):
        return [__schema_dump__(fields, None, (), one) for one in data]
    return __schema_dump__(fields, None, (), data)


def marshal_with(fields, envelope=None, **kwargs):
    def decorator(f):
        def marshalled(*args, **kw):
            result = f(*args, **kw)
            if isinstance(result, tuple):
                return marshal(result[0], fields)
            return marshal(result, fields)

        return __wraps__(f, marshalled)

    return decorator


class Raw(marshmallow.Field):
    """A field of a response: `fields.String(attribute="owner.name")`."""

    load_only = False

    def __init__(self, default=None, attribute=None, **options):
        self.attribute = attribute

    def read(self, obj, name, schema):
        if __is_function__(self.attribute):
            return self.attribute(obj)
        return __path__(obj, self.attribute or name)

    def value_of(self, value):
        return value


String = Raw
Integer = Raw
Float = Raw
Boolean = Raw
DateTime = Raw
Date = Raw
Arbitrary = Raw
Fixed = Raw
Price = Raw
Url = Raw
FormattedString = Raw
ClassName = Raw
Wildcard = Raw


class Nested(Raw):
    def __init__(self, nested, allow_null=False, default=None, attribute=None, **options):
        self.nested = nested
        self.attribute = attribute

    def read(self, obj, name, schema):
        return self.value_of(super().read(obj, name, schema))

    def value_of(self, value):
        if value is None:
            return None
        nested = self.nested() if __is_function__(self.nested) else self.nested
        return marshal(value, nested)


class List(Raw):
    def __init__(self, cls_or_instance, attribute=None, **options):
        self.container = cls_or_instance() if __is_class__(cls_or_instance) else cls_or_instance
        self.attribute = attribute

    def read(self, obj, name, schema):
        values = super().read(obj, name, schema)
        return [self.container.value_of(value) for value in values or []]


def marshal_with_field(field):
    return marshal_with(field)


def abort(code, *args, **kwargs):
    __abort__()


class Arguments:
    """What a parser found: nothing was sent in the plain case."""

    def get(self, key, default=None):
        return __param__(default)

    def pop(self, key, default=None):
        return __param__(default)

    def __getitem__(self, key):
        return __param__(None)

    def __getattr__(self, name):
        return __param__(None)


class RequestParser:
    def __init__(self, *args, **kwargs):
        pass

    def add_argument(self, *args, **kwargs):
        return self

    def replace_argument(self, *args, **kwargs):
        return self

    def remove_argument(self, *args, **kwargs):
        return self

    def copy(self):
        return self

    def parse_args(self, *args, **kwargs):
        return __input__()
