INSTALLED_APPS = ["forum"]
ROOT_URLCONF = "forum.urls"
MIDDLEWARE = ["forum.around.Seen"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["forum.around.unread"]},
    }
]
