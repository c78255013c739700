ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "harbour"]
REST_FRAMEWORK = {"DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination", "PAGE_SIZE": 50}
