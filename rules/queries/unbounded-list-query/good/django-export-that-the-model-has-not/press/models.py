from django.db import models


class Issue(models.Model):
    title = models.CharField(max_length=80)


class Layout(models.Model):
    name = models.CharField(max_length=80)

    def to_yaml(self):
        return "name: " + self.name
