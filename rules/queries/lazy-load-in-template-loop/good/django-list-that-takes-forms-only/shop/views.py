from django.http import HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import ListView

from .models import Book


@method_decorator(require_POST, name="dispatch")
class PrintBooks(ListView):
    model = Book
    template_name = "shop/index.html"
    context_object_name = "books"

    def post(self, request):
        self.get_queryset().filter(pk__in=request.POST.getlist("book")).update(printed=True)
        return HttpResponseRedirect("/")


@method_decorator(require_http_methods(["POST"]), name="dispatch")
class DropBooks(PrintBooks):
    def post(self, request):
        self.get_queryset().filter(pk__in=request.POST.getlist("book")).update(printed=False)
        return HttpResponseRedirect("/")
