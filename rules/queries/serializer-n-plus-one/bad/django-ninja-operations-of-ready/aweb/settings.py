import os

INSTALLED_APPS = ["shop.apps.ShopConfig"]
for app in os.environ.get("MORE_APPS", "").split():
    INSTALLED_APPS.append(app)
ROOT_URLCONF = "aweb.urls"
