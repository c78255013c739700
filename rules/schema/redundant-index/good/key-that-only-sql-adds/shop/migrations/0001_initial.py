import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Yard",
            fields=[("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))],
        ),
        migrations.CreateModel(
            name="Berth",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("yard", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.yard")),
            ],
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("berth", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.berth")),
                ("yard", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.yard")),
            ],
        ),
        migrations.AddConstraint(
            model_name="berth",
            constraint=models.UniqueConstraint(fields=("id", "yard"), name="berth_and_yard"),
        ),
        migrations.RunSQL(
            sql="""
            ALTER TABLE shop_stay ADD CONSTRAINT stay_in_the_yard_of_its_berth
              FOREIGN KEY (berth_id, yard_id) REFERENCES shop_berth (id, yard_id);
            """,
            reverse_sql="ALTER TABLE shop_stay DROP CONSTRAINT stay_in_the_yard_of_its_berth;",
        ),
    ]
