"""Choices without an aid, opened again, explained and said back; questions brought to the talk."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("aids", "0001_initial"),
        ("decisions", "0005_rules_are_code"),
        ("patients", "0004_death_post_walls"),
        ("people", "0002_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "confirmed",
                    models.CharField(
                        choices=[
                            ("own hand", "Own Hand"),
                            ("read back", "Read Back"),
                            ("heard", "Heard"),
                            ("from another", "From Another"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="ByHand",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "confirmed",
                    models.CharField(
                        choices=[
                            ("own hand", "Own Hand"),
                            ("read back", "Read Back"),
                            ("heard", "Heard"),
                            ("from another", "From Another"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("way", models.CharField(help_text="The way that it names or is about.", max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("way", "Way"), ("for", "For"), ("against", "Against")], max_length=10
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "place",
                    models.PositiveIntegerField(
                        default=0, help_text="Its place among lines written at one moment."
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Explained",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "confirmed",
                    models.CharField(
                        choices=[
                            ("own hand", "Own Hand"),
                            ("read back", "Read Back"),
                            ("heard", "Heard"),
                            ("from another", "From Another"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "confirmed",
                    models.CharField(
                        choices=[
                            ("own hand", "Own Hand"),
                            ("read back", "Read Back"),
                            ("heard", "Heard"),
                            ("from another", "From Another"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "asks",
                    models.CharField(
                        choices=[
                            ("what", "what"),
                            ("good and bad", "good and bad"),
                            ("how likely", "how likely"),
                            ("help", "help"),
                            ("ahead", "ahead"),
                            ("own", "own"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "place",
                    models.PositiveIntegerField(
                        default=0, help_text="Its place among questions brought together."
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SaidBack",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "confirmed",
                    models.CharField(
                        choices=[
                            ("own hand", "Own Hand"),
                            ("read back", "Read Back"),
                            ("heard", "Heard"),
                            ("from another", "From Another"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("asked", models.TextField()),
                ("own_words", models.TextField(blank=True)),
                (
                    "came_out",
                    models.CharField(
                        choices=[("clear", "clear"), ("gap", "gap"), ("stopped", "stopped")], max_length=10
                    ),
                ),
                ("gap", models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="choice",
            name="one_choice_per_aid_version",
        ),
        migrations.AddField(
            model_name="choice",
            name="language",
            field=models.CharField(default="en", help_text="Of the words written by hand.", max_length=16),
        ),
        migrations.AddField(
            model_name="choice",
            name="matter",
            field=models.CharField(blank=True, help_text="What it is about, without an aid.", max_length=300),
        ),
        migrations.AddField(
            model_name="choice",
            name="reopened_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="choice",
            name="reopens",
            field=models.OneToOneField(
                help_text="The one before.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goes_on_in",
                to="decisions.choice",
            ),
        ),
        migrations.AlterField(
            model_name="choice",
            name="aid",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="aids.aidversion"
            ),
        ),
        migrations.AlterField(
            model_name="promptclosed",
            name="reason",
            field=models.CharField(help_text="One of decisions/balance/reasons.py.", max_length=60),
        ),
        migrations.AlterField(
            model_name="promptclosed",
            name="rule",
            field=models.CharField(help_text="Its id in decisions/balance/table.py.", max_length=60),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reopens", None)),
                fields=("patient", "aid"),
                name="one_first_choice_per_aid_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("aid", None), models.Q(("matter", ""), _negated=True)),
                    models.Q(("aid__isnull", False), ("matter", "")),
                    _connector="OR",
                ),
                name="a_choice_has_an_aid_or_a_matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reopened_because", ""), ("reopens", None)),
                    models.Q(("reopens__isnull", False), models.Q(("reopened_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_choice_opened_again_says_why",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="patient",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="patients.patient"),
        ),
        migrations.AddField(
            model_name="answer",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="byhand",
            name="choice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="by_hand", to="decisions.choice"
            ),
        ),
        migrations.AddField(
            model_name="byhand",
            name="patient",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="patients.patient"),
        ),
        migrations.AddField(
            model_name="byhand",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="byhand",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="byhand",
            name="takes_back",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_back_by",
                to="decisions.byhand",
            ),
        ),
        migrations.AddField(
            model_name="explained",
            name="choice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="explained", to="decisions.choice"
            ),
        ),
        migrations.AddField(
            model_name="explained",
            name="patient",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="patients.patient"),
        ),
        migrations.AddField(
            model_name="explained",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="explained",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="choice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="decisions.choice"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="patient",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="patients.patient"),
        ),
        migrations.AddField(
            model_name="question",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="decisions.question"
            ),
        ),
        migrations.AddField(
            model_name="saidback",
            name="choice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="said_back", to="decisions.choice"
            ),
        ),
        migrations.AddField(
            model_name="saidback",
            name="patient",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="patients.patient"),
        ),
        migrations.AddField(
            model_name="saidback",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="saidback",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="byhand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("takes_back", None), models.Q(("words", ""), _negated=True)),
                    models.Q(("takes_back__isnull", False), ("words", "")),
                    _connector="OR",
                ),
                name="by_hand_says_something_or_takes_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asks", "own"), models.Q(("words", ""), _negated=True)),
                    models.Q(("asks", "own"), _negated=True),
                    _connector="OR",
                ),
                name="an_own_question_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="an_answer_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="saidback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("came_out", "stopped"), models.Q(("own_words", ""), _negated=True), _connector="OR"
                ),
                name="saying_back_has_own_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="saidback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("came_out", "gap"), models.Q(("gap", ""), _negated=True)),
                    models.Q(models.Q(("came_out", "gap"), _negated=True), ("gap", "")),
                    _connector="OR",
                ),
                name="only_a_gap_is_named",
            ),
        ),
    ]
