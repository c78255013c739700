import os

DEBUG = os.getenv("DEBUG", "True") == "True"
INSTALLED_APPS = ["app"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "app.urls"
