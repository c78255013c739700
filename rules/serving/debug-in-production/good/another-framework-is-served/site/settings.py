DEBUG = True
SECRET_KEY = "for the alternative that Django serves"
ROOT_URLCONF = "site.urls"
INSTALLED_APPS = ["django.contrib.contenttypes"]
