"""django-polymorphic: each row knows the class it was made of."""
import polymorphic.rows
from django.contrib.contenttypes.models import ContentType
from django.db import models


class PolymorphicModel(polymorphic.rows.Typed, models.Model):
    polymorphic_ctype = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
