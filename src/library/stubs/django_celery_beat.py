"""django-celery-beat: schedules that projects add columns to."""
import django_celery_beat.behaviour
from django.db import models


class SolarSchedule(django_celery_beat.behaviour.Schedule, models.Model):
    event = models.CharField(max_length=24)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)

    class Meta:
        app_label = "django_celery_beat"
        unique_together = ("event", "latitude", "longitude")


class IntervalSchedule(django_celery_beat.behaviour.Schedule, models.Model):
    every = models.IntegerField()
    period = models.CharField(max_length=24)

    class Meta:
        app_label = "django_celery_beat"


class ClockedSchedule(django_celery_beat.behaviour.Schedule, models.Model):
    clocked_time = models.DateTimeField()

    class Meta:
        app_label = "django_celery_beat"


class CrontabSchedule(django_celery_beat.behaviour.Schedule, models.Model):
    minute = models.CharField(max_length=240)
    hour = models.CharField(max_length=96)
    day_of_month = models.CharField(max_length=124)
    month_of_year = models.CharField(max_length=64)
    day_of_week = models.CharField(max_length=64)
    timezone = models.CharField(max_length=63)

    class Meta:
        app_label = "django_celery_beat"


class PeriodicTask(django_celery_beat.behaviour.Schedule, models.Model):
    name = models.CharField(max_length=200, unique=True)
    task = models.CharField(max_length=200)
    interval = models.ForeignKey(IntervalSchedule, on_delete=models.CASCADE, null=True)
    crontab = models.ForeignKey(CrontabSchedule, on_delete=models.CASCADE, null=True)
    solar = models.ForeignKey(SolarSchedule, on_delete=models.CASCADE, null=True)
    clocked = models.ForeignKey(ClockedSchedule, on_delete=models.CASCADE, null=True)
    args = models.TextField(blank=True)
    kwargs = models.TextField(blank=True)
    enabled = models.BooleanField(default=True)
    last_run_at = models.DateTimeField(null=True)
    description = models.TextField(blank=True)

    class Meta:
        app_label = "django_celery_beat"
