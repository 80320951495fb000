"""Rows of the content side: law, questions, blueprints, imports."""

from quizzes.models.question import (
    Blueprint,
    BlueprintCell,
    Citation,
    Question,
    QuestionBank,
    QuestionEvent,
    QuestionImport,
    QuestionVersion,
)
from quizzes.models.regulation import Provision, ProvisionVersion, Regulation

__all__ = [
    "Blueprint",
    "BlueprintCell",
    "Citation",
    "Provision",
    "ProvisionVersion",
    "Question",
    "QuestionBank",
    "QuestionEvent",
    "QuestionImport",
    "QuestionVersion",
    "Regulation",
]
