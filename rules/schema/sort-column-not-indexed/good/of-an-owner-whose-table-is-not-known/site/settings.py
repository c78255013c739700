ROOT_URLCONF = "site.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "shop"]
