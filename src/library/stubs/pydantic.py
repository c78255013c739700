"""Pydantic: models are read by their fields (library/pydantic.rs)."""


class FieldInfo:
    def __init__(self, default=__input__(), **options):
        self.default = default
        self.alias = options.get("alias")
        self.validation_alias = options.get("validation_alias")
        self.options = options


def Field(default=__input__(), default_factory=None, **options):
    if default_factory is not None:
        return FieldInfo(__input__(), **options)
    return FieldInfo(default, **options)


class BaseModel:
    model_fields = __input__()
    __fields__ = __input__()

    def __init__(self, **data):
        __model_fill__(self, data)

    @classmethod
    def model_validate(cls, obj, **options):
        return __model_read__(obj, cls)

    @classmethod
    def from_orm(cls, obj):
        return __model_read__(obj, cls)

    @classmethod
    def parse_obj(cls, obj):
        return __model_read__(obj, cls)

    @classmethod
    def model_validate_json(cls, data, **options):
        return __model_read__(__input__(), cls)

    @classmethod
    def parse_raw(cls, data, **options):
        return __model_read__(__input__(), cls)

    @classmethod
    def model_construct(cls, *args, **data):
        return __model_read__(data, cls)

    @classmethod
    def construct(cls, *args, **data):
        return __model_read__(data, cls)

    def model_copy(self, **options):
        return self

    def copy(self, **options):
        return self

    def model_dump(self, **options):
        return __input__()

    def dict(self, **options):
        return __input__()

    def json(self, **options):
        return __scalar__()

    def model_dump_json(self, **options):
        return __scalar__()

    @classmethod
    def model_json_schema(cls, *args, **options):
        return __input__()

    @classmethod
    def model_rebuild(cls, *args, **options):
        pass

    @classmethod
    def update_forward_refs(cls, *args, **options):
        pass

    def __getattr__(self, name):
        return __input__()


class BaseSettings(BaseModel):
    pass


class RootModel(BaseModel):
    pass


class TypeAdapter:
    def __init__(self, kind, **options):
        self.kind = kind

    def validate_python(self, obj, **options):
        return __model_read__(obj, self.kind)

    def __getattr__(self, name):
        return __input__


def parse_obj_as(kind, obj):
    return __model_read__(obj, kind)


def _keeps(*args, **options):
    def decorator(f):
        return f

    return decorator


validator = _keeps
field_validator = _keeps
model_serializer = _keeps
field_serializer = _keeps


def model_validator(*args, **options):
    return _keeps()


def root_validator(*args, **options):
    if args and __is_function__(args[0]):
        return args[0]
    return _keeps()


def computed_field(*args, **options):
    if args:
        return args[0]
    return _keeps()


def ConfigDict(**options):
    return options
