from django.http import JsonResponse

from shop.test.models import Test


def index(request):
    benches = []
    for test in Test.objects.filter(passed=True):
        benches.append(test.bench.name)
    return JsonResponse({"benches": benches})
