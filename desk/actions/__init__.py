"""What can be done with an inquiry; called alike by page, API, admin and tasks."""

from desk.actions.asking import Question, ask
from desk.actions.ending import close, reopen
from desk.actions.handing import hand_over, receive
from desk.actions.locking import Meanwhile, Refused
from desk.actions.merging import merge
from desk.actions.talking import answer, note, react
from desk.actions.tracking import make_trajectory

__all__ = [
    "Meanwhile",
    "Question",
    "Refused",
    "answer",
    "ask",
    "close",
    "hand_over",
    "make_trajectory",
    "merge",
    "note",
    "react",
    "receive",
    "reopen",
]
