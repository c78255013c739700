"""django.db.models.query, .manager and .expressions: managers, querysets, and what they are given."""


class BaseManager:
    use_in_migrations = False

    def __init__(self, *args, **kwargs):
        pass

    def get_queryset(self):
        return __queryset__(self)

    @classmethod
    def from_queryset(cls, queryset_class, class_name=None):
        return __manager_class__(cls, queryset_class)


class Manager(BaseManager):
    pass


class QuerySet:
    def __new__(cls, model=None, *args, **kwargs):
        return __made_queryset__(cls, model)

    @classmethod
    def as_manager(cls):
        return __manager_class__(Manager, cls)()


class RawQuerySet:
    pass


class Prefetch:
    def __init__(self, lookup, queryset=None, to_attr=None):
        self.lookup = lookup
        self.queryset = queryset
        self.to_attr = to_attr


def prefetch_related_objects(model_instances, *related_lookups):
    __prefetch_rows__(model_instances, *related_lookups)


class Q:
    def __init__(self, *args, _connector=None, _negated=False, **kwargs):
        self.args = args
        self.kwargs = kwargs
        self.connector = _connector
        self.negated = _negated


class FilteredRelation:
    def __init__(self, *args, **kwargs):
        pass


class Expression:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs

    def __getattr__(self, name):
        return __input__


class F(Expression):
    pass


Func = Expression
Aggregate = Expression
Transform = Expression
Value = Expression
RawSQL = Expression
ExpressionWrapper = Expression
Case = Expression
When = Expression
Subquery = Expression
Exists = Expression
OuterRef = Expression
Window = Expression
OrderBy = Expression
Count = Expression
Sum = Expression
Avg = Expression
Min = Expression
Max = Expression
StdDev = Expression
Variance = Expression
ArrayAgg = Expression
JSONBAgg = Expression
StringAgg = Expression
BoolAnd = Expression
BoolOr = Expression
Coalesce = Expression
Concat = Expression
Cast = Expression
Greatest = Expression
Least = Expression
Length = Expression
Lower = Expression
Upper = Expression
Now = Expression
NullIf = Expression
Random = Expression
Substr = Expression
Trunc = Expression
TruncDate = Expression
TruncDay = Expression
TruncHour = Expression
TruncMinute = Expression
TruncMonth = Expression
TruncWeek = Expression
TruncYear = Expression
Extract = Expression
ExtractYear = Expression
ExtractMonth = Expression
ExtractDay = Expression
ExtractWeek = Expression
ExtractWeekDay = Expression
ExtractHour = Expression
Abs = Expression
Round = Expression
Rank = Expression
RowNumber = Expression
DenseRank = Expression
Lag = Expression
Lead = Expression
FirstValue = Expression
LastValue = Expression
JSONObject = Expression
Replace = Expression
Left = Expression
Right = Expression
StrIndex = Expression
Collate = Expression
