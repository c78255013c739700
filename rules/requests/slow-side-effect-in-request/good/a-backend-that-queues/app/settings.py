INSTALLED_APPS = ["app"]
ROOT_URLCONF = "app.urls"
EMAIL_BACKEND = "app.post.QueueBackend"
