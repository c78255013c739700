ROOT_URLCONF = "urls"
INSTALLED_APPS = ["harbour"]
