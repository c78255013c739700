ROOT_URLCONF = "site.urls"
INSTALLED_APPS = ["shop"]
CELERY_BEAT_SCHEDULE = {"forget": {"task": "shop.tasks.forget_street", "schedule": 3600, "args": ("High Street",)}}
