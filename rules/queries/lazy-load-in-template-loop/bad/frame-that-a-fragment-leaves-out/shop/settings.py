INSTALLED_APPS = ["django_htmx", "shop"]
MIDDLEWARE = ["django_htmx.middleware.HtmxMiddleware"]
ROOT_URLCONF = "shop.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["shop.context.frame"]},
    }
]
