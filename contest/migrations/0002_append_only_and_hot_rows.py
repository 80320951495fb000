"""What the database itself guards: frozen rows stay frozen, hot rows have room for heap-only updates."""

from django.db import migrations

FROZEN = [  # table, what is refused
    ("contest_terms", "UPDATE OR DELETE"),
    ("contest_paper", "UPDATE OR DELETE"),
    ("contest_mark", "UPDATE"),
    ("contest_boardedition", "UPDATE OR DELETE"),
    ("contest_case", "DELETE"),
    ("contest_ruling", "DELETE"),
    ("contest_auditrecord", "UPDATE OR DELETE"),
    ("contest_auditseal", "UPDATE OR DELETE"),
]

GUARD = "".join(
    f"CREATE TRIGGER {table}_frozen BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    for table, what in FROZEN
)
RELEASE = "".join(f"DROP TRIGGER {table}_frozen ON {table};\n" for table, _ in FROZEN)


class Migration(migrations.Migration):
    dependencies = [
        ("contest", "0001_contests_attempts_standings"),
        ("quizzes", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(GUARD, RELEASE),
        migrations.RunSQL(
            "ALTER TABLE contest_attempt SET (fillfactor = 70)",
            "ALTER TABLE contest_attempt RESET (fillfactor)",
        ),
    ]
