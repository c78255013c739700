import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Field",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("name", models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="Harvest",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("day", models.DateField()),
                ("crop", models.CharField(max_length=40)),
                ("field", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="farm.field")),
            ],
        ),
        migrations.AddIndex(
            model_name="harvest",
            index=models.Index(
                models.F("field"),
                models.F("day"),
                django.contrib.postgres.indexes.OpClass(models.F("crop"), name="varchar_pattern_ops"),
                name="harvest_of_field",
            ),
        ),
    ]
