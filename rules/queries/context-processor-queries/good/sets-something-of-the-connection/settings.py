ROOT_URLCONF = "urls"
INSTALLED_APPS = ["shop"]
MIDDLEWARE = ["shop.tenants.TenantMiddleware"]
