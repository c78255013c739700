INSTALLED_APPS = ["depot"]
ROOT_URLCONF = "depot.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
