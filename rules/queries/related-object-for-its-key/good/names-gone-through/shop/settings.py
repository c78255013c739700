INSTALLED_APPS = ["shop", "rest_framework"]
ROOT_URLCONF = "shop.urls"
