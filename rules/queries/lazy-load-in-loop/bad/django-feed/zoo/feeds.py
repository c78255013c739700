from django.contrib.syndication.views import Feed

from .models import Bird


class NewBirds(Feed):
    title = "New birds"
    link = "/birds/"

    def items(self):
        return Bird.objects.order_by("-id")[:200]

    def item_title(self, item):
        return item.ring

    def item_link(self, item):
        return f"/birds/{item.ring}"

    def item_author_name(self, item):
        return item.keeper.name  # expect: lazy-load-in-loop
