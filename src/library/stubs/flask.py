"""Flask: what registering and serving means. Names with double underscores are intrinsics."""
import jinja2


class Scaffold:
    def route(self, rule, **options):
        def decorator(f):
            self.add_url_rule(rule, options.get("endpoint"), f, **options)
            return f

        return decorator

    def get(self, rule, **options):
        return self.route(rule, methods=["GET"], **options)

    def post(self, rule, **options):
        return self.route(rule, methods=["POST"], **options)

    def put(self, rule, **options):
        return self.route(rule, methods=["PUT"], **options)

    def patch(self, rule, **options):
        return self.route(rule, methods=["PATCH"], **options)

    def delete(self, rule, **options):
        return self.route(rule, methods=["DELETE"], **options)

    def add_url_rule(self, rule, endpoint=None, view_func=None, **options):
        __register__("route", self, rule, view_func, options, endpoint)

    def before_request(self, f):
        __register__("before_request", self, f)
        return f

    def before_app_request(self, f):
        __register__("before_app_request", self, f)
        return f

    def after_request(self, f):
        __register__("after_request", self, f)
        return f

    def after_app_request(self, f):
        __register__("after_request", self, f)
        return f

    def teardown_request(self, f):
        return f

    def teardown_appcontext(self, f):
        return f

    def before_first_request(self, f):
        return f

    def errorhandler(self, code):
        def decorator(f):
            return f

        return decorator

    def app_errorhandler(self, code):
        return self.errorhandler(code)

    def register_error_handler(self, code, f):
        pass

    def context_processor(self, f):
        __register__("context_processor", self, f)
        return f

    def app_context_processor(self, f):
        __register__("context_processor", self, f)
        return f

    def template_filter(self, name=None):
        def decorator(f):
            __register__("template_filter", name, f)
            return f

        return decorator

    def app_template_filter(self, name=None):
        return self.template_filter(name)

    def add_template_filter(self, f, name=None):
        __register__("template_filter", name, f)

    def template_global(self, name=None):
        def decorator(f):
            __register__("template_global", name, f)
            return f

        return decorator

    def app_template_global(self, name=None):
        return self.template_global(name)

    def add_template_global(self, f, name=None):
        __register__("template_global", name, f)

    def template_test(self, name=None):
        def decorator(f):
            return f

        return decorator

    def app_template_test(self, name=None):
        return self.template_test(name)

    def url_value_preprocessor(self, f):
        __register__("url_value_preprocessor", self, f)
        return f

    def app_url_value_preprocessor(self, f):
        __register__("app_url_value_preprocessor", self, f)
        return f

    def url_defaults(self, f):
        return f

    def record(self, f):
        pass

    def record_once(self, f):
        pass


class Flask(Scaffold):
    def __init__(self, import_name, static_url_path=None, static_folder="static", template_folder="templates", **options):
        self.config = __config__()
        self.extensions = {}
        self.jinja_env = jinja2.PageEnvironment()
        self.jinja_options = {}
        self.name = import_name
        self.static_folder = static_folder
        self.cli = Cli()
        self.logger = __scalar__()
        self.url_map = __scalar__()
        __register__("app", self, static_folder, template_folder)

    def register_blueprint(self, blueprint, **options):
        __register__("blueprint", self, blueprint, options)

    def update_template_context(self, context):
        pass

    def create_jinja_environment(self):
        return self.jinja_env

    def app_context(self):
        return self

    def test_request_context(self, *args, **kwargs):
        return self

    def test_client(self):
        return __input__()

    def run(self, *args, **kwargs):
        __register__("app.run", self, kwargs)

    def ensure_sync(self, f):
        return f

    def __getattr__(self, name):
        return __input__()


class Blueprint(Scaffold):
    def __init__(self, name, import_name, url_prefix=None, template_folder=None, static_folder=None, **options):
        self.name = name
        self.url_prefix = url_prefix
        self.cli = Cli()

    def register_blueprint(self, blueprint, **options):
        __register__("blueprint", self, blueprint, options)


class Cli:
    def command(self, name=None, **options):
        def decorator(f):
            __register__("command", name, f)
            return f

        return decorator

    def group(self, *args, **options):
        def decorator(f):
            return Cli()

        return decorator

    def add_command(self, command, name=None):
        pass


class Config:
    def from_object(self, obj):
        __config_from_object__(self, obj)

    def from_pyfile(self, name, silent=False):
        __config_from_file__(self, name)

    def from_envvar(self, name, silent=False):
        pass

    def from_prefixed_env(self, *args, **kwargs):
        pass

    def from_file(self, *args, **kwargs):
        pass

    def from_mapping(self, mapping=None, **kwargs):
        if mapping is not None:
            self.update(mapping)
        self.update(kwargs)
        return True


class Headers:
    """Headers and cookies: whether credentials are among them is not known."""

    def get(self, key, default=None, type=None):
        return __header__(key, default)

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class Absent:
    """Query parameters: none in the plain case."""

    def get(self, key, default=None, type=None):
        return __absent__(default)

    def getlist(self, key, type=None):
        return __absent__([])

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class Params:
    def get(self, key, default=None, type=None):
        return __param__(default)

    def __getattr__(self, name):
        return __input__

    def getlist(self, key, type=None):
        return __param__([])

    def to_dict(self, flat=True):
        return __input__()

    def __getitem__(self, key):
        return __input__()


class Request:
    def __init__(self):
        self.args = Absent()
        self.form = Params()
        self.values = Params()
        self.cookies = Headers()
        self.headers = Headers()
        self.files = Params()
        self.view_args = {}

    @property
    def method(self):
        return __method__()

    @property
    def json(self):
        return __input__()

    def get_json(self, *args, **kwargs):
        return __input__()

    def __getattr__(self, name):
        return __input__()


class Session:
    def get(self, key, default=None):
        return __session__(key, default)

    def __contains__(self, key):
        return __session__(key, None)

    def pop(self, key, default=None):
        return __param__(default)

    def setdefault(self, key, default=None):
        return __param__(default)

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


request = Request()
session = Session()
g = __proxy__("g")
current_app = __proxy__("current_app")
_request_ctx_stack = __input__()
_app_ctx_stack = __input__()
has_request_context = __scalar__
has_app_context = __scalar__


def render_template(name, **context):
    return __render__(name, context)


def stream_template(name, **context):
    return __render__(name, context)


def render_template_string(source, **context):
    return __scalar__()


def url_for(endpoint, **values):
    return __scalar__()


def redirect(location, code=302, Response=None):
    return Redirect()


def jsonify(*args, **kwargs):
    return __consume__(*args, **kwargs)


def make_response(*args):
    return Response()


def send_file(*args, **kwargs):
    return Response()


def send_from_directory(*args, **kwargs):
    return Response()


def stream_with_context(generator):
    return generator


def flash(message, category="message"):
    pass


def get_flashed_messages(*args, **kwargs):
    return __param__([])


def abort(code, *args, **kwargs):
    __abort__()


def after_this_request(f):
    return f


def copy_current_request_context(f):
    return f


def get_template_attribute(name, attribute):
    return __input__()


def escape(text):
    return text


class Markup:
    def __init__(self, text=""):
        pass


class Redirect:
    status_code = 302

    def __init__(self):
        self.headers = {}

    def __getattr__(self, name):
        return __scalar__


class Response:
    def __init__(self, *args, **kwargs):
        self.headers = {}
        self.cache_control = __scalar__()
        self.status_code = 200

    def __getattr__(self, name):
        return __scalar__
