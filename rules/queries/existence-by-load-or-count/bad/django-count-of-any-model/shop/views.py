from django.http import JsonResponse


def is_free(kind, shelf):
    model = kind.model_class()
    return model.objects.filter(shelf=shelf).count() == 0  # expect: existence-by-load-or-count


def index(request):
    return JsonResponse({})
