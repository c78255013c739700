import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_order_outlives_its_buyer")]
    operations = [
        migrations.RenameModel(old_name="Order", new_name="Sale"),
        migrations.RenameField(model_name="sale", old_name="buyer", new_name="customer"),
        migrations.AlterField(
            model_name="sale",
            name="customer",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="shop.buyer"),
        ),
    ]
