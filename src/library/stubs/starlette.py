"""Starlette: applications, routes, requests and responses. What is registered is joined in link/asgi.rs."""
import jinja2


class State:
    def __getattr__(self, name):
        return __input__()


class Headers:
    """Headers and cookies: whether credentials are among them is not known."""

    def get(self, key, default=None):
        return __header__(key, default)

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class QueryParams:
    """Query parameters: none in the plain case."""

    def get(self, key, default=None):
        return __absent__(default)

    def getlist(self, key):
        return __absent__([])

    def __getitem__(self, key):
        return __input__()

    def __getattr__(self, name):
        return __input__


class HTTPConnection:
    def __init__(self, *args, **kwargs):
        self.query_params = QueryParams()
        self.headers = Headers()
        self.cookies = Headers()
        self.path_params = __input__()
        self.scope = __input__()
        self.session = Headers()
        self.state = State()

    @property
    def app(self):
        return __asgi_app__()

    @property
    def method(self):
        return __method__()

    def json(self):
        return __input__()

    def body(self):
        return __scalar__()

    def form(self):
        return __input__()

    def stream(self):
        return __input__()

    def url_for(self, *args, **kwargs):
        return __scalar__()

    def __getattr__(self, name):
        return __input__()


class Request(HTTPConnection):
    pass


class WebSocket(HTTPConnection):
    def accept(self, *args, **kwargs):
        pass

    def close(self, *args, **kwargs):
        pass

    def send_text(self, data):
        pass

    def send_json(self, data, *args):
        pass

    def receive_text(self):
        return __scalar__()

    def receive_json(self):
        return __input__()


class WebSocketDisconnect:
    pass


_request = Request()
_websocket = WebSocket()


class Response:
    def __init__(self, *args, **kwargs):
        self.headers = {}
        self.status_code = 200

    def __getattr__(self, name):
        return __scalar__


JSONResponse = Response
HTMLResponse = Response
PlainTextResponse = Response
RedirectResponse = Response
FileResponse = Response
ORJSONResponse = Response
UJSONResponse = Response


class StreamingResponse(Response):
    pass


class HTTPException:
    def __init__(self, status_code=None, detail=None, headers=None):
        self.status_code = status_code
        self.detail = detail


class BackgroundTask:
    def __init__(self, func, *args, **kwargs):
        self.add_task(func, *args, **kwargs)

    def add_task(self, func, *args, **kwargs):
        func(*args, **kwargs)


class BackgroundTasks:
    """Runs what it is given once the answer is sent: the request still pays for it."""

    def __init__(self, *args, **kwargs):
        pass

    def add_task(self, func, *args, **kwargs):
        func(*args, **kwargs)


class Router:
    def __init__(self, *args, routes=None, on_startup=None, on_shutdown=None, lifespan=None, **options):
        self.state = State()
        __register__("asgi.router", self, "", [])
        self._starts(routes, on_startup, lifespan)

    def _starts(self, routes, on_startup, lifespan):
        for route in routes or []:
            route.attach(self)
        for function in on_startup or []:
            __register__("startup", None, function)
        if lifespan is not None:
            __register__("startup", None, lifespan)

    def add_route(self, path, route, methods=None, name=None, include_in_schema=True):
        if __is_function__(route):
            __register__("asgi.route", self, path, route, methods or ["GET"], [], False, "plain")
        else:
            for verb in __verbs__(route):
                __register__("asgi.route", self, path, getattr(route, verb), [verb], [], False, "endpoint")

    def route(self, path, methods=None, name=None, include_in_schema=True):
        def decorator(f):
            self.add_route(path, f, methods)
            return f

        return decorator

    def websocket_route(self, path, name=None):
        return self.route(path)

    def mount(self, path, app=None, name=None):
        __register__("asgi.include", self, app, path, [])

    def host(self, host, app=None, name=None):
        __register__("asgi.include", self, app, "", [])

    def on_event(self, event):
        def decorator(f):
            self.add_event_handler(event, f)
            return f

        return decorator

    def add_event_handler(self, event, f):
        if event == "startup":
            __register__("startup", None, f)

    def __getattr__(self, name):
        return __input__


class Starlette(Router):
    def __init__(self, debug=False, routes=None, middleware=None, exception_handlers=None, on_startup=None, on_shutdown=None, lifespan=None):
        self.state = State()
        __register__("asgi.app", self)
        __register__("asgi.router", self, "", [])
        for item in middleware or []:
            self.add_middleware(item.cls, **item.options)
        self._starts(routes, on_startup, lifespan)

    def add_middleware(self, cls, *args, **options):
        if __has_method__(cls, "dispatch"):

            def run():
                return cls(self, **options).dispatch(_request, call_next)

            __register__("asgi.middleware", self, run)

    def middleware(self, kind):
        def decorator(f):
            def run():
                return f(_request, call_next)

            __register__("asgi.middleware", self, run)
            return f

        return decorator

    def exception_handler(self, *args):
        def decorator(f):
            return f

        return decorator

    def add_exception_handler(self, *args):
        pass


def call_next(request):
    return Response()


class BaseHTTPMiddleware:
    def __init__(self, app, dispatch=None):
        self.app = app


class Middleware:
    def __init__(self, cls, **options):
        self.cls = cls
        self.options = options


class Route:
    def __init__(self, path, endpoint=None, methods=None, name=None, include_in_schema=True, middleware=None):
        self.path = path
        self.endpoint = endpoint
        self.methods = methods

    def attach(self, owner):
        owner.add_route(self.path, self.endpoint, self.methods)


class WebSocketRoute(Route):
    pass


class Mount:
    def __init__(self, path, app=None, routes=None, name=None, middleware=None):
        self.path = path
        self.app = Router(routes=routes) if app is None else app

    def attach(self, owner):
        owner.mount(self.path, self.app)


class Host(Mount):
    pass


class HTTPEndpoint:
    def __init__(self, *args):
        self.request = _request


class WebSocketEndpoint(HTTPEndpoint):
    pass


def run_in_threadpool(func, *args, **kwargs):
    return func(*args, **kwargs)


class Jinja2Templates:
    def __init__(self, *args, **kwargs):
        self.env = jinja2.PageEnvironment()

    def TemplateResponse(self, *args, **kwargs):
        if len(args) > 1 and not __is_text__(args[0]):
            return __render__(args[1], args[2] if len(args) > 2 else kwargs.get("context", {}))
        name = args[0] if args else kwargs.get("name")
        return __render__(name, args[1] if len(args) > 1 else kwargs.get("context", {}))

    def get_template(self, name):
        return self.env.get_template(name)
