MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "silk.middleware.SilkyMiddleware",
]


def wants_a_record(request):
    return request.session.get("record", False)


SILKY_INTERCEPT_FUNC = wants_a_record
