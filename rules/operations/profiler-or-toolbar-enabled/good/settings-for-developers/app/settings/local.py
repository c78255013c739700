MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "silk.middleware.SilkyMiddleware",
]
