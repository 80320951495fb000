"""What the database itself guards: frozen rows stay frozen, hot rows have room for heap-only updates."""

from django.db import migrations

FROZEN = [  # table, what is refused
    ("contest_terms", "UPDATE"),
    ("contest_paper", "UPDATE"),
    ("contest_mark", "UPDATE"),
    ("contest_boardedition", "UPDATE OR DELETE"),
    ("contest_case", "DELETE"),
    ("contest_ruling", "DELETE"),
    ("contest_auditrecord", "UPDATE OR DELETE"),
    ("contest_auditseal", "UPDATE OR DELETE"),
]
KEPT = [  # table, the contest of a row: while that is a draft nobody was told of, the row may go with it
    ("contest_terms", "OLD.contest_id"),
    ("contest_paper", "(SELECT contest_id FROM contest_round WHERE id = OLD.round_id)"),
]

GUARD = "".join(
    f"CREATE TRIGGER {table}_frozen BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    for table, what in FROZEN
) + "".join(
    f"""
CREATE FUNCTION keep_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM contest_contest
                    WHERE id = {contest} AND state = 'DRAFT' AND published_at IS NULL) THEN
        RAISE EXCEPTION 'rows of % are never changed, and go only with a draft', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keep_{table}();
"""
    for table, contest in KEPT
)
RELEASE = "".join(
    f"DROP TRIGGER {table}_kept ON {table};\nDROP FUNCTION keep_{table}();\n" for table, _ in KEPT
) + "".join(f"DROP TRIGGER {table}_frozen ON {table};\n" for table, _ in FROZEN)


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
