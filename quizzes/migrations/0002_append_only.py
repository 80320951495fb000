"""Question versions and histories are guarded by the database itself."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed (%)', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION refuse_unless_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT status FROM quizzes_question WHERE id = OLD.question_id) IS DISTINCT FROM 'DRAFT'
       OR EXISTS (SELECT FROM quizzes_questionevent
                   WHERE question_id = OLD.question_id AND action = 'APPROVED') THEN
        RAISE EXCEPTION 'rows of % are never changed, and go only with a draft never approved', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER question_version_immutable BEFORE UPDATE ON quizzes_questionversion
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER question_version_kept BEFORE DELETE ON quizzes_questionversion
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_draft();
CREATE TRIGGER question_event_append_only BEFORE UPDATE ON quizzes_questionevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER question_event_kept BEFORE DELETE ON quizzes_questionevent
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_draft();
"""

ALLOW = """
DROP TRIGGER question_event_kept ON quizzes_questionevent;
DROP TRIGGER question_event_append_only ON quizzes_questionevent;
DROP TRIGGER question_version_kept ON quizzes_questionversion;
DROP TRIGGER question_version_immutable ON quizzes_questionversion;
DROP FUNCTION refuse_unless_draft();
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0001_law_and_questions")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
