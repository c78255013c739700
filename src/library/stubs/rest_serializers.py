"""Django REST framework: serializers and their fields, as far as they read rows."""


class empty:
    pass


class Field:
    source = None
    write_only = False
    many = False

    def __init__(self, *args, source=None, write_only=False, **kwargs):
        self.source = source
        self.write_only = write_only
        self.context = kwargs.get("context", {})
        self.many = False

    def represent(self, serializer, name, instance):
        return self.to_representation(__source__(instance, self.source or name))

    def to_representation(self, value):
        return value

    def to_internal_value(self, data):
        return data

    def get_attribute(self, instance):
        return __source__(instance, self.source)

    def run_validation(self, data=empty):
        return __input__()

    def fail(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return __input__()


class PlainField(Field):
    """Text, numbers, dates: what it is given, printed."""

    def to_representation(self, value):
        return __printed__(value)


BooleanField = PlainField
NullBooleanField = PlainField
CharField = PlainField
EmailField = PlainField
RegexField = PlainField
SlugField = PlainField
URLField = PlainField
UUIDField = PlainField
FilePathField = PlainField
IPAddressField = PlainField
IntegerField = PlainField
FloatField = PlainField
DecimalField = PlainField
DateTimeField = PlainField
DateField = PlainField
TimeField = PlainField
DurationField = PlainField
ChoiceField = PlainField
MultipleChoiceField = PlainField
FileField = PlainField
ImageField = PlainField
ListField = PlainField
DictField = PlainField
HStoreField = PlainField
JSONField = PlainField
ModelField = PlainField


class ReadOnlyField(PlainField):
    pass


class HiddenField(Field):
    def represent(self, serializer, name, instance):
        return None


class SerializerMethodField(Field):
    def __init__(self, method_name=None, **kwargs):
        self.method_name = method_name
        self.source = None
        self.many = False

    def represent(self, serializer, name, instance):
        return getattr(serializer, self.method_name or "get_" + name)(instance)


class RelatedField(Field):
    queryset = None

    def __init__(self, *args, many=False, source=None, queryset=None, slug_field=None, write_only=False, **kwargs):
        self.write_only = write_only
        self.many = many
        self.source = source
        if queryset is not None:
            self.queryset = queryset
        self.slug_field = slug_field

    def get_queryset(self):
        return self.queryset.all()

    def represent(self, serializer, name, instance):
        value = __source__(instance, self.source or name)
        if self.many:
            return [self.to_representation(row) for row in __all__(value)]
        return self.to_representation(value)


class ManyRelatedField(RelatedField):
    pass


class StringRelatedField(RelatedField):
    def to_representation(self, value):
        return __printed__(value)


class PrimaryKeyRelatedField(RelatedField):
    def represent(self, serializer, name, instance):
        if self.many:
            return [row.pk for row in __all__(__source__(instance, self.source or name))]
        return __source_key__(instance, self.source or name)

    def to_representation(self, value):
        return value.pk


class PKOnlyObject:
    """What a link is made of that needs the key alone: the row is not loaded."""

    def __init__(self, pk):
        self.pk = pk


class HyperlinkedRelatedField(RelatedField):
    lookup_field = "pk"
    view_name = None

    def __init__(self, view_name=None, lookup_field=None, **kwargs):
        super().__init__(**kwargs)
        if view_name is not None:
            self.view_name = view_name
        if lookup_field is not None:
            self.lookup_field = lookup_field

    def use_pk_only_optimization(self):
        return self.lookup_field == "pk"

    def represent(self, serializer, name, instance):
        self.context = serializer.context
        source = self.source or name
        if self.many:
            return [self.to_representation(row) for row in __all__(__source__(instance, source))]
        if self.use_pk_only_optimization():
            return self.to_representation(PKOnlyObject(__source_key__(instance, source)))
        return self.to_representation(__source__(instance, source))

    def to_representation(self, value):
        return self.get_url(value, self.view_name, self.context.get("request"), None)

    def get_url(self, obj, view_name, request, format):
        return __printed__(getattr(obj, self.lookup_field))

    def reverse(self, *args, **kwargs):
        return __scalar__()


class HyperlinkedIdentityField(HyperlinkedRelatedField):
    def represent(self, serializer, name, instance):
        self.context = serializer.context
        return self.to_representation(instance)


class SlugRelatedField(RelatedField):
    def to_representation(self, value):
        return __source__(value, self.slug_field)


class BaseSerializer(Field):
    partial = False
    _data = None
    _fields = None

    def __init__(self, instance=None, data=empty, **kwargs):
        self.instance = instance
        self.initial_data = data
        self.many = kwargs.pop("many", False)
        self.write_only = kwargs.pop("write_only", False)
        self.context = kwargs.pop("context", {})
        self.source = kwargs.pop("source", None)
        self.partial = kwargs.pop("partial", False)
        self._data = None
        self._fields = None
        self.made_under = __conditions__()

    @property
    def data(self):
        if self._data is None:
            self._data = self._represented()
        return self._data

    def _represented(self):
        if self.instance is None:
            return {}
        if self.many:
            return self._listed(self.instance)
        return self.to_representation(self.instance)

    def _listed(self, rows):
        lister = getattr(getattr(self, "Meta", None), "list_serializer_class", None)
        if __is_class__(lister):
            return lister(rows, child=self, context=self.context).to_representation(rows)
        return [self.to_representation(row) for row in __all__(rows)]

    def represent(self, serializer, name, instance):
        self.context = serializer.context
        value = __source__(instance, self.source or name)
        if self.many:
            return self._listed(value)
        return self.to_representation(value)

    def is_valid(self, *args, **kwargs):
        return True

    @property
    def validated_data(self):
        return __input__()

    @property
    def errors(self):
        return __scalar__()

    def save(self, **kwargs):
        if self.instance is None:
            self.instance = self.create(__input__())
        else:
            self.instance = self.update(self.instance, __input__())
        return self.instance

    def create(self, validated_data):
        return __input__()

    def update(self, instance, validated_data):
        return instance

    def validate(self, attrs):
        return attrs


class BoundFields:
    gone = ()
    doubtful = ()
    is_open = False
    may_be_open = False

    def pop(self, name, *default):
        __leave_out__(self, name)
        return __input__()

    def __delitem__(self, name):
        __leave_out__(self, name)

    def clear(self):
        __leave_out__(self, __input__())


class Serializer(BaseSerializer):
    _declared_fields = __input__()

    def to_representation(self, instance):
        return __serialize__(self, instance)

    @property
    def fields(self):
        # What the class declares, less what the instance takes out, and what it puts in its place.
        if self._fields is None:
            __bound_fields__(self)
            self._fields = self.get_fields()
        return self._fields

    def get_fields(self):
        if self._fields is None:
            __bound_fields__(self)
        return self._fields


class ListSerializer(BaseSerializer):
    def __init__(self, *args, child=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.child = child

    def to_representation(self, data):
        return [self.child.to_representation(row) for row in __all__(data)]


class ModelSerializer(Serializer):
    def build_field(self, field_name, *args):
        return None

    def build_relational_field(self, field_name, *args):
        return None

    def build_standard_field(self, field_name, *args):
        return None

    def create(self, validated_data):
        instance = self.Meta.model()
        instance.save()
        return instance

    def update(self, instance, validated_data):
        instance.save()
        return instance


class HyperlinkedModelSerializer(ModelSerializer):
    pass


class CurrentUserDefault:
    pass


class CreateOnlyDefault:
    def __init__(self, *args, **kwargs):
        pass


class ValidationError(Exception):
    pass


class UniqueTogetherValidator:
    def __init__(self, *args, **kwargs):
        pass


UniqueValidator = UniqueTogetherValidator


def as_serializer_error(*args):
    return __scalar__()
