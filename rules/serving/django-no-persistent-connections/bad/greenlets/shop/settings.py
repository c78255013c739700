INSTALLED_APPS = ["django.contrib.auth"]
ROOT_URLCONF = "shop.urls"
DATABASES = {  # expect: django-no-persistent-connections
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
    },
}
