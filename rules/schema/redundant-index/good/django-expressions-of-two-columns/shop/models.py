from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class Advisory(models.Model):
    title = models.TextField()
    text = models.TextField()

    class Meta:
        indexes = [
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="advisory_title_trgm"),
            GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="advisory_text_trgm"),
        ]
