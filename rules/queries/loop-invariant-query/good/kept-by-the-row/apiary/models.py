from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils.functional import cached_property


class Keeper(AbstractUser):
    @cached_property
    def is_manager(self):
        return self.groups.filter(name="Manager").exists()


class Hive(models.Model):
    owner = models.ForeignKey(Keeper, on_delete=models.CASCADE)

    def may_be_seen_by(self, user):
        if user.is_manager:
            return True
        return self.owner_id == user.id
