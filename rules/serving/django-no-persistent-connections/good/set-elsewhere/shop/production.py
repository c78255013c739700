from shop.settings import *

DATABASES["default"]["CONN_MAX_AGE"] = 60
