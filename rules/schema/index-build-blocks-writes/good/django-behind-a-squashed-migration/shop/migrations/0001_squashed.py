import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [("shop", "0001_initial"), ("shop", "0003_order_buyer")]
    dependencies = []
    operations = [
        migrations.CreateModel(name="Buyer", fields=[("id", models.AutoField(primary_key=True))]),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                (
                    "buyer",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="shop.buyer"),
                ),
            ],
        ),
    ]
