from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(name="Buyer", fields=[("id", models.AutoField(primary_key=True))]),
        migrations.CreateModel(name="Order", fields=[("id", models.AutoField(primary_key=True))]),
    ]
