from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View

from .models import Book


class Lines(View):
    def lines(self):
        return [book.author.name for book in Book.objects.filter(printed=True)]  # expect: lazy-load-in-loop

    def get(self, request):
        return JsonResponse({"lines": self.lines()})


class First(View):
    @method_decorator(login_required)
    def get(self, request):
        return super().get(request)


class Second(Lines):
    # The decorator has wrapped a method of another class before.
    @method_decorator(login_required)
    def get(self, request):
        return super().get(request)
