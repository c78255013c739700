from django.http import HttpResponse
from django.views.generic import TemplateView

from .models import Book


class Shelf(TemplateView):
    def get_context_data(self, **kwargs):
        kwargs["unprinted"] = Book.objects.filter(printed=False).count()
        return super().get_context_data(**kwargs)


class Index(Shelf):
    template_name = "index.html"


class Archive(Shelf):
    template_name = "archive.html"


def new(request):
    Book.objects.create(title=request.POST["title"], author_id=1)
    return HttpResponse("made")
