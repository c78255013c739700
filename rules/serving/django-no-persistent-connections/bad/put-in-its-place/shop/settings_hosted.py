from .settings_base import *

DATABASES = {  # expect: django-no-persistent-connections
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
    },
}
