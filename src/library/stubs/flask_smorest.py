"""Flask-Smorest and APIFlask: views whose results a schema of Marshmallow dumps."""
import flask


def _dumped(result, schema):
    if isinstance(result, tuple):
        result = result[0]
    if __is_class__(schema):
        schema = schema()
    return schema.dump(result) if schema is not None else result


def _dumps(schema):
    def decorator(f):
        def view(*args, **kwargs):
            return _dumped(f(*args, **kwargs), schema)

        return __wraps__(f, view)

    return decorator


def _takes(f):
    def view(*args, **kwargs):
        return f(*args, __input__(), **kwargs)

    return __wraps__(f, view)


def _keeps(f):
    return f


class Scaffold:
    def route(self, rule, **options):
        def decorator(view):
            served = view.as_view(view.__name__) if __is_class__(view) else view
            self.add_url_rule(rule, None, served, **options)
            return view

        return decorator

    def response(self, status_code=200, schema=None, **options):
        return _dumps(schema)

    def output(self, schema=None, status_code=200, **options):
        return _dumps(schema)

    def arguments(self, schema, **options):
        return _takes

    def input(self, schema, location="json", arg_name=None, **options):
        return _keeps

    def alt_response(self, *args, **options):
        return _keeps

    def doc(self, *args, **options):
        return _keeps

    def etag(self, f):
        return f

    def auth_required(self, *args, **options):
        return _keeps


class Blueprint(Scaffold, flask.Blueprint):
    pass


APIBlueprint = Blueprint


class APIFlask(Scaffold, flask.Flask):
    pass


class Api:
    def __init__(self, app=None, **options):
        self.app = app

    def init_app(self, app, **options):
        self.app = app

    def register_blueprint(self, blueprint, **options):
        self.app.register_blueprint(blueprint, **options)

    def __getattr__(self, name):
        return __input__()


def abort(status_code, *args, **kwargs):
    __abort__()
