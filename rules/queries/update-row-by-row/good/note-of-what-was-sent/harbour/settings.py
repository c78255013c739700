INSTALLED_APPS = ["berths"]
ROOT_URLCONF = "harbour.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "harbour"}}
