from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AlterField("order", "placed", models.DateTimeField(db_index=True)),
        migrations.AddIndex("order", models.Index(fields=["customer", "placed"], name="order_customer_placed")),
        migrations.RemoveIndex("order", "order_number_placed"),
    ]
