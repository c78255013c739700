INSTALLED_APPS = ["django.contrib.auth", "forum"]
ROOT_URLCONF = "forum.urls"
MIDDLEWARE = ["forum.around.Tastes"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": []},
    }
]
