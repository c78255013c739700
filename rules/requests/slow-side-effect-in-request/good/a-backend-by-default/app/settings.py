import os

INSTALLED_APPS = ["app", "djcelery_email"]
ROOT_URLCONF = "app.urls"
EMAIL_BACKEND: str = os.getenv("EMAIL_BACKEND", "djcelery_email.backends.CeleryEmailBackend")
