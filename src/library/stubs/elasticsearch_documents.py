"""django_elasticsearch_dsl and haystack: what a search index reads of each row that it indexes."""


class Field:
    def __init__(self, *args, attr=None, model_attr=None, use_template=False, template_name=None, **kwargs):
        self.attr = attr or model_attr
        self.use_template = use_template
        self.template_name = template_name


BooleanField = Field
ByteField = Field
CharField = Field
CompletionField = Field
DateField = Field
DateTimeField = Field
DecimalField = Field
DEDField = Field
DoubleField = Field
EdgeNgramField = Field
FacetCharField = Field
FacetMultiValueField = Field
FileField = Field
FloatField = Field
GeoPointField = Field
IntegerField = Field
IpField = Field
KeywordField = Field
ListField = Field
LocationField = Field
LongField = Field
MultiValueField = Field
NestedField = Field
NgramField = Field
ObjectField = Field
ShortField = Field
StringField = Field
TextField = Field


class _Options:
    def __init__(self, document):
        self.model = __declared_model__(document)


class Document:
    __runs__ = "_index_all"

    @property
    def django(self):
        return _Options(self)

    def get_queryset(self):
        return __declared_model__(self)._default_manager.all()

    def get_indexing_queryset(self):
        return self.get_queryset()

    def prepare(self, instance):
        return __document__(self, instance)

    def should_index_object(self, obj):
        return True

    def _index_all(self):
        for instance in self.get_indexing_queryset():
            self.should_index_object(instance)
            self.prepare(instance)


DocType = Document


class SearchIndex:
    __runs__ = "_index_all"

    def index_queryset(self, using=None):
        return self.get_model()._default_manager.all()

    def build_queryset(self, using=None, start_date=None, end_date=None):
        return self.index_queryset(using)

    def prepare(self, obj):
        return __document__(self, obj)

    def full_prepare(self, obj):
        return self.prepare(obj)

    def _index_all(self):
        for obj in self.build_queryset():
            self.full_prepare(obj)


class Indexable:
    pass


class Registry:
    def register_document(self, document):
        return document

    def __getattr__(self, name):
        return __scalar__


registry = Registry()
