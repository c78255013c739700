"""django_tables2: what a table reads of each of its rows."""
from django.views.generic import ListView


class Column:
    def __init__(self, *args, accessor=None, **kwargs):
        self.accessor = accessor

    def render(self, value):
        return __printed__(value)


class TemplateColumn(Column):
    def __init__(self, template_code=None, template_name=None, accessor=None, extra_context=None, **kwargs):
        self.accessor = accessor
        self.template_name = template_name

    def render(self, record, value):
        if self.template_name is not None:
            return __render__(self.template_name, {"record": record, "value": value})


class LinkColumn(Column):
    def __init__(self, viewname=None, *args, accessor=None, **kwargs):
        self.accessor = accessor


RelatedLinkColumn = LinkColumn


class ManyToManyColumn(Column):
    def __init__(self, *args, accessor=None, transform=None, filter=None, **kwargs):
        self.accessor = accessor
        self.transform = transform
        self.filter = filter

    def render(self, value):
        rows = value.all() if self.filter is None else self.filter(value)
        for row in rows:
            if self.transform is None:
                __printed__(row)
            else:
                self.transform(row)


BooleanColumn = Column
CheckBoxColumn = Column
DateColumn = Column
DateTimeColumn = Column
EmailColumn = Column
FileColumn = Column
JSONColumn = Column
TimeColumn = Column
URLColumn = Column


class Table:
    def __init__(self, data=None, *args, **kwargs):
        self.data = data
        self.size = None

    def paginate(self, *args, per_page=25, **kwargs):
        self.size = per_page

    def as_html(self, request):
        self._rendered()
        return __scalar__()

    def _rendered(self):
        rows = self.data
        if self.size is not None:
            __count__(rows)
            rows = rows[0 : self.size]
        for record in __all__(rows):
            __table_row__(self, record)


class RequestConfig:
    def __init__(self, request, paginate=True):
        self.paginate = paginate

    def configure(self, table):
        if self.paginate:
            table.size = 25
        return table


class SingleTableMixin:
    table_class = None
    table_data = None
    table_pagination = None
    context_table_name = "table"

    def get_table_class(self):
        return self.table_class

    def get_table_data(self):
        if self.table_data is not None:
            return self.table_data
        if hasattr(self, "object_list"):
            return self.object_list
        return self.get_queryset()

    def get_table_kwargs(self):
        return {}

    def get_table_pagination(self, table):
        return self.table_pagination

    def get_table(self, **kwargs):
        table = self.get_table_class()(data=self.get_table_data(), **kwargs)
        pages = self.get_table_pagination(table)
        if pages != False:
            table.size = 25
        if pages:
            table.size = pages.get("per_page", 25)
        return table

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context[self.context_table_name] = self.get_table(**self.get_table_kwargs())
        return context


class SingleTableView(SingleTableMixin, ListView):
    pass


def render_table(table, *args, **kwargs):
    table._rendered()
    return __scalar__()


__register__("template_tag", "render_table", render_table)
