from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=80)
    born = models.DateField()
    died = models.DateField(null=True)
    town = models.CharField(max_length=80)
    email = models.CharField(max_length=80)
    website = models.CharField(max_length=80)
    note = models.CharField(max_length=80)
    content_html = models.TextField()

    def label(self):
        return f"{self.name}, {self.town}"


class Editor(models.Model):
    name = models.CharField(max_length=80)
