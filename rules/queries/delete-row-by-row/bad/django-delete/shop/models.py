from django.db import models


class Token(models.Model):
    expired = models.BooleanField(default=False, db_index=True)
