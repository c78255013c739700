INSTALLED_APPS = ["app"]
ROOT_URLCONF = "app.urls"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
