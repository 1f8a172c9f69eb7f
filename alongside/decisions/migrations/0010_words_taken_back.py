import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("decisions", "0009_the_kind_of_a_note")]

    operations = [
        migrations.RemoveConstraint(model_name="view", name="a_view_has_words"),
        migrations.AlterField(model_name="view", name="words", field=models.TextField(blank=True)),
        migrations.AddField(
            model_name="view",
            name="takes_back",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_back_by",
                to="decisions.view",
            ),
        ),
        migrations.AddConstraint(
            model_name="view",
            constraint=models.CheckConstraint(
                condition=Q(takes_back=None) & ~Q(words="") | Q(takes_back__isnull=False, words=""),
                name="a_view_has_words_or_takes_back",
            ),
        ),
    ]
