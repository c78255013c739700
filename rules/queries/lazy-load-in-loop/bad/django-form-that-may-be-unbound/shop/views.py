from django.http import JsonResponse

from .forms import SearchForm


def index(request):
    form = SearchForm(request.GET) if request.GET else SearchForm(initial={"title": "Ink"})
    if not form.is_valid():
        return JsonResponse({"valid": False})
    return JsonResponse({"authors": [book.author.name for book in form.found()]})  # expect: lazy-load-in-loop
