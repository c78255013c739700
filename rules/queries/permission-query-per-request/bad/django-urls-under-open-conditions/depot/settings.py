import environ

env = environ.Env()
INSTALLED_APPS = ["depot"]
ROOT_URLCONF = "depot.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
HAS_DOCS = env("HAS_DOCS")
DEBUG = env("DEBUG")
