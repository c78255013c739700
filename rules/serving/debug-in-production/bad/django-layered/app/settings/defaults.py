DEBUG = True  # expect: debug-in-production
INSTALLED_APPS = ["app"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "app.urls"
