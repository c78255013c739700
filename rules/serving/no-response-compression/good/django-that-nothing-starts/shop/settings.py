INSTALLED_APPS = ["django.contrib.auth"]
ROOT_URLCONF = "shop.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["templates"]}]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
]
