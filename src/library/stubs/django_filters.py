"""django-filter: what a request may ask of a queryset."""
from django.views.generic import ListView


class Filter:
    lookup_expr = None

    def __init__(self, field_name=None, lookup_expr=None, *, name=None, method=None, **kwargs):
        self.field_name = field_name or name
        self.lookup_expr = lookup_expr or self.lookup_expr
        self.method = method


CharFilter = BooleanFilter = ChoiceFilter = TypedChoiceFilter = UUIDFilter = NumberFilter = DateFilter = Filter
DateTimeFilter = TimeFilter = DurationFilter = AllValuesFilter = ModelChoiceFilter = IsoDateTimeFilter = Filter


class MultipleChoiceFilter(Filter):
    lookup_expr = "in"


ModelMultipleChoiceFilter = TypedMultipleChoiceFilter = AllValuesMultipleFilter = MultipleChoiceFilter
BaseInFilter = BaseCSVFilter = MultipleChoiceFilter


class RangeFilter(Filter):
    lookup_expr = "gte"


DateRangeFilter = DateFromToRangeFilter = DateTimeFromToRangeFilter = TimeRangeFilter = NumericRangeFilter = RangeFilter
IsoDateTimeFromToRangeFilter = BaseRangeFilter = RangeFilter


class OrderingFilter:
    def __init__(self, *args, **kwargs):
        pass


class FilterSet:
    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        if queryset is None:
            queryset = self.Meta.model._default_manager.all()
        self.queryset = queryset
        self.data = data
        self.request = request
        self.form = __input__()
        self.filters = __input__()
        self.base_filters = __input__()

    @property
    def qs(self):
        return self.filter_queryset(self.queryset.all())

    def filter_queryset(self, queryset):
        return __may_ask__(queryset, self)

    # Before 1.0 the set itself was gone through, counted and cut into pages.
    def __iter__(self):
        return self.qs

    def all(self):
        return self.qs

    def count(self):
        return self.qs.count()

    def is_valid(self):
        return True


class FilterView(ListView):
    filterset_class = None
    strict = True

    def get_filterset_class(self):
        return self.filterset_class

    def get_filterset_kwargs(self, filterset_class):
        return {"data": self.request.GET, "request": self.request, "queryset": self.get_queryset()}

    def get_filterset(self, filterset_class):
        return filterset_class(**self.get_filterset_kwargs(filterset_class))

    def get(self, request, *args, **kwargs):
        self.filterset = self.get_filterset(self.get_filterset_class())
        self.object_list = self.filterset.qs
        context = self.get_context_data(filter=self.filterset, object_list=self.object_list)
        return self.render_to_response(context)
