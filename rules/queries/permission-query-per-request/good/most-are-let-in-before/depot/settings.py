INSTALLED_APPS = ["depot", "rest_framework"]
ROOT_URLCONF = "depot.urls"
