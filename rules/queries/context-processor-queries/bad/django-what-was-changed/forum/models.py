from django.db import models


class Change(models.Model):
    request_id = models.CharField(max_length=36, db_index=True)
    topic = models.CharField(max_length=80)


class Reader(models.Model):
    follows = models.CharField(max_length=80, db_index=True)

    def tell(self, change):
        print(self.pk, change.topic)
