ROOT_URLCONF = "site.urls"
INSTALLED_APPS = ["shop"]
