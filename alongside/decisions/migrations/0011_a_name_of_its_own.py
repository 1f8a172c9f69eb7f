"""Two rooms had a constraint of the same name; Django wants each once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0010_words_taken_back")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE decisions_answer RENAME CONSTRAINT an_answer_has_words TO an_answer_brought_has_words",
            "ALTER TABLE decisions_answer RENAME CONSTRAINT an_answer_brought_has_words TO an_answer_has_words",
            state_operations=[
                migrations.RemoveConstraint(model_name="answer", name="an_answer_has_words"),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(words="", _negated=True), name="an_answer_brought_has_words"
                    ),
                ),
            ],
        )
    ]
