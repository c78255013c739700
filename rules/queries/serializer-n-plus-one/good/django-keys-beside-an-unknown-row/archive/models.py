from django.db import models


class Archive(models.Model):
    title = models.CharField(max_length=80)
    front = models.ForeignKey("Folder", null=True, related_name="+", on_delete=models.SET_NULL)


class Folder(models.Model):
    title = models.CharField(max_length=80)
    archive = models.ForeignKey(Archive, related_name="folders", on_delete=models.CASCADE)
