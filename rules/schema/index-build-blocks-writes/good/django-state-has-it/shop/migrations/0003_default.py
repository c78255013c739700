from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_kept")]
    operations = [
        # Only the default is new: the index has been built before.
        migrations.AlterField("order", "kept", models.BooleanField(db_default=False, db_index=True, default=False)),
    ]
