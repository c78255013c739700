"""Marshmallow: a schema reads the attributes that its fields name."""


class Field:
    def __init__(self, *args, attribute=None, data_key=None, load_only=False, **options):
        self.attribute = attribute
        self.load_only = load_only

    def read(self, obj, name, schema):
        return self.read_value(__path__(obj, self.attribute or name), schema)

    def read_value(self, value, schema):
        return value

    def __getattr__(self, name):
        return __input__


Raw = Field
String = Field
Str = Field
UUID = Field
Number = Field
Integer = Field
Int = Field
Float = Field
Decimal = Field
Boolean = Field
Bool = Field
DateTime = Field
NaiveDateTime = Field
AwareDateTime = Field
LocalDateTime = Field
Date = Field
Time = Field
TimeDelta = Field
Url = Field
URL = Field
Email = Field
IP = Field
Enum = Field
Constant = Field
Dict = Field
Mapping = Field
URLFor = Field
AbsoluteURLFor = Field
Hyperlinks = Field


class Nested(Field):
    def __init__(self, nested=None, many=False, attribute=None, load_only=False, only=None, exclude=None, **options):
        self.nested = nested
        self.many = many
        self.attribute = attribute
        self.load_only = load_only
        self.only = only
        self.exclude = exclude

    def schema_of(self, schema):
        nested = self.nested
        if __is_text__(nested):
            if nested == "self":
                return schema
            nested = __schema_named__(nested)
        if __is_function__(nested):
            nested = nested()
        if __is_class__(nested):
            return nested(only=self.only, exclude=self.exclude or ())
        return nested

    def read_value(self, value, schema):
        if value is None:
            return None
        inner = self.schema_of(schema)
        return inner.dump(value, many=self.many or inner.many)


class Pluck(Nested):
    def __init__(self, nested, field_name, **options):
        super().__init__(nested, only=(field_name,), **options)


class List(Field):
    def __init__(self, inner, *args, attribute=None, load_only=False, **options):
        self.inner = inner() if __is_class__(inner) else inner
        self.attribute = attribute
        self.load_only = load_only

    def read_value(self, values, schema):
        return [self.inner.read_value(value, schema) for value in values or []]


class Function(Field):
    def __init__(self, serialize=None, deserialize=None, **options):
        self.serialize = serialize
        self.load_only = False

    def read(self, obj, name, schema):
        if self.serialize is not None:
            return self.serialize(obj)


class Method(Field):
    def __init__(self, serialize=None, deserialize=None, **options):
        self.serialize = serialize
        self.load_only = False

    def read(self, obj, name, schema):
        if self.serialize is not None:
            return getattr(schema, self.serialize)(obj)


class Related(Field):
    def read(self, obj, name, schema):
        value = __path__(obj, self.attribute or name)
        return [one for one in value] if __is_many__(value) else value


class RelatedList(Related):
    pass


class Schema:
    def __init__(self, only=None, exclude=(), many=False, context=None, **options):
        self.only = only
        self.exclude = exclude
        self.many = many
        self.context = context or {}

    def dump(self, obj, many=None, **options):
        many = self.many if many is None else many
        if many:
            return [self.dump_one(one) for one in obj]
        return self.dump_one(obj)

    def dump_one(self, obj):
        return __schema_dump__(self, self.only, self.exclude, obj)

    def dumps(self, obj, *args, many=None, **options):
        self.dump(obj, many=many)
        return __scalar__()

    def jsonify(self, obj, many=None, **options):
        self.dump(obj, many=many)
        return __scalar__()

    def load(self, data, **options):
        return __input__()

    def loads(self, data, **options):
        return __input__()

    def validate(self, data, **options):
        return {}

    def __getattr__(self, name):
        return __input__()


SQLAlchemySchema = Schema
SQLAlchemyAutoSchema = Schema
ModelSchema = Schema


class Marshmallow:
    Schema = Schema
    SQLAlchemySchema = Schema
    SQLAlchemyAutoSchema = Schema
    Nested = Nested

    def __init__(self, app=None, **options):
        pass

    def init_app(self, app):
        pass

    def auto_field(self, *args, **options):
        return Field()

    def __getattr__(self, name):
        return Field


def auto_field(*args, **options):
    return Field()


def _keeps(*args, **options):
    if args and __is_function__(args[0]):
        return args[0]

    def decorator(f):
        return f

    return decorator


pre_load = _keeps
post_load = _keeps
pre_dump = _keeps
post_dump = _keeps
validates = _keeps
validates_schema = _keeps


class ValidationError:
    def __init__(self, *args, **kwargs):
        pass


INCLUDE = "include"
EXCLUDE = "exclude"
RAISE = "raise"
