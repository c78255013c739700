SITE_NAME = "Shop"
