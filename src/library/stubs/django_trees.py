"""Trees of rows: django-treebeard and django-mptt. Their columns are known; what their methods ask is not."""
import treebeard.models
from django.db import models


class MP_Node(treebeard.models.Node, models.Model):
    path = models.CharField(max_length=255, unique=True)
    depth = models.PositiveIntegerField()
    numchild = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class NS_Node(treebeard.models.Node, models.Model):
    lft = models.PositiveIntegerField(db_index=True)
    rgt = models.PositiveIntegerField(db_index=True)
    tree_id = models.PositiveIntegerField(db_index=True)
    depth = models.PositiveIntegerField(db_index=True)

    class Meta:
        abstract = True


class AL_Node(treebeard.models.Node, models.Model):
    class Meta:
        abstract = True


class MPTTModel(treebeard.models.Node, models.Model):
    lft = models.PositiveIntegerField(editable=False)
    rght = models.PositiveIntegerField(editable=False)
    tree_id = models.PositiveIntegerField(db_index=True, editable=False)
    level = models.PositiveIntegerField(editable=False)
    __more_indexes__ = [models.Index(fields=["tree_id", "lft"])]

    class Meta:
        abstract = True


class TreeForeignKey(models.ForeignKey):
    pass


class TreeOneToOneField(models.OneToOneField):
    pass


class TreeManyToManyField(models.ManyToManyField):
    pass
