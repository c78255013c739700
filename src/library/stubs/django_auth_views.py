"""django.contrib.auth.views: log in, log out, passwords."""
from django.views.generic import FormView, RedirectView, TemplateView


class RedirectURLMixin:
    next_page = None

    def get_success_url(self):
        return __scalar__()

    def get_default_redirect_url(self):
        return __scalar__()


class LoginView(RedirectURLMixin, FormView):
    template_name = "registration/login.html"
    authentication_form = None

    def form_valid(self, form):
        return self.success()


class LogoutView(RedirectURLMixin, TemplateView):
    template_name = "registration/logged_out.html"


class PasswordChangeView(FormView):
    template_name = "registration/password_change_form.html"


class PasswordChangeDoneView(TemplateView):
    template_name = "registration/password_change_done.html"


class PasswordResetView(FormView):
    template_name = "registration/password_reset_form.html"


class PasswordResetDoneView(TemplateView):
    template_name = "registration/password_reset_done.html"


class PasswordResetConfirmView(FormView):
    template_name = "registration/password_reset_confirm.html"


class PasswordResetCompleteView(TemplateView):
    template_name = "registration/password_reset_complete.html"


def redirect_to_login(*args, **kwargs):
    return __scalar__()


def logout_then_login(request, login_url=None):
    return __scalar__()
