from django.http import HttpResponse, JsonResponse
from django.views.generic import View

from .models import Issue


class Listing(View):
    queryset = None

    def get(self, request):
        queryset = self.queryset.order_by("id")
        # Layouts have it, issues have not.
        if "export" in request.GET and hasattr(queryset.model, "to_yaml"):
            return HttpResponse("---\n".join(row.to_yaml() for row in queryset))
        return JsonResponse({"rows": [row.pk for row in queryset[:50]]})


class Issues(Listing):
    queryset = Issue.objects.all()


def add(request):
    Issue.objects.create(title=request.POST["title"])
    return HttpResponse(status=201)
