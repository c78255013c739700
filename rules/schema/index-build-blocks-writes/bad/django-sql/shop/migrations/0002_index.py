from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("CREATE INDEX order_placed ON shop_order (placed_at)", migrations.RunSQL.noop),  # expect: index-build-blocks-writes
            ],
        ),
    ]
