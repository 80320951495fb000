"""The endpoints of the exam room, which carry the load: one Struct in, one service, one Struct out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from contest.api import attempt_shapes as shapes
from contest.api import tokens
from contest.api.base import AttemptView, ContestantView
from contest.api.bodies import read, reply
from contest.queries.papers import shapes as answer_shapes
from contest.services.open_attempt import open_attempt
from contest.services.save_answers import TakenOver, save_answers
from contest.services.submit_attempt import submit_attempt


class Attempts(ContestantView):
    """The signed-in person's attempts of a round."""

    @extend_schema(
        operation_id="start_attempt",
        request=shapes.Start,
        responses={200: shapes.Started, 201: shapes.Started},
    )
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Open the attempt with this ordinal (201), or resume it under a higher epoch (200)."""
        start = read(request, shapes.Start)
        ground, opened = open_attempt(round_id=round_id, user_id=self.user_id, ordinal=start.ordinal)
        token = tokens.AttemptToken(
            opened.id,
            opened.epoch,
            opened.closes_at,
            ground.terms.prediction is not None,
            answer_shapes(opened.content),
        )
        started = shapes.started(ground, opened, tokens.written(token))
        return reply(started, 201 if opened.is_new else 200)


class Answers(AttemptView):
    """The answers of the attempt whose token is shown."""

    @extend_schema(operation_id="save_answers", request=shapes.AnswersBody, responses=shapes.Stored)
    def put(self, request: HttpRequest, attempt_id: UUID) -> HttpResponse:
        """Save answers; the reply lists every stored (position, sequence)."""
        body = read(request, shapes.AnswersBody)
        if body.epoch != self.token.epoch:
            raise TakenOver
        saved = save_answers(
            attempt_id=attempt_id,
            epoch=body.epoch,
            shapes=self.token.shapes,
            predicts=self.token.predicts,
            answers=body.answers,
            prediction=body.prediction,
        )
        return reply(shapes.stored(saved))


class Submission(AttemptView):
    """The submission of the attempt whose token is shown."""

    @extend_schema(operation_id="submit_attempt", request=shapes.Submit, responses=shapes.Receipt)
    def post(self, request: HttpRequest, attempt_id: UUID) -> HttpResponse:
        """Hand the attempt in; a repeat gives the same receipt."""
        body = read(request, shapes.Submit)
        epoch = min(body.epoch, self.token.epoch)
        return reply(shapes.receipt(submit_attempt(attempt_id=attempt_id, epoch=epoch)))
