from elsewhere import configuration

ROOT_URLCONF = "urls"
INSTALLED_APPS = ["harbour"]
REST_FRAMEWORK = {
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "PAGE_SIZE": configuration.get("PAGE_SIZE", 100),
}
