from django.http import JsonResponse

from shop.models import Test


def index(request):
    benches = []
    for test in Test.objects.filter(passed=True):
        benches.append(test.bench.name)  # expect: lazy-load-in-loop
    return JsonResponse({"benches": benches})
