ROOT_URLCONF = "urls"
INSTALLED_APPS = ["harbour", "huey.contrib.djhuey"]
