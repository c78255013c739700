"""django.contrib.auth: the user model, who is logged in, and what asks for it."""
from functools import wraps
from django.http import HttpResponseRedirect


def get_user_model():
    return __user_model__()


def _load_user(key):
    return get_user_model()._default_manager.get(pk=key)


def get_user(request):
    return request.user


def authenticate(request=None, **credentials):
    return __input__()


def login(request, user, backend=None):
    pass


def logout(request):
    __session_write__("DELETE")


def update_session_auth_hash(request, user):
    pass


def user_passes_test(test_func, login_url=None, redirect_field_name=None):
    def decorator(f):
        @wraps(f)
        def guarded(request, *args, **kwargs):
            __guard__()
            __check__(test_func, request.user)
            return f(request, *args, **kwargs)

        return guarded

    return decorator


def login_required(function=None, redirect_field_name=None, login_url=None):
    def decorator(f):
        @wraps(f)
        def guarded(request, *args, **kwargs):
            __guard__()
            request.user.is_authenticated
            return f(request, *args, **kwargs)

        return guarded

    if function is not None:
        return decorator(function)
    return decorator


staff_member_required = login_required
login_not_required = login_required


def permission_required(perm, login_url=None, raise_exception=False):
    def decorator(f):
        @wraps(f)
        def guarded(request, *args, **kwargs):
            __guard__()
            request.user.is_authenticated
            return f(request, *args, **kwargs)

        return guarded

    return decorator


class AccessMixin:
    login_url = None
    permission_denied_message = ""
    raise_exception = False
    redirect_field_name = "next"

    def get_login_url(self):
        return __scalar__()

    def get_permission_denied_message(self):
        return self.permission_denied_message

    def get_redirect_field_name(self):
        return self.redirect_field_name

    def handle_no_permission(self):
        return HttpResponseRedirect()


class LoginRequiredMixin(AccessMixin):
    def dispatch(self, request, *args, **kwargs):
        __guard__()
        request.user.is_authenticated
        return super().dispatch(request, *args, **kwargs)


class PermissionRequiredMixin(AccessMixin):
    permission_required = None

    def get_permission_required(self):
        return __each__(self.permission_required)

    def has_permission(self):
        self.request.user.is_authenticated
        return True

    def dispatch(self, request, *args, **kwargs):
        __guard__()
        if not __check__(self.has_permission):
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)


class UserPassesTestMixin(AccessMixin):
    def test_func(self):
        return True

    def get_test_func(self):
        return self.test_func

    def dispatch(self, request, *args, **kwargs):
        __guard__()
        if not __check__(self.get_test_func()):
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)
