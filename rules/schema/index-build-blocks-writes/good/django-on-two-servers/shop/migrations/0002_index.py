from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["placed_at"], name="order_placed"),
        ),
        migrations.AlterField(
            model_name="order",
            name="number",
            field=models.CharField(max_length=40, db_index=True),
        ),
    ]
