"""Short replies: which of the offered choices is meant, and what a correction asks for."""

from __future__ import annotations

from disclosure.numerals import read_numeral
from service.conversation import Conversation
from service.lexicon import load_lexicon
from service.steps.normalise import normalise_question

_CLOSING = "?。!,呢吧吗的"
_ASKING = "呢"


def pick_choice(question: str, conversation: Conversation) -> str | None:
    """The offered choice that a short reply names, if it names exactly one."""
    last = conversation.last
    if last is None or not last.choices:
        return None
    plain = question.strip(_CLOSING)
    if not plain or _is_basis(plain):
        return None
    numbered = _by_number(plain, last.choices)
    if numbered is not None:
        return numbered
    spellings = {choice: normalise_question(choice) for choice in last.choices}
    for words in ([plain], _content(plain)):
        fitting = [c for c, spelling in spellings.items() if all(w in spelling for w in words)]
        if words and len(fitting) == 1:
            return fitting[0]
    return None


def _is_basis(words: str) -> bool:
    """预算 behind a question back asks for the budget, and not for what is called so."""
    return any(p.fullmatch(words) for patterns in load_lexicon().basis.values() for p in patterns)


def _by_number(words: str, choices: tuple[str, ...]) -> str | None:
    """第二个, 2, 最后一个."""
    lexicon = load_lexicon()
    if lexicon.last_choice.fullmatch(words):
        return choices[-1]
    match = lexicon.numbered_choice.fullmatch(words)
    number = read_numeral(match["number"]) if match else None
    return choices[number - 1] if number and number <= len(choices) else None


def _content(question: str) -> list[str]:
    """The words of a short reply without those that carry no content."""
    filler = sorted(load_lexicon().filler, key=len, reverse=True)
    rest = question
    for word in filler:
        rest = rest.replace(word, " ") if len(rest.strip()) > len(word) else rest
    return rest.split()


def read_correction(question: str, conversation: Conversation) -> str:
    """What is meant, of a correction: 不是预算，是决算 asks for 决算."""
    if conversation.last is None:
        return question
    plain = question.rstrip("?。!")
    for pattern in load_lexicon().corrections:
        if match := pattern.search(plain):
            right = normalise_question(match["right"])
            return right if right.endswith(_ASKING) else right + _ASKING
    return question
