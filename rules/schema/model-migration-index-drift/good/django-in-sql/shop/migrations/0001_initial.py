from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[("id", models.AutoField(primary_key=True)), ("number", models.CharField(max_length=20))],
        ),
        migrations.RunSQL("CREATE INDEX order_number ON shop_order (number)", "DROP INDEX order_number"),
    ]
