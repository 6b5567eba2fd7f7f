"""The room for kept answers: bounded in bytes and in forms, and safe for many threads."""

from concurrent.futures import ThreadPoolExecutor

from publication.kept import Kept, KeptAnswers

ROOM = 10_000_000


def answer(size: int, vary: str = "") -> Kept:
    headers = [("Content-Length", str(size)), *([("Vary", vary)] if vary else [])]
    return Kept({}, headers, b"x" * size, False)


def request(path: str, **headers: str) -> dict[str, str]:
    return {"PATH_INFO": path, **headers}


def test_the_question_asked_longest_ago_makes_room():
    kept = KeptAnswers(30_000)
    for number in range(4):
        kept.put(request(f"/{number}"), answer(5000))
        kept.find(request("/0"))
    assert [kept.find(request(f"/{number}")) is not None for number in range(4)] == [True, False, True, True]
    assert kept.size <= 30_000


def test_an_answer_may_not_be_large():
    kept = KeptAnswers(30_000, largest=1000)
    kept.put(request("/"), answer(1001))
    headers = [("Content-Length", "1001")]
    body = (part for part in [b"x" * 1001])
    assert kept.take(request("/"), headers, {}, body, counted=False) is body
    assert (len(kept), kept.size) == (0, 0)


def test_forms_of_one_answer_have_a_bound_and_are_replaced():
    kept = KeptAnswers(ROOM)
    for number in range(50):
        kept.put(request("/", HTTP_ACCEPT=f"text/{number}"), answer(100, "Accept"))
    held = kept.size
    kept.put(request("/", HTTP_ACCEPT="text/49"), answer(100, "Accept"))
    assert (len(kept), kept.size) == (8, held)
    assert kept.find(request("/", HTTP_ACCEPT="text/0")) is None
    kept.put(request("/"), answer(100, "Accept, Accept-Language"))
    assert len(kept) == 1
    kept.put(request("/star"), answer(100, "*"))
    assert len(kept) == 1
    kept.drop(request("/"))
    assert (len(kept), kept.size) == (0, 0)


def test_many_threads_at_once_get_their_own_answers():
    kept = KeptAnswers(60_000)

    def work(number: int) -> bool:
        right = True
        for turn in range(300):
            name = f"/{(number * 7 + turn) % 40}"
            if (found := kept.find(request(name))) is not None:
                right = right and found.body == name.encode() * 300
            kept.put(request(name), Kept({}, [], name.encode() * 300, False))
            if turn % 50 == 0:
                kept.drop(request(name))
        return right

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(8)))
    assert 0 < kept.size <= 60_000
    assert kept.size == sum(forms.size for forms in kept._questions.values())
