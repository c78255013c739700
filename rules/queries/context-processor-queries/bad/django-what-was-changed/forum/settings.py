INSTALLED_APPS = ["forum"]
ROOT_URLCONF = "forum.urls"
MIDDLEWARE = ["forum.around.Told"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
