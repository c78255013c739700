from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=40)


class Member(models.Model):
    name = models.CharField(max_length=40)
    tags = models.ManyToManyField(Tag)

    @property
    def tag_names(self):
        return sorted(tag.name for tag in self.tags.all())
