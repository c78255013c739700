from ninja import NinjaAPI
from ninja.pagination import PageNumberPagination

api = NinjaAPI()


class Pages(PageNumberPagination):
    items_attribute = "data"

    def paginate_queryset(self, queryset, pagination, request, **params):
        page = super().paginate_queryset(queryset, pagination, request, **params)
        return {"data": page["data"], "pages": page["count"] // self.page_size + 1}
