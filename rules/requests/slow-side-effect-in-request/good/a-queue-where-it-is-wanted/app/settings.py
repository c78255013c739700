import os

INSTALLED_APPS = ["app"]
ROOT_URLCONF = "app.urls"
if os.environ.get("QUEUE_MAIL", "1") == "1":
    EMAIL_BACKEND = "djcelery_email.backends.CeleryEmailBackend"
else:
    EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"
