from django.contrib.auth.decorators import login_required
from django.utils.decorators import method_decorator
from django.views.generic import ListView, TemplateView

from .models import Book


class Front(TemplateView):
    template_name = "front.html"

    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)


class Books(ListView):
    queryset = Book.objects.filter(printed=True)
    template_name = "books.html"

    # The decorator has wrapped a method of another class before.
    @method_decorator(login_required)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)
