"""Flask-Login: who is logged in, and what asking for it runs."""
from functools import wraps


class LoginManager:
    def __init__(self, app=None, **kwargs):
        pass

    def init_app(self, app, *args, **kwargs):
        app.login_manager = self

    def user_loader(self, f):
        __register__("user_loader", f)
        return f

    def request_loader(self, f):
        return f

    def unauthorized_handler(self, f):
        return f

    def needs_refresh_handler(self, f):
        return f

    def unauthorized(self):
        __abort__()


class UserMixin:
    is_active = True

    @property
    def is_authenticated(self):
        return True

    @property
    def is_anonymous(self):
        return False

    def get_id(self):
        return __scalar__()


class AnonymousUserMixin:
    is_authenticated = False
    is_anonymous = True
    is_active = False

    def get_id(self):
        return None


current_user = __proxy__("current_user")


def login_required(f):
    @wraps(f)
    def guarded(*args, **kwargs):
        __guard__()
        return f(*args, **kwargs)

    return guarded


def fresh_login_required(f):
    return login_required(f)


def login_user(user, *args, **kwargs):
    return True


def logout_user():
    pass


def confirm_login():
    pass


def login_fresh():
    return True
