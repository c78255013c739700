from django.db import models


class Clerk(models.Model):
    name = models.CharField(max_length=80)


class Letter(models.Model):
    made = models.DateTimeField(db_index=True)
    sender = models.ForeignKey(Clerk, related_name="letters", on_delete=models.CASCADE)


class Parcel(models.Model):
    made = models.DateTimeField(db_index=True)
    packer = models.ForeignKey(Clerk, related_name="parcels", on_delete=models.CASCADE)
