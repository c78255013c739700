ROOT_URLCONF = "garden.urls"
INSTALLED_APPS = ["garden"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "garden"}}
