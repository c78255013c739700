ROOT_URLCONF = "urls"
INSTALLED_APPS = ["harbour"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
