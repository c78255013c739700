MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "silk.middleware.SilkyMiddleware",  # expect: profiler-or-toolbar-enabled
]
