"""FastAPI: applications, routers, parameters and dependencies. What is registered is joined in link/asgi.rs."""
import starlette
from starlette import (
    BackgroundTasks,
    FileResponse,
    HTMLResponse,
    HTTPException,
    Jinja2Templates,
    JSONResponse,
    ORJSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Request,
    Response,
    StreamingResponse,
    UJSONResponse,
    WebSocket,
    WebSocketDisconnect,
    run_in_threadpool,
)


class Dependency:
    def __init__(self, dependency=None, use_cache=True, **options):
        self.dependency = dependency
        self.use_cache = use_cache


def Depends(dependency=None, use_cache=True, **options):
    return Dependency(dependency, use_cache)


def Security(dependency=None, scopes=None, use_cache=True):
    return Dependency(dependency, use_cache)


class Parameter:
    def __init__(self, default=__input__(), default_factory=None, **options):
        self.default = default


class Header(Parameter):
    pass


class Cookie(Header):
    pass


Query = Parameter
Path = Parameter
Body = Parameter
Form = Parameter
File = Parameter


class UploadFile:
    def __getattr__(self, name):
        return __scalar__


class Routing:
    def api_route(self, path, methods=None, **options):
        def decorator(f):
            self.add_api_route(path, f, methods=methods, **options)
            return f

        return decorator

    def add_api_route(self, path, endpoint, methods=None, dependencies=None, **options):
        model = options.get("response_model")
        if "response_model" in options and model is None:
            model = False
        __register__("asgi.route", self, path, endpoint, methods or ["GET"], dependencies or [], model, "solved")

    def get(self, path, **options):
        return self.api_route(path, methods=["GET"], **options)

    def post(self, path, **options):
        return self.api_route(path, methods=["POST"], **options)

    def put(self, path, **options):
        return self.api_route(path, methods=["PUT"], **options)

    def patch(self, path, **options):
        return self.api_route(path, methods=["PATCH"], **options)

    def delete(self, path, **options):
        return self.api_route(path, methods=["DELETE"], **options)

    def head(self, path, **options):
        return self.api_route(path, methods=["HEAD"], **options)

    def options(self, path, **options):
        return self.api_route(path, methods=["OPTIONS"], **options)

    def websocket(self, path, name=None, **options):
        return self.api_route(path, methods=["GET"], response_model=None, **options)

    def add_api_websocket_route(self, path, endpoint, name=None, **options):
        self.add_api_route(path, endpoint, methods=["GET"], response_model=None, **options)

    def include_router(self, router, prefix="", dependencies=None, **options):
        __register__("asgi.include", self, router, prefix, dependencies or [])


class APIRouter(Routing, starlette.Router):
    def __init__(self, prefix="", dependencies=None, routes=None, on_startup=None, lifespan=None, **options):
        self.prefix = prefix
        __register__("asgi.router", self, prefix, dependencies or [])
        self._starts(routes, on_startup, lifespan)


class FastAPI(Routing, starlette.Starlette):
    def __init__(self, routes=None, dependencies=None, middleware=None, on_startup=None, lifespan=None, **options):
        self.state = starlette.State()
        self.router = self
        self.dependency_overrides = {}
        __register__("asgi.app", self)
        __register__("asgi.router", self, "", dependencies or [])
        for item in middleware or []:
            self.add_middleware(item.cls, **item.options)
        self._starts(routes, on_startup, lifespan)


class APIRoute:
    def get_route_handler(self):
        return __input__()


class Credentials:
    """A security scheme: a request has its credentials."""

    def __init__(self, *args, **options):
        pass

    def __call__(self, *args, **kwargs):
        return __input__()


SecurityBase = Credentials
OAuth2 = Credentials
OAuth2PasswordBearer = Credentials
OAuth2AuthorizationCodeBearer = Credentials
HTTPBearer = Credentials
HTTPBasic = Credentials
HTTPDigest = Credentials
APIKeyHeader = Credentials
APIKeyCookie = Credentials
APIKeyQuery = Credentials
OpenIdConnect = Credentials


class OAuth2PasswordRequestForm:
    def __getattr__(self, name):
        return __input__()


class SecurityScopes:
    def __getattr__(self, name):
        return __input__()


def jsonable_encoder(value, **options):
    return value
