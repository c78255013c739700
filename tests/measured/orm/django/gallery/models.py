from django.db import models


class Painter(models.Model):
    name = models.CharField(max_length=50)

    @property
    def titles(self):
        return [painting.title for painting in self.paintings.all()]


class Room(models.Model):
    name = models.CharField(max_length=50)


class Style(models.Model):
    name = models.CharField(max_length=50)


class Painting(models.Model):
    title = models.CharField(max_length=50)
    year = models.IntegerField()
    note = models.TextField()
    painter = models.ForeignKey(Painter, models.CASCADE, related_name="paintings")
    room = models.ForeignKey(Room, models.CASCADE)
    styles = models.ManyToManyField(Style, related_name="paintings")

    def __str__(self):
        return f"{self.title} by {self.painter.name}"


class Frame(models.Model):
    colour = models.CharField(max_length=50)
    painting = models.OneToOneField(Painting, models.CASCADE)
