"""Abstract models of django-model-utils, django-extensions and django-ordered-model."""
import model_utils.behaviour
from django.db import models


class AutoCreatedField(models.DateTimeField):
    pass


class AutoLastModifiedField(AutoCreatedField):
    pass


class CreationDateTimeField(models.DateTimeField):
    pass


class ModificationDateTimeField(CreationDateTimeField):
    pass


class TimeStampedModel(model_utils.behaviour.Unknown, models.Model):
    created = AutoCreatedField()
    modified = AutoLastModifiedField()

    class Meta:
        abstract = True


class TimeFramedModel(model_utils.behaviour.Unknown, models.Model):
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class SoftDeletableModel(model_utils.behaviour.Unknown, models.Model):
    is_removed = models.BooleanField(default=False)

    class Meta:
        abstract = True


class UUIDModel(model_utils.behaviour.Unknown, models.Model):
    id = models.UUIDField(primary_key=True)

    class Meta:
        abstract = True


class TitleDescriptionModel(model_utils.behaviour.Unknown, models.Model):
    title = models.CharField(max_length=255)
    description = models.TextField(null=True)

    class Meta:
        abstract = True


class TitleSlugDescriptionModel(TitleDescriptionModel):
    slug = models.SlugField()

    class Meta:
        abstract = True


class OrderedModelBase(model_utils.behaviour.Unknown, models.Model):
    class Meta:
        abstract = True


class OrderedModel(OrderedModelBase):
    order = models.PositiveIntegerField(editable=False, db_index=True)

    class Meta:
        abstract = True
