from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("number", models.CharField(max_length=20)),
                ("placed", models.DateTimeField()),
                ("customer", models.ForeignKey("shop.order", models.CASCADE)),
            ],
        ),
        migrations.AddIndex("order", models.Index(fields=["number", "placed"], name="order_number_placed")),
    ]
