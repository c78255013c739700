from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Scan(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    subject = GenericForeignKey()
    path = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"])]


class Parcel(models.Model):
    label = models.TextField()
    scans = GenericRelation(Scan)
