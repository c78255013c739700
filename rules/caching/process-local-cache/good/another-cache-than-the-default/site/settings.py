import os

CACHES = {
    "default": django_cache_url(os.environ["CACHE_URL"]),
    "files-of-the-image": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
