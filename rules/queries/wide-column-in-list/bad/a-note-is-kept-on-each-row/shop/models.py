from django.db import models


class Delivery(models.Model):
    sent = models.DateTimeField()
    sender = models.CharField(max_length=80)
    receiver = models.CharField(max_length=80)
    method = models.CharField(max_length=10)
    agent = models.CharField(max_length=200)
    status = models.IntegerField()
    town = models.CharField(max_length=80)
    body_raw = models.BinaryField(null=True)

    def has_body(self):
        if self.body_raw or self.status == 3:
            return True
        return False
