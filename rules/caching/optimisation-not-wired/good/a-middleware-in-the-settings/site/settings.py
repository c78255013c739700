MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "site.middleware.GzipHtmlMiddleware"]
