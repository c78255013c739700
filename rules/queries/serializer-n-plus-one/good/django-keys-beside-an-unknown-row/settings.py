ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "archive"]
