from site.database import chosen

ROOT_URLCONF = "site.urls"
INSTALLED_APPS = ["shop"]
DATABASES = {"default": chosen()}
