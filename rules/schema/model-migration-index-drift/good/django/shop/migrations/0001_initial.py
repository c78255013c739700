from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("code", models.CharField(max_length=20)),
                ("placed", models.DateTimeField(db_index=True)),
                ("shop", models.CharField(max_length=20)),
                ("note", models.TextField()),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop),
    ]
