DEBUG = False
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
if DEBUG:
    MIDDLEWARE += ["silk.middleware.SilkyMiddleware"]
