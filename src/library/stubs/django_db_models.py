"""django.db.models: models and their fields. A declaration keeps its arguments; what they mean is read when entities are built."""
from django.db.models.query import *


class Declared:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs

    def __getattr__(self, name):
        return __input__


class Field(Declared):
    pass


class AutoField(Field):
    pass


class BigAutoField(Field):
    pass


class SmallAutoField(Field):
    pass


class IntegerField(Field):
    pass


class BigIntegerField(IntegerField):
    pass


class SmallIntegerField(IntegerField):
    pass


class PositiveIntegerField(IntegerField):
    pass


class PositiveSmallIntegerField(IntegerField):
    pass


class PositiveBigIntegerField(IntegerField):
    pass


class FloatField(Field):
    pass


class DecimalField(Field):
    pass


class BooleanField(Field):
    pass


class NullBooleanField(Field):
    pass


class CharField(Field):
    pass


class EmailField(CharField):
    pass


class URLField(CharField):
    pass


class SlugField(CharField):
    pass


class TextField(Field):
    pass


class DateField(Field):
    pass


class DateTimeField(DateField):
    pass


class TimeField(Field):
    pass


class DurationField(Field):
    pass


class UUIDField(Field):
    pass


class BinaryField(Field):
    pass


class JSONField(Field):
    pass


class IPAddressField(Field):
    pass


class GenericIPAddressField(Field):
    pass


class CommaSeparatedIntegerField(CharField):
    pass


class FilePathField(CharField):
    pass


class FileField(CharField):
    pass


class ImageField(FileField):
    pass


class GeneratedField(Field):
    pass


class ArrayField(Field):
    pass


class HStoreField(Field):
    pass


class SearchVectorField(Field):
    pass


class CICharField(CharField):
    pass


class CIEmailField(CharField):
    pass


class CITextField(TextField):
    pass


class RangeField(Field):
    pass


class IntegerRangeField(RangeField):
    pass


class BigIntegerRangeField(RangeField):
    pass


class DateRangeField(RangeField):
    pass


class DateTimeRangeField(RangeField):
    pass


class ForeignKey(Field):
    pass


class ForeignObject(Declared):
    pass


class OneToOneField(ForeignKey):
    pass


class ManyToManyField(Declared):
    pass


class GenericForeignKey(Declared):
    pass


class TaggableManager(Declared):
    pass


class GenericRelation(Declared):
    pass


class Index(Declared):
    pass


class GinIndex(Index):
    pass


class GistIndex(Index):
    pass


class BrinIndex(Index):
    pass


class HashIndex(Index):
    pass


class BloomIndex(Index):
    pass


class SpGistIndex(Index):
    pass


class BTreeIndex(Index):
    pass


class OpClass(Declared):
    pass


class UniqueConstraint(Declared):
    pass


class CheckConstraint(Declared):
    pass


class ExclusionConstraint(Declared):
    pass


class Model:
    __django__ = True
    # Set by the first save.
    _saved = False

    def __init__(self, *args, **kwargs):
        __init_entity__(self, kwargs)

    @classmethod
    def add_to_class(cls, name, value):
        setattr(cls, name, value)

    def __str__(self):
        return ""

    def save(self, *args, **kwargs):
        __write__("INSERT", self)

    def delete(self, *args, **kwargs):
        __write__("DELETE", self)

    def refresh_from_db(self, *args, **kwargs):
        __refresh__(self)

    def full_clean(self, *args, **kwargs):
        pass

    def clean(self):
        pass

    def clean_fields(self, *args, **kwargs):
        pass

    def validate_unique(self, *args, **kwargs):
        pass


CASCADE = "CASCADE"
PROTECT = "PROTECT"
RESTRICT = "RESTRICT"
SET_NULL = "SET NULL"
SET_DEFAULT = "SET DEFAULT"
DO_NOTHING = "DO NOTHING"


def SET(value):
    return "SET"


class Choices:
    choices = []
    values = []
    labels = []
    names = []


class TextChoices(Choices):
    pass


class IntegerChoices(Choices):
    pass
