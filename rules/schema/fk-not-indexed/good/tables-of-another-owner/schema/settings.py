INSTALLED_APPS = ["django.contrib.contenttypes", "harbour_tables.moorings"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "harbour"}}
