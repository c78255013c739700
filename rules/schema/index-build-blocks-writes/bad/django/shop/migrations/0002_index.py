from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AddIndex(  # expect: index-build-blocks-writes
            model_name="order",
            index=models.Index(fields=["placed_at"], name="order_placed"),
        ),
        migrations.AlterField(  # expect: index-build-blocks-writes
            model_name="order",
            name="number",
            field=models.CharField(max_length=40, db_index=True),
        ),
    ]
