import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="order",
            name="buyer",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="shop.buyer"),
        ),
    ]
