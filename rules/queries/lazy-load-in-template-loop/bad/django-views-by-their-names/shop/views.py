from django.views.generic import ListView

from .models import Book


class BookList(ListView):
    queryset = Book.objects.filter(printed=True)
    template_name = "shop/index.html"
    context_object_name = "books"
