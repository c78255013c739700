from django.db import models


class Folder(models.Model):
    title = models.CharField(max_length=80)
    # None for the one that the others are editions of.
    root = models.ForeignKey("self", null=True, related_name="editions", on_delete=models.CASCADE)
