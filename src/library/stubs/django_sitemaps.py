"""django.contrib.sitemaps: what a site map reads of each of its items."""


class Sitemap:
    __runs__ = "_listed"
    limit = 50000
    changefreq = None
    priority = None
    protocol = None
    i18n = False

    def items(self):
        return []

    def location(self, item):
        return item.get_absolute_url()

    def _told(self, name, item):
        return __fitted__(getattr(self, name, None), item)

    def _listed(self):
        for item in __all__(self.items()):
            self._told("location", item)
            self._told("lastmod", item)
            self._told("changefreq", item)
            self._told("priority", item)


class GenericSitemap(Sitemap):
    __runs__ = None

    def __init__(self, info_dict, priority=None, changefreq=None, protocol=None):
        self.queryset = info_dict["queryset"]

    def items(self):
        return self.queryset.filter()


def ping_google(*args, **kwargs):
    pass
