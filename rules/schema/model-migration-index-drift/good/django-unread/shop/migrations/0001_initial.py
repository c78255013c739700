from django.db import migrations, models
from elsewhere.operations import IndexEverything


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[("id", models.AutoField(primary_key=True)), ("number", models.CharField(max_length=20))],
        ),
        IndexEverything("order"),
    ]
