"""django.contrib.syndication.views: what a feed reads of each of its items."""
from django.http import HttpResponse


class Feed:
    feed_type = None
    title_template = None
    description_template = None

    def __call__(self, request, *args, **kwargs):
        obj = self.get_object(request, *args, **kwargs)
        self.get_feed(obj, request)
        return HttpResponse()

    def get_object(self, request, *args, **kwargs):
        return None

    def get_context_data(self, **kwargs):
        return {"obj": kwargs.get("item"), "site": __input__()}

    def feed_extra_kwargs(self, obj):
        return {}

    def item_extra_kwargs(self, item):
        return {}

    def item_title(self, item):
        return __printed__(item)

    def item_description(self, item):
        return __printed__(item)

    def item_link(self, item):
        return item.get_absolute_url()

    def _told(self, name, about):
        return __printed__(__fitted__(getattr(self, name, None), about))

    def get_feed(self, obj, request):
        self._told("title", obj)
        self._told("link", obj)
        self._told("subtitle", obj)
        self._told("description", obj)
        self._told("author_name", obj)
        self._told("categories", obj)
        self.feed_extra_kwargs(obj)
        for item in __all__(__fitted__(getattr(self, "items", None), obj)):
            self._print(item)

    def _print(self, item):
        if self.title_template is None:
            self._told("item_title", item)
        else:
            __render__(self.title_template, self.get_context_data(item=item))
        if self.description_template is None:
            self._told("item_description", item)
        else:
            __render__(self.description_template, self.get_context_data(item=item))
        self._told("item_link", item)
        self._told("item_author_name", item)
        self._told("item_author_email", item)
        self._told("item_author_link", item)
        self._told("item_pubdate", item)
        self._told("item_updateddate", item)
        self._told("item_categories", item)
        self._told("item_comments", item)
        self._told("item_guid", item)
        self._told("item_enclosures", item)
        self.item_extra_kwargs(item)
