INSTALLED_APPS = ["shop"]
ROOT_URLCONF = "shop.urls"
EMAIL_HOST = "mail.example.org"  # expect: outbound-call-without-timeout
