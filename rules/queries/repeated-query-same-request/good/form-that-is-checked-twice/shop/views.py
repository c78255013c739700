from django.http import JsonResponse

from .forms import SearchForm


def index(request):
    form = SearchForm(request.GET)
    if form.is_valid():
        return JsonResponse({"valid": True})
    return JsonResponse({"valid": form.is_valid(), "errors": form.errors})
