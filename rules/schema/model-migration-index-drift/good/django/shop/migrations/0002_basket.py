from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.RenameModel("Order", "Basket"),
        migrations.RenameField("Basket", "code", "number"),
        migrations.AlterField("basket", "number", models.CharField(max_length=20, unique=True)),
        migrations.RemoveField("basket", "note"),
        migrations.AddField("basket", "till", models.IntegerField(default=0)),
        migrations.AlterModelOptions("basket", {"ordering": ["number"]}),
        migrations.AlterUniqueTogether("basket", {("shop", "till")}),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("CREATE INDEX CONCURRENTLY till_placed ON shop_basket (till, placed)")],
            state_operations=[migrations.AddIndex("basket", models.Index(fields=["till", "placed"], name="till_placed"))],
        ),
        migrations.AddConstraint(
            "basket", models.UniqueConstraint(fields=["placed", "till"], name="one_at_a_time")
        ),
    ]
