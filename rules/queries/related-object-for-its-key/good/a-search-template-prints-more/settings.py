ROOT_URLCONF = "urls"
INSTALLED_APPS = ["zoo", "haystack"]
