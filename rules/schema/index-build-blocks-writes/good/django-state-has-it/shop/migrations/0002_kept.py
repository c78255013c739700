from django.db import migrations, models


def add_where_it_is_missing(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_where_it_is_missing)],
            state_operations=[
                migrations.AddField("order", "kept", models.BooleanField(db_index=True, default=False)),
            ],
        ),
    ]
