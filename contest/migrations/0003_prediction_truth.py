"""The truth of a prediction is fixed once; a duration may be longer than 24 days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contest", "0002_append_only_and_hot_rows")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="prediction_truth",
            field=models.BigIntegerField(
                blank=True, help_text="What was to be guessed; counted once, never again", null=True
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="counted_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When all was scored and the truth of the prediction counted",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="standing",
            name="duration_ms",
            field=models.PositiveBigIntegerField(),
        ),
    ]
